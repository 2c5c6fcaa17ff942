"""Lines about going live: the way back, backups, the window, scripts."""

import re
from typing import Final

from bot.domain import commands as c
from bot.domain.reading.code import CLOSES, COMMIT, branch_named
from bot.domain.reading.documents import LINK
from bot.domain.reading.naming import environment_names, system_names
from bot.domain.refusals import Lacks, NoSuchName, Refused
from bot.speech.forms import Ends
from bot.speech.guide import Does
from bot.talk.grammar.choosing import Chosen, choose
from bot.talk.grammar.lines import after_confirmation, certain
from bot.talk.grammar.verbs import AskedLine, HelpEntry, LineEnd, Verb

NOTHING: Final = re.compile(r"(?:nothing|none|没有|无|新系统)[.。!！]?", re.IGNORECASE)


def named_system(asked: AskedLine, words: str, usage: str) -> tuple[str, str] | Refused:
    """The system that the words begin with, and the rest of them as typed."""
    if not words:
        return Lacks("system", usage)
    plan = asked.release.plan
    named = certain(system_names(plan, plan.systems).first(words), "system", words, plan.systems)
    return named if isinstance(named, NoSuchName) else (named.keys[0], asked.own_words(named.rest))


def _previous(asked: AskedLine) -> c.RecordPrevious | Refused:
    """`previous SYSTEM [ENVIRONMENT] BRANCH COMMIT`, or `previous SYSTEM nothing`; first `confirm CODE` where asked."""
    confirmed, said = after_confirmation(asked.words)
    named = named_system(asked, said, asked.line.verb.usage)
    if not isinstance(named, tuple):
        return named
    system, words = named[0], asked.with_note(named[1])
    place = environment_names(asked.release.plan).first(words) if words else None
    environment, rest = (place.keys[0], place.rest) if place and len(place.keys) == 1 else ("", words)
    if NOTHING.fullmatch(rest.strip()):
        return c.RecordPrevious(system, environment, nothing=True, confirmed=confirmed)
    code = _code(rest, asked.release.plan.systems[system].branch)
    if code is None:
        return Lacks("commit", f"previous {system} BRANCH COMMIT")
    return c.RecordPrevious(system, environment, *code, confirmed=confirmed)


def _code(words: str, planned: str | None) -> tuple[str, str] | None:
    """A version for a system without branches; a branch alone is not exact enough to go back to."""
    parts = words.split()
    if planned is not None and (not any(COMMIT.fullmatch(part) for part in parts) or goes_on(words)):
        return None
    return branch_named(words, planned)


def goes_on(words: str) -> bool:
    """Whether a word follows the commit: it may be the branch, and nothing else belongs there."""
    parts = words.split()
    return any(COMMIT.fullmatch(part.strip(CLOSES)) for part in parts[:-1])


def _backup(asked: AskedLine) -> c.RecordBackup | Refused:
    confirmed, said = after_confirmation(asked.words)
    named = named_system(asked, said, asked.line.verb.usage)
    if not isinstance(named, tuple):
        return named
    system, words = named
    return c.RecordBackup(system, asked.with_note(words), confirmed=confirmed)


def script_back(asked: AskedLine, words: str) -> c.AttachRollback | Refused:
    """`script back SYSTEM NAME SHA256 [LINK]`."""
    usage = "script back SYSTEM NAME SHA256 LINK"
    confirmed, words = after_confirmation(words)
    named = named_system(asked, words, usage)
    if not isinstance(named, tuple):
        return named
    system, rest = named
    name, _, more = rest.partition(" ")
    digest, *others = asked.with_note(more).split() or [""]
    if not name or not digest:
        return Lacks("digest", f"script back {system} NAME SHA256 LINK")
    link = LINK.search(" ".join(others))
    return c.AttachRollback(system, name, digest, link[0] if link else "", confirmed=confirmed)


def script_read(asked: AskedLine, words: str) -> c.ReviewScript | Refused:
    """`script read SYSTEM NAME`."""
    named = named_system(asked, words, "script read SYSTEM NAME")
    if not isinstance(named, tuple):
        return named
    system, name = named
    return c.ReviewScript(system, name, asked.line.seen) if name else Lacks("script", f"script read {system} NAME")


def _override(asked: AskedLine) -> c.Override | Refused:
    """`override ITEM REASON`, or `override ITEM COMMIT REASON` for another commit than the tested one."""
    chosen = choose(asked)
    if not isinstance(chosen, Chosen):
        return chosen
    commit, _, reason = chosen.rest.partition(" ")
    if COMMIT.fullmatch(commit):
        return c.Override(chosen.item, asked.with_note(reason), commit)
    return c.Override(chosen.item, asked.with_note(chosen.rest))


VERBS: Final = (
    Verb(
        name="previous",
        aliases=(
            "before",
            "此前版本",
            "上一版本",
            "之前版本",
            "原版本",
        ),
        words="SYSTEM BRANCH COMMIT",
        free=False,
        open_to_all=False,
        help=HelpEntry("act", 160, "SYSTEM [ENVIRONMENT] BRANCH COMMIT", Does.PREVIOUS),
        binds=_previous,
        end=LineEnd(Ends.PREVIOUS, Ends.VERSION),
    ),
    Verb(
        name="backup",
        aliases=(
            "backed up",
            "备份",
            "已备份",
        ),
        words="SYSTEM NAME",
        free=False,
        open_to_all=False,
        help=HelpEntry("act", 170, "SYSTEM NAME", Does.BACKUP),
        binds=_backup,
        end=LineEnd(Ends.BACKUP, Ends.BACKUP_ID),
    ),
    Verb(
        name="override",
        aliases=(
            "outside",
            "窗口外",
            "破例",
            "窗口外放行",
        ),
        words="ITEM REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("lead", 80, "ITEM REASON", Does.OVERRIDE),
        binds=_override,
    ),
)
