"""The help, grouped by what one wants to do, and the answer to `who am I`. What is understood is the grammar's."""

from collections.abc import Mapping

from bot.domain.state.release import Release
from bot.locales import msgid
from bot.speech import lines
from bot.speech.voice import Voice
from bot.talk.grammar.verbs import ALIASES, Verb

Group = Mapping[Verb, tuple[str, str]]  # the words after the verb, and what it does

SEE: Group = {
    "status": ("", msgid("where the release stands, what blocks it, who is next")),
    "why": ("[ITEM]", msgid("what holds an item up, since when, and who can move it")),
    "mine": ("", msgid("what waits for you")),
    "health": ("", msgid("what is watched after go-live: up or down, availability, latency")),
    "mail": ("", msgid("the mails: to whom, sent when, and who has still to answer")),
    "log": ("[ITEM]", msgid("the record: who did what, and when")),
    "report": ("", msgid("post the report, as a page and as Markdown; at the end it comes by itself")),
    "whoami": ("", msgid("your roles and your account")),
    "help": ("", msgid("this page")),
}
ACT: Group = {
    "done": ("ITEM [NOTE]", msgid("sign an item, with the note or link it asks for")),
    "undo": ("ITEM [REASON]", msgid("take your signature back; what it re-closes is shown first")),
    "block": ("ITEM REASON", msgid("stop an item until a problem is solved")),
    "unblock": ("ITEM [REASON]", msgid("lift your block")),
    "watch": ("ITEM", msgid("say that you are on it: reminders to you wait")),
    "bug": (
        "[SEVERITY SYSTEM TITLE]",
        msgid("report a bug, alone in a form; `fix`, `verify`, `reopen`, `defer`, `grade` B1; `list`, B1, `carry`"),
    ),
    "deploy": (
        "[SYSTEM ENVIRONMENT [BRANCH COMMIT]]",
        msgid("say what was deployed, or that it `failed`; alone, what runs where"),
    ),
    "ask": ("[ROLE [ITEM] TEXT]", msgid("ask the DBA, say, for what an item needs; alone, all requests")),
    "answer": ("R1 [TEXT]", msgid("say that it is done")),
    "decline": ("R1 REASON", msgid("say that it will not be done")),
    "hotfix": ("[SYSTEM BRANCH REASON]", msgid("open the short path of an urgent fix; alone, all of them")),
    "write": ("ITEM", msgid("write a document in a form; `write show ITEM` reads it")),
    "sendback": ("ITEM REASON", msgid("do not approve: what you review is done again")),
    "branch": ("SYSTEM BRANCH COMMIT", msgid("say what is to be deployed")),
    "script": ("[SYSTEM NAME SHA256 LINK]", msgid("attach a database script; alone, the list")),
    "previous": (
        "SYSTEM BRANCH COMMIT",
        msgid("say what ran in production before, or `nothing`: the way back"),
    ),
    "backup": ("SYSTEM NAME", msgid("record the backup made before the scripts run")),
    "meeting": (
        "[at WHEN [until WHEN] [in ROOM]]",
        msgid("call or move the meeting; `yes`, `no`, `maybe`, `close`, `cancel`; alone, the agenda and who comes"),
    ),
    "minutes": ("[agree]", msgid("agree to the minutes; `object`, `strike 3`, `note`; alone, read them")),
    "decision": ("TEXT", msgid("take down what the meeting decides")),
    "action": ("@user [until WHEN] TEXT", msgid("take down who does what; it becomes an item")),
    "risk": ("TEXT", msgid("take down a risk")),
    "link": ("", msgid("connect your Slack account with the plan, by its address")),
}
LEAD: Group = {
    "start": ("[at WHEN]", msgid("open the release; without a time, at the plan's go-live")),
    "assign": ("ROLE [SYSTEM] @user", msgid("name who holds a role")),
    "standin": ("@user for @user [until WHEN]", msgid("let somebody sign for another; both names are kept")),
    "waive": ("ITEM REASON", msgid("let a check go; the reason stays visible for ever")),
    "pause": ("[REASON]", msgid("stop everything, reminders too")),
    "resume": ("", msgid("go on after a pause")),
    "reschedule": ("to WHEN", msgid("move go-live, and every due time with it")),
    "override": ("ITEM REASON", msgid("let an item go live outside of its window")),
    "goon": ("[until WHEN] [REASON]", msgid("give a failed go-live more time")),
    "rollback": ("REASON", msgid("take back what went live; what that takes is shown first")),
    "abort": ("REASON", msgid("end the release for good; you are asked again")),
}
ALIASES_SHOWN = 2


def help_text(voice: Voice) -> str:
    """Every verb in one line; in Chinese with its Chinese words."""
    parts = (
        (voice.say("See where it stands"), SEE),
        (voice.say("Do your part"), ACT),
        (voice.say("Lead the release (project lead only)"), LEAD),
    )
    sections = ["\n".join((_heading(voice, title), *_verbs(voice, group))) for title, group in parts]
    return "\n\n".join((*sections, _reactions(voice)))


def _heading(voice: Voice, title: str) -> str:
    return f"*{title}*" if voice.medium == "slack" else title


def _verbs(voice: Voice, group: Group) -> list[str]:
    return [
        voice.say(
            "• {line} {does}{aliases}",
            line=lines.usage(voice, f"/release {verb} {words}".strip()),
            does=voice.say(does),
            aliases=_aliases(voice, verb),
        )
        for verb, (words, does) in group.items()
    ]


def _aliases(voice: Voice, verb: Verb) -> str:
    """What else a Chinese reader may type."""
    if voice.language != "zh-CN":
        return ""
    chinese = [alias for alias in ALIASES[verb] if not alias.isascii()][:ALIASES_SHOWN]
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
            "Your account {account} is linked to nobody in a running release. If a plan names you: `/release link`",
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
