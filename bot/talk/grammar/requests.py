"""Lines about requests: who is asked for what, and which is meant."""

import re
from functools import partial
from typing import Final

from bot.domain import commands as c
from bot.domain.reading.naming import SHOWN, item_named, near, role_names
from bot.domain.reading.standing import asked_of, claims
from bot.domain.refusals import Lacks, NoSuchItem, NoSuchName, Refused, WhichItem
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.verbs import AskedLine, HelpEntry, LacksReason, Verb

REQUEST: Final = re.compile(r"r\s*(\d+)(?![\w-])[\s:：,，;；.。]*", re.IGNORECASE)


def _ask(asked: AskedLine) -> c.Request | q.Requests | Refused:
    """`ask ROLE [ITEM] text`; without an item, the only one that the person could sign but for what they ask."""
    if not asked.words:
        return q.Requests()
    role = role_names(asked.release.plan).first(asked.words)
    if role is None or len(role.keys) > 1:
        roles, name = asked.release.plan.roles, asked.words.split(maxsplit=1)[0][:SHOWN]
        return NoSuchName("role", name, role.keys if role else near(name, roles))
    named = item_named(asked.release, role.rest)
    own = _own_items(asked)
    if isinstance(named, NoSuchItem):
        items, text = own, role.rest
    else:
        items, text = tuple(key for key in named.keys if key in own) or named.keys, named.rest
    if not items:
        return Lacks("item", asked.line.verb.usage)
    if len(items) > 1:
        return WhichItem(f"ask {role.keys[0]}", items, asked.with_note(text))
    return c.Request(role.keys[0], items[0], asked.with_note(text))


def _own_items(asked: AskedLine) -> tuple[str, ...]:
    """What the person could sign now, or could if nothing were awaited."""
    release = asked.release
    pressing = (key for key in release.layout.items if release.standing(key) in ("open", "blocked"))
    return tuple(key for key in pressing if claims(release, release.item(key), asked.actor.person, asked.now))


def _answer(asked: AskedLine, *, done: bool) -> c.Answer | NoSuchName | Lacks | LacksReason:
    """`answer R1 text`; without its number, the only open request that went to this person."""
    release = asked.release
    named = REQUEST.match(asked.words)
    if named:
        request, text = f"R{int(named[1])}", asked.words[named.end() :]
        if request not in release.requests:
            return NoSuchName("request", request, _open_requests(asked))
    else:
        likely, text = _open_requests(asked), asked.words
        if len(likely) != 1:
            return Lacks("request", asked.line.verb.usage)
        request = likely[0]
    answer = c.Answer(request, asked.with_note(text), done)
    return answer if done or answer.text else LacksReason(answer, f"decline {request}")


def _open_requests(asked: AskedLine) -> tuple[str, ...]:
    return tuple(
        each.id
        for each in asked.release.requests.values()
        if each.state == "open" and asked.actor.person in asked_of(asked.release, each, asked.now)
    )


VERBS: Final = (
    Verb(
        name="ask",
        aliases=(
            "request",
            "请求",
            "提请",
            "请",
        ),
        words="ROLE ITEM TEXT",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 80, "[ROLE [ITEM] TEXT]", Does.ASK),
        binds=_ask,
    ),
    Verb(
        name="answer",
        aliases=(
            "reply",
            "答复",
            "回复",
            "已处理",
        ),
        words="R1 TEXT",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 90, "R1 [TEXT]", Does.ANSWER),
        binds=partial(_answer, done=True),
    ),
    Verb(
        name="decline",
        aliases=(
            "refuse",
            "拒绝",
            "谢绝",
        ),
        words="R1 REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 100, "R1 REASON", Does.DECLINE),
        binds=partial(_answer, done=False),
    ),
)
