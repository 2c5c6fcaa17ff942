"""Lines that sign an item, or take a signature back."""

import re
from typing import Final

from bot.domain import commands as c
from bot.domain.reading.naming import role_names
from bot.domain.reading.standing import may_fail
from bot.domain.refusals import Refused
from bot.domain.state.release import Release
from bot.domain.state.signing import Failure, Signature
from bot.speech.guide import Does
from bot.talk.grammar.choosing import Chosen, Keys, choose, to_sign
from bot.talk.grammar.deployments import ordered
from bot.talk.grammar.lines import after_confirmation
from bot.talk.grammar.meetings import called
from bot.talk.grammar.verbs import AskedLine, HelpEntry, LacksReason, Verb

AS: Final = re.compile(r"as\s+|作为\s*|以\s*", re.IGNORECASE)


def _sign(asked: AskedLine) -> c.Sign | c.CallMeeting | c.OrderDeployment | Refused:
    """`as ROLE` right after the item names a role only where the plan has it; otherwise the note begins with "as".

    The words that sign the step which calls the meeting are when and where it is; those that name a platform order it.
    """
    chosen = choose(asked, to_sign)
    if not isinstance(chosen, Chosen):
        return chosen
    if asked.release.item(chosen.item).step.meeting == "call" and (chosen.rest or asked.line.fields):
        return called(asked, chosen.rest)
    confirmed, words = after_confirmation(chosen.rest, coded=True)
    if asked.release.item(chosen.item).step.deploys and (order := ordered(asked, chosen.item, words, confirmed)):
        return order
    role = ""
    if naming := AS.match(words):
        named = role_names(asked.release.plan).first(words[naming.end() :])
        role, words = (named.keys[0], named.rest) if named and len(named.keys) == 1 else ("", words)
    line = asked.line
    return c.Sign(chosen.item, asked.with_note(words), role, line.message, seen=line.seen, confirmed=confirmed)


def _fail(asked: AskedLine) -> c.Fail | c.Deploy | Refused | LacksReason:
    """Of a deployment it is said as `deploy … failed` says it; so is that a step of a rollback did."""
    chosen = choose(asked, to_sign)
    if not isinstance(chosen, Chosen):
        return chosen
    item, reason = asked.release.item(chosen.item), asked.with_note(chosen.rest)
    tried = item.id in asked.release.layout.tried or not may_fail(asked.release, item)
    said = c.Fail(item.id, reason) if tried else c.Deploy(item.id, failed=reason)
    return said if reason else LacksReason(said, f"fail {item.id} REASON")


def _undo(asked: AskedLine) -> c.Withdraw | Refused:
    chosen = choose(asked, _signed)
    if not isinstance(chosen, Chosen):
        return chosen
    confirmed, reason = after_confirmation(chosen.rest)
    return c.Withdraw(chosen.item, asked.with_note(reason), confirmed=confirmed)


def _signed(asked: AskedLine, items: Keys) -> Keys:
    """What the person has signed, or said to have failed, the latest first; else, for a lead, what anybody has."""
    release, person = asked.release, asked.actor.person
    at = {
        key: max(own)
        for key in items
        if (own := [each.at for each in _marks(release, key) if person in (each.person, each.voter)])
    }
    if at:
        return tuple(sorted(at, key=at.__getitem__, reverse=True))
    if asked.words and person in release.leads:
        return tuple(key for key in items if _marks(release, key) or release.records[key].waiver)
    return ()


def _marks(release: Release, key: str) -> tuple[Signature | Failure, ...]:
    """What people gave as the item's result."""
    record = release.records[key]
    return (*record.signatures, *([record.failed] if record.failed else []))


VERBS: Final = (
    Verb(
        name="done",
        aliases=("sign", "ok", "finish", "confirm", "sign off", "完成", "已完成", "完成了", "确认", "签字", "通过"),
        words="ITEM",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 10, "ITEM [NOTE]", Does.DONE),
        binds=_sign,
    ),
    Verb(
        name="fail",
        aliases=("failed", "失败", "未通过", "不通过", "没通过", "测试失败", "部署失败"),
        words="ITEM REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 15, "ITEM REASON", Does.FAIL),
        binds=_fail,
    ),
    Verb(
        name="undo",
        aliases=("withdraw", "unsign", "unwaive", "revoke", "撤回", "撤销", "取消签字", "取消豁免"),
        words="ITEM",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 20, "ITEM [REASON]", Does.UNDO),
        binds=_undo,
    ),
)
