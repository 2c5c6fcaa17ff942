"""Lines about bugs: one is reported, worked on, or looked at; those that were left over are answered for."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from bot.domain import commands as c
from bot.domain.plan import Plan
from bot.domain.reading.naming import SHOWN, Match, Names, environment_names, near, system_named
from bot.domain.refusals import Lacks, NoSuchName, NothingLeftOver, Refused
from bot.domain.rules.bugs import kept_elsewhere
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.verbs import AskedLine, HelpEntry, Verb

Act = Literal["fix", "verify", "reopen", "defer", "grade", "list", "carry"]

ACTS: Final[Mapping[Act, tuple[str, ...]]] = {
    "fix": ("fixed", "mended", "修复", "已修复", "修好", "修好了"),
    "verify": ("verified", "验证", "已验证", "验证通过"),
    "reopen": ("reopened", "重开", "重新打开", "未修复", "没修好"),
    "defer": ("deferred", "postpone", "延期", "推迟", "下次解决", "留到下次"),
    "grade": ("severity", "定级", "改级", "级别"),
    "list": ("all", "列表", "清单", "全部"),
    "carry": ("carried", "left over", "遗留", "结转", "带入"),
}
STATES: Final[Mapping[str, tuple[str, ...]]] = {
    "open": ("未修复", "打开", "待修复"),
    "fixed": ("已修复", "修复", "待验证"),
    "verified": ("已验证", "验证"),
    "deferred": ("延期", "已延期", "推迟"),
    "unsolved": ("未解决", "left"),
}
ALL: Final = ("all", "everything", "全部", "所有", "都带上")
NONE: Final = ("none", "nothing", "no", "无", "不带", "都不带", "都不")
ID: Final = re.compile(r"(?:b\s*)?#?\s*(\d+)(?![\w.-])[\s:：,，;；.。、]*", re.IGNORECASE)
LONE: Final = re.compile(r"b\s*#?\s*\d+(?![\w.-])\W*", re.IGNORECASE)
FROM: Final = re.compile(r"from ((?:watch|alert) \S.*)")
SPLIT: Final = re.compile(r"[\s,，;；、/]+")


def _bug(asked: AskedLine) -> c.Command | q.Query | Refused:
    if asked.line.fields:
        return _filled(asked)
    if source(asked.words):
        return Lacks("severity", asked.line.verb.usage)
    if LONE.fullmatch(asked.words):
        return _about(asked, asked.words, lambda key, _: q.Bug(key))
    named = _aliases(ACTS).first(asked.words)
    if named is None:
        return _reported(asked)
    match named.keys[0]:
        case "list":
            return _listed(asked, named.rest)
        case "carry":
            return _carried(asked, named.rest)
        case act:
            return _about(asked, named.rest, lambda key, rest: _done(act, key, rest, asked))


def source(words: str) -> str:
    """The watch or alert a bug is to be reported from, as `watch KEY` or `alert FINGERPRINT`; "" for none."""
    found = FROM.fullmatch(words)
    return found[1] if found else ""


def _aliases(words: Mapping[Act, tuple[str, ...]] | Mapping[str, tuple[str, ...]]) -> Names:
    return Names.of((key, spelling) for key, others in words.items() for spelling in (key, *others))


def _filled(asked: AskedLine) -> c.ReportBug:
    fields = asked.line.fields
    return c.ReportBug(
        fields.get("severity", ""),
        fields.get("system", ""),
        fields.get("title", ""),
        fields.get("detail", ""),
        fields.get("environment", ""),
    )


def _about(
    asked: AskedLine, words: str, then: Callable[[str, str], c.Command | q.Query | Refused]
) -> c.Command | q.Query | Refused:
    """The bug whose id the words begin with, and what follows."""
    bugs = asked.release.bugs
    if not words:
        return Lacks("bug", "bug B1")
    found = ID.match(words)
    key = f"B{int(found[1])}" if found else words.split(maxsplit=1)[0]
    if found is None or key not in bugs:
        return NoSuchName("bug", key[:SHOWN], near(key, bugs))
    return then(key, asked.with_note(words[found.end() :]))


def _done(act: str, key: str, rest: str, asked: AskedLine) -> c.Command | Refused:
    match act:
        case "fix":
            return c.FixBug(key, rest)
        case "verify":
            return c.VerifyBug(key)
        case "reopen":
            return c.ReopenBug(key, rest)
        case "defer":
            return c.DeferBug(key, rest)
        case _:
            severity = _severity(asked.release.plan, rest)
            if severity is None:
                return _no_severity(asked, rest) if rest else Lacks("severity", f"bug grade {key} SEVERITY REASON")
            return c.GradeBug(key, severity.keys[0], severity.rest)


def _reported(asked: AskedLine) -> c.ReportBug | Refused:
    """`A boying-user [preheat] title`; after a line break the detail."""
    plan = asked.release.plan
    if refused := kept_elsewhere(asked.release):
        return refused
    if not asked.words:
        return Lacks("severity", asked.line.verb.usage)
    severity = _severity(plan, asked.words)
    if severity is None:
        return _no_severity(asked, asked.words)
    if not severity.rest:
        return Lacks("title", asked.line.verb.usage)
    named = system_named(plan, severity.rest)
    if named is None or len(named.keys) > 1:
        name = severity.rest.split(maxsplit=1)[0][:SHOWN]
        return NoSuchName("system", name, named.keys if named else near(name, plan.systems) or tuple(plan.systems))
    place, title = _placed(plan, named.rest)
    title, _, detail = title.partition("\n")
    if not title.strip():
        return Lacks("title", asked.line.verb.usage)
    return c.ReportBug(severity.keys[0], named.keys[0], asked.own_words(title), asked.with_note(detail), place)


def _placed(plan: Plan, words: str) -> tuple[str, str]:
    """The environment the words begin with, if they do and say more than that; and the rest."""
    place = environment_names(plan).first(words)
    if place is None or len(place.keys) > 1 or not place.rest:
        return "", words
    return place.keys[0], place.rest


def severity_names(plan: Plan) -> Names:
    """By key and name."""
    severities = plan.bugs.severities if plan.bugs else {}
    return Names.of((key, name) for key, each in severities.items() for name in (key, each.zh, each.en))


def _severity(plan: Plan, words: str) -> Match | None:
    named = severity_names(plan).first(words)
    return named if named and len(named.keys) == 1 else None


def _no_severity(asked: AskedLine, words: str) -> NoSuchName:
    bugs = asked.release.plan.bugs
    return NoSuchName("severity", words.split(maxsplit=1)[0][:SHOWN], tuple(bugs.severities if bugs else ()))


def _listed(asked: AskedLine, words: str) -> q.Bugs | Refused:
    """What narrows the list, in any order: a severity, a system, an environment, a state."""
    plan = asked.release.plan
    found: dict[str, str] = {}
    rest = words
    while rest:
        what, named = next(_narrowing(plan, rest), ("", None))
        if named is None:
            name = rest.split(maxsplit=1)[0][:SHOWN]
            return NoSuchName("system", name, near(name, (*plan.systems, *plan.environments, *STATES)))
        found[what], rest = named.keys[0], named.rest
    return q.Bugs(**found)


def _narrowing(plan: Plan, words: str) -> Iterator[tuple[str, Match]]:
    kinds = (
        ("state", _aliases(STATES).first(words)),
        ("severity", _severity(plan, words)),
        ("environment", environment_names(plan).first(words)),
        ("system", system_named(plan, words)),
    )
    return ((what, named) for what, named in kinds if named and len(named.keys) == 1)


def _carried(asked: AskedLine, words: str) -> c.CarryBugs | Refused:
    """All, none, or those that are named: `B4`, or with its release where several left a B4 over."""
    offered = asked.release.left_over
    if not offered:
        return NothingLeftOver()
    if words in ALL:
        return c.CarryBugs(tuple(f"{each.release} {each.bug}" for each in offered))
    if words in NONE:
        return c.CarryBugs(())
    taken: dict[str, None] = {}
    release = ""
    for word in filter(None, SPLIT.split(words)):
        if word in {each.release for each in offered}:
            release = word
            continue
        named = [each for each in offered if each.bug == word.upper() and release in ("", each.release)]
        if len(named) != 1:
            return NoSuchName("bug", word[:SHOWN], tuple(f"{each.release} {each.bug}" for each in named or offered))
        taken[f"{named[0].release} {named[0].bug}"] = None
        release = ""
    return c.CarryBugs(tuple(taken)) if taken else Lacks("bug", "bug carry all")


VERBS: Final = (
    Verb(
        name="bug",
        aliases=(
            "bugs",
            "defect",
            "issue",
            "缺陷",
            "问题",
        ),
        words="SEVERITY SYSTEM TITLE",
        free=True,
        open_to_all=False,
        help=HelpEntry(
            "act",
            60,
            "[SEVERITY SYSTEM TITLE]",
            Does.BUG,
        ),
        binds=_bug,
    ),
)
