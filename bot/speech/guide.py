"""The help, grouped by what one wants to do, and the answer to `who am I`. What is understood is the grammar's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import lines
from bot.speech.voice import Label, Voice

Part = Literal["see", "act", "lead"]
ALIASES_SHOWN = 2


class Does(Label):
    """What each verb is for, under its name."""

    BLOCK = msgid("stop an item until a problem is solved")
    UNBLOCK = msgid("lift your block")
    WAIVE = msgid("let a check go; the reason stays visible for ever")
    BUG = msgid("report a bug, alone in a form; `fix`, `verify`, `reopen`, `defer`, `grade` B1; `list`, B1, `carry`")
    BRANCH = msgid("say what is to be deployed")
    SCRIPT = msgid("attach a database script; alone, the list")
    START = msgid("open the release; without a time, at the plan's go-live")
    PAUSE = msgid("stop everything, reminders too")
    RESUME = msgid("go on after a pause")
    RESCHEDULE = msgid("move go-live, and every due time with it")
    CANCEL = msgid("see what can be called off, and how")
    CANCEL_MEETING = msgid("call the meeting off; everybody who was invited is told")
    ABORT = msgid("end the release for good; you are asked again")
    DEPLOY = msgid("say what was deployed; alone, what runs where")
    RUNS = msgid("what was taken back was done; `no` strikes it, or one told in error")
    WRITE = msgid("write a document in a form; `write show ITEM` reads it")
    SENDBACK = msgid("do not approve: what you review is done again")
    PREVIOUS = msgid("say what ran in production before, or `nothing`: the way back")
    BACKUP = msgid("record the backup made before the scripts run")
    OVERRIDE = msgid("let an item be deployed outside of its window, by hand, or as another COMMIT")
    WHOAMI = msgid("your roles and your account")
    HELP = msgid("this page")
    HOTFIX = msgid("open the short path of an urgent fix; alone, all of them")
    MAIL = msgid("the mails: to whom, sent when, and who has still to answer")
    MEETING = msgid(
        "call or move the meeting; `yes`, `no`, `maybe`, `close`, `cancel`; alone, the agenda and who comes"
    )
    MINUTES = msgid("agree to the minutes; `object`, `strike 3`, `note`; alone, read them")
    DECISION = msgid("take down what the meeting decides")
    ACTION = msgid("take down who does what; it becomes an item")
    RISK = msgid("take down a risk")
    GOON = msgid("give a failed go-live more time")
    WATCH = msgid("say that you are on it: reminders to you wait")
    LOG = msgid("the record: who did what, and when")
    REPORT = msgid("post the report; at the end it comes by itself")
    ASK = msgid("ask the DBA, say, for what an item needs; alone, all requests")
    ANSWER = msgid("say that it is done")
    DECLINE = msgid("say that it will not be done")
    ROLLBACK = msgid("take back what went live; what that takes is shown first")
    DONE = msgid("sign an item, with the note or link it asks for")
    FAIL = msgid("say that it failed")
    UNDO = msgid("take your signature back; what it re-closes is shown first")
    ASSIGN = msgid("name who holds a role")
    STANDIN = msgid("let somebody sign for another; `standin end` ends it")
    LINK = msgid("connect your Slack account with the plan, by its address")
    STATUS = msgid("where the release stands, what blocks it, who is next")
    WHY = msgid("what holds an item up, since when, and who can move it")
    MINE = msgid("what waits for you")
    RETRY = msgid("try again now what could not be delivered")
    HEALTH = msgid("what is watched after go-live: up or down, availability, latency")


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One verb, in its part of the help: the words after it, what it `does`, and what else one may type."""

    part: Part
    verb: str
    aliases: tuple[str, ...]
    words: str
    does: Does


def help_text(voice: Voice, told: Iterable[HelpLine]) -> str:
    """Every verb in one line, those of a part as they come; in Chinese with its Chinese words."""
    parts: tuple[tuple[Part, str], ...] = (
        ("see", voice.say("See where it stands")),
        ("act", voice.say("Do your part")),
        ("lead", voice.say("Lead the release (project lead only)")),
    )
    lines_of: dict[Part, list[str]] = {part: [] for part, _ in parts}
    for line in told:
        lines_of[line.part].append(_line(voice, line))
    sections = ["\n".join((voice.bold(title), *lines_of[part])) for part, title in parts]
    return "\n\n".join((*sections, _reactions(voice)))


def _line(voice: Voice, line: HelpLine) -> str:
    return voice.say(
        "• {line} {does}{aliases}",
        line=lines.usage(voice, f"{line.verb} {line.words}".strip()),
        does=voice.label(line.does),
        aliases=_aliases(voice, line.aliases),
    )


def _aliases(voice: Voice, aliases: Iterable[str]) -> str:
    """What else a Chinese reader may type."""
    if voice.language != "zh-CN":
        return ""
    chinese = [alias for alias in aliases if not alias.isascii()][:ALIASES_SHOWN]
    return voice.say(" (or {aliases})", aliases=voice.list(chinese))


def _reactions(voice: Voice) -> str:
    return voice.say(
        "An item is named as the plan names it, such as `1b boying-user`. "
        "Buttons and reactions on the bot's messages (✅ ❌ 👀, unless the plan names others) do the same as "
        "done, block and watch; taking a reaction away takes it back."
    )


def whoami(voice: Voice, release: Release | None, person: str, user: str) -> str:
    """Who the bot takes this Slack account for, and what they may do in this release."""
    if release is None or not release.takes_part(person):
        return voice.say(
            "Your account {account} is linked to nobody in a running release. If a plan names you: `{command} link`",
            account=voice.code(user or "?"),
        )
    return voice.sentences(
        voice.say(
            "You are {person}, account {account}.", person=voice.person(release, person), account=voice.code(user)
        ),
        _roles(voice, release, person),
        _stand_ins(voice, release, person),
    )


def _roles(voice: Voice, release: Release, person: str) -> str:
    held = [
        voice.role_for(release.plan, role, system)
        for role, known in release.plan.roles.items()
        for system in (release.plan.systems if known.per == "system" else (None,))
        if person in release.holders(role, system)
    ]
    if not held:
        return voice.say("You hold no role in {release}.", release=voice.quote(release.id))
    return voice.say("In {release} you are: {roles}.", release=voice.quote(release.id), roles=voice.list(held))


def _stand_ins(voice: Voice, release: Release, person: str) -> str:
    absent = [stand_in.instead_of for stand_in in release.stand_ins if stand_in.person == person]
    if not absent:
        return ""
    return voice.say("You are named to stand in for {people}.", people=voice.people(release, dict.fromkeys(absent)))
