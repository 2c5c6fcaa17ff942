"""Lines about hotfixes: opened for a system from a branch, with whoever is named for it; carried on, or abandoned."""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain import commands as c
from bot.domain.reading.hotfixes import doubts
from bot.domain.reading.naming import near, people_named, system_named
from bot.domain.refusals import Lacks, NoSuchName, Refused
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.directory import person_mentioned, person_written
from bot.talk.grammar.lines import certain
from bot.talk.grammar.markup import MENTION
from bot.talk.grammar.verbs import AskedLine, HelpEntry, LacksReason, Verb

KEY: Final = re.compile(r"h\s*(\d+)(?![\w-])[\s:：,，;；.。]*", re.IGNORECASE)
CARRY: Final = re.compile(r"(?:carry(?:\s+on)?|go\s+on)(?!\w)[\s:：]*|(?:继续|照常)\s*", re.IGNORECASE)
ABANDON: Final = re.compile(r"(?:abandon|drop)(?!\w)[\s:：]*|(?:放弃|作废)\s*", re.IGNORECASE)
HOLDS: Final = re.compile(r"(?:holds|contains|includes)(?!\w)[\s:：]*|(?:包含|含有)\s*", re.IGNORECASE)
LACKS: Final = re.compile(r"(?:lacks|misses)(?!\w)[\s:：]*|(?:不包含|不含|缺少)\s*", re.IGNORECASE)
LISTED: Final = re.compile(r"(?:list|all|列表|清单)", re.IGNORECASE)
BUG: Final = re.compile(r"(?:^|(?<=\s))(?:bug|缺陷)\s*[:：#]?\s*(b\d+)(?!\w)", re.IGNORECASE)
ROLE: Final = re.compile(
    rf"(?:^|(?<=\s))(?:(?P<developer>developer|dev|开发人员|开发)|(?P<tester>tester|qa|测试人员|测试))\s*[:：]?\s*"
    rf"(?P<who>{MENTION.pattern}|[^\s<]+(?:\s+[^\s<]+)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HotfixOptions:
    """`words`: the line without the options that were found in it."""

    words: str
    developer: str = ""
    tester: str = ""
    bug: str = ""


def _hotfix(asked: AskedLine) -> c.Command | q.Query | Refused | LacksReason:
    if not asked.words or LISTED.fullmatch(asked.words.strip()):
        return q.Hotfixes()
    for verb, decides in ((CARRY, True), (ABANDON, False)):
        if said := verb.match(asked.words):
            return _decided(asked, asked.words[said.end() :], goes_on=decides)
    for verb, holds in ((HOLDS, True), (LACKS, False)):
        if said := verb.match(asked.words):
            return _compared(asked, asked.words[said.end() :], holds=holds)
    return _opened(asked)


def _compared(asked: AskedLine, words: str, *, holds: bool) -> c.CompareHotfix | NoSuchName | Lacks:
    """`holds H1 COMMIT`; the commit may be left out where one alone is asked about."""
    named = KEY.match(words)
    usage = f"hotfix {'holds' if holds else 'lacks'} {f'H{int(named[1])}' if named else 'H1'} COMMIT"
    if named is None:
        return Lacks("hotfix", usage)
    key, commit = f"H{int(named[1])}", words[named.end() :].strip()
    if key not in asked.release.hotfixes:
        return NoSuchName("hotfix", key, tuple(asked.release.hotfixes)[-3:])
    asked_about = [each for fix, each in doubts(asked.release) if fix == key]
    if not commit and len(asked_about) != 1:
        return Lacks("commit", usage)
    return c.CompareHotfix(key, commit or asked_about[0], holds)


def _decided(
    asked: AskedLine, words: str, *, goes_on: bool
) -> c.CarryOn | c.AbandonHotfix | NoSuchName | Lacks | LacksReason:
    """Of a single hotfix the number may be left out."""
    known = asked.release.hotfixes
    named = KEY.match(words)
    key = f"H{int(named[1])}" if named else next(iter(known), "") if len(known) == 1 else ""
    if not key:
        return Lacks("hotfix", f"hotfix {'carry' if goes_on else 'abandon'} H1")
    if key not in known:
        return NoSuchName("hotfix", key, tuple(known)[-3:])
    if goes_on:
        return c.CarryOn(key)
    abandon = c.AbandonHotfix(key, asked.with_note(words[named.end() :] if named else words))
    return abandon if abandon.reason else LacksReason(abandon, f"hotfix abandon {key}")


def _opened(asked: AskedLine) -> c.OpenHotfix | Refused:
    plan = asked.release.plan
    system = certain(system_named(plan, asked.words), "system", asked.words, plan.systems)
    if isinstance(system, NoSuchName):
        return system
    branch, _, rest = system.rest.partition(" ")
    named = _options(asked, rest)
    if not isinstance(named, HotfixOptions):
        return named
    reason = asked.with_note(" ".join(named.words.split()))
    return c.OpenHotfix(system.keys[0], branch, reason, named.developer, named.tester, named.bug)


def _options(asked: AskedLine, words: str) -> HotfixOptions | Refused:
    """`developer @x`, `tester @y` and `bug B3`, wherever they stand; what names nobody is a part of the reason."""
    people: dict[str, str] = {}
    bug = BUG.search(words)
    if bug:
        words = words[: bug.start()] + words[bug.end() :]
        if (key := bug[1].upper()) not in asked.release.bugs:
            return NoSuchName("bug", key, near(key, asked.release.bugs))
    for found in reversed(list(ROLE.finditer(words))):
        named = _person(asked, found["who"])
        if isinstance(named, NoSuchName | Lacks):
            return named
        if named:
            person, taken = named
            people["developer" if found["developer"] else "tester"] = person
            words = words[: found.start()] + words[found.start("who") + taken :]
    return HotfixOptions(words, people.get("developer", ""), people.get("tester", ""), bug[1].upper() if bug else "")


def _person(asked: AskedLine, who: str) -> tuple[str, int] | NoSuchName | Lacks | None:
    """The person of the release that the words begin with, and how many characters that takes; None for a mere word."""
    mention = MENTION.match(who)
    if mention:
        person = person_mentioned(asked, mention[1])
        if isinstance(person, str):
            return person, mention.end()
        return person if isinstance(person, NoSuchName) else NoSuchName("person", person.name)
    first = who.split(maxsplit=1)[0]
    for name in (who, first):
        exact = people_named(asked.release.people, name.removeprefix("@"))
        if len(exact) == 1 and not (name.startswith("@") and asked.actor.via != "cli"):
            return exact[0], len(name)
    if first.startswith("@"):
        refused = person_written(asked, first)
        return None if isinstance(refused, str) else refused
    return None


VERBS: Final = (
    Verb(
        name="hotfix",
        aliases=(
            "patch",
            "补丁",
            "热修复",
            "紧急修复",
        ),
        words="SYSTEM BRANCH REASON",
        free=True,
        open_to_all=False,
        help=HelpEntry("act", 110, "[SYSTEM BRANCH REASON]", Does.HOTFIX),
        binds=_hotfix,
    ),
)
