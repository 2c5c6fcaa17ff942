"""Lines about deployments: which item deploys what where."""

import re
from collections.abc import Iterable
from typing import Final

from bot.domain import commands as c
from bot.domain.plan.failing import TOLD
from bot.domain.reading.code import CLOSES, COMMIT
from bot.domain.reading.deployments import in_doubt, unsigned
from bot.domain.reading.naming import SHOWN, also_named, environment_names, item_named, near, system_named
from bot.domain.refusals import Lacks, NoSuchItem, NoSuchName, NotDeployed, OrderedWith, Refused, WhichItem
from bot.domain.state.release import Release
from bot.speech.guide import Does
from bot.talk import queries as q
from bot.talk.grammar.choosing import Chosen, Keys, choose
from bot.talk.grammar.lines import after_confirmation, certain
from bot.talk.grammar.verbs import AskedLine, HelpEntry, LacksReason, Verb

PLACED: Final = re.compile(r"(?:(?:to|on|at|in)\s+|[到至在于])\s*", re.IGNORECASE)
BY: Final = re.compile(r"(?:by|via|through)\s+|(?:通过|经由?|用)\s*", re.IGNORECASE)
BY_HAND: Final = re.compile(
    r"(?:by\s+hand|manually|(?:通过|用|以|由)?(?:手动|手工|人工)(?:方式|部署)?)(?![a-z])[\s:：,，;；.。]*",
    re.IGNORECASE,
)
YES: Final = re.compile(r"(?:yes|it was done|是的?|已执行|确已执行)[.!。！]?", re.IGNORECASE)
NO: Final = re.compile(r"(?:no|nothing|否|没有|未执行|没有执行)[.!。！]?", re.IGNORECASE)
THROUGH: Final = re.compile(r"(?:(?<!\S)(?:by|via|through)|通过|经由?|用|由)\s*$", re.IGNORECASE)


def _deploy(asked: AskedLine) -> c.Deploy | c.OrderDeployment | q.Deployments | Refused | LacksReason:
    """`deploy SYSTEM ENVIRONMENT …`, or by the item: `deploy 1c boying-user …`; without a place, what runs where."""
    plan = asked.release.plan
    if not asked.words:
        return q.Deployments()
    found = system_named(plan, asked.words)
    is_system = found is not None and len(found.keys) == 1
    if not is_system and not isinstance(item_named(asked.release, asked.words), NoSuchItem):
        return _deployed_by_item(asked)
    named = certain(found, "system", asked.words, plan.systems)
    if isinstance(named, NoSuchName):
        return named
    system = named.keys[0]
    if not named.rest:
        return q.Deployments(system)
    placed = PLACED.match(named.rest)
    words = named.rest[placed.end() :] if placed else named.rest
    place = certain(environment_names(plan).first(words), "environment", words, plan.environments)
    if isinstance(place, NoSuchName):
        return place
    item = deploying_item(asked.release, system, place.keys[0])
    return _deployed(asked, item, place.rest) if item else NotDeployed(system, place.keys[0])


def _deployed_by_item(asked: AskedLine) -> c.Deploy | c.OrderDeployment | Refused | LacksReason:
    chosen = choose(asked)
    if not isinstance(chosen, Chosen):
        return chosen
    item = asked.release.item(chosen.item)
    if (item.step.deploys is None or item.system is None) and not item.rollback:
        return Lacks("system", asked.line.verb.usage)
    return _deployed(asked, item.id, chosen.rest)


def deploying_item(release: Release, system: str, environment: str) -> str | None:
    """The item a deployment is for: the first that can be worked on; else the last done, as one more; else the first.

    While a rollback is under way there, it is that one's.

    The rounds of a plan follow each other, so a later one that still waits is not what somebody deploys now.
    """
    under_way = release.rolling_back(environment)
    back = next((key for key, name in under_way.items if name == system), None) if under_way else None
    if back:
        return back
    deploying = [key for key in release.layout.of_system[system] if release.item(key).step.deploys == environment]
    pressing = [key for key in deploying if release.standing(key) in ("open", "blocked")]
    done = [key for key in deploying if release.standing(key) == "done"]
    waiting = [key for key in deploying if release.standing(key) == "waiting"]
    return next(iter((*pressing, *reversed(done), *waiting, *deploying)), None)


def _deployed(asked: AskedLine, item: str, rest: str) -> c.Deploy | c.OrderDeployment | Refused | LacksReason:
    if more := also_named(asked.release, item, rest):
        return WhichItem(asked.line.verb.name, (item, *more.keys), asked.with_note(more.rest))
    confirmed, rest = after_confirmation(rest, coded=True)
    branch, commit, note = _source(BY_HAND.sub("", rest, count=1) if BY_HAND.match(rest) else rest)
    if failed := TOLD.match(note):
        reason = asked.with_note(note[failed.end() :])
        deploy = c.Deploy(item, branch, commit, reason, seen=asked.line.seen)
        return deploy if reason else LacksReason(deploy, f"fail {item} REASON")
    return ordered(asked, item, rest, confirmed) or c.Deploy(
        item, branch, commit, note=asked.with_note(note), seen=asked.line.seen, confirmed=confirmed
    )


def ordered(asked: AskedLine, key: str, words: str, confirmed: str) -> c.OrderDeployment | Refused | None:
    """The order, where the words name a platform anywhere: what a platform is to do, nobody has done by hand.

    Besides the platform they hold `[BRANCH COMMIT]` and nothing else. None where they name none.
    """
    item, platforms = asked.release.item(key), asked.release.plan.platforms
    named = next(((name, at) for name in platforms if (at := _whole(name).search(words))), None)
    found = asked.release.plan.platform_for(item.system or "", item.step.deploys or "")
    known = (found[0],) if found else ()
    if named is None:
        return _through(words, known) or _misspelt(_source(words)[2], platforms)
    name, at = named
    if name not in known:
        return NoSuchName("platform", name, known)
    branch, commit, left = _source(f"{THROUGH.sub('', words[: at.start()])} {words[at.end() :]}".strip())
    if left.strip(CLOSES):
        return OrderedWith(key, name, left[:SHOWN])
    return c.OrderDeployment(key, name, branch, commit, asked.line.seen, confirmed=confirmed)


def _through(words: str, known: tuple[str, ...]) -> NoSuchName | None:
    through = BY.match(words)
    if through is None or BY_HAND.match(words):
        return None
    return NoSuchName("platform", words[through.end() :].partition(" ")[0][:SHOWN], known)


def _misspelt(note: str, platforms: Iterable[str]) -> NoSuchName | None:
    """Behind branch and commit somebody's own words may begin with a `by`: those that look like a platform's name."""
    doubted = _through(note, ())
    likely = near(doubted.name.strip(CLOSES), platforms) if doubted else ()
    return NoSuchName("platform", doubted.name, likely) if doubted and likely else None


def _whole(name: str) -> re.Pattern[str]:
    """The name by itself; Chinese leaves no space around it."""
    return re.compile(rf"(?<![A-Za-z0-9_-]){re.escape(name)}(?![A-Za-z0-9_-])", re.IGNORECASE)


def _source(rest: str) -> tuple[str, str, str]:
    """`BRANCH COMMIT`, or the commit alone, at the beginning of the words; and the words after it."""
    words = rest.split(maxsplit=2)
    bare = [word.strip(CLOSES) for word in words[:2]]
    if bare and COMMIT.fullmatch(bare[0]):
        return "", bare[0], rest[len(words[0]) :].strip()
    if len(bare) > 1 and COMMIT.fullmatch(bare[1]) and not TOLD.match(bare[0]):
        return bare[0], bare[1], "".join(words[2:])
    return "", "", rest


def _runs(asked: AskedLine) -> c.TellDeployment | Refused:
    chosen = choose(asked, _doubted)
    if not isinstance(chosen, Chosen):
        return chosen
    words = chosen.rest.strip()
    if YES.fullmatch(words) or NO.fullmatch(words):
        return c.TellDeployment(chosen.item, there=YES.fullmatch(words) is not None, seen=asked.line.seen)
    return Lacks("answer", f"runs {chosen.item} yes")


def _doubted(asked: AskedLine, items: Keys) -> Keys:
    """What somebody is asked about; else what the person, or a stand-in of theirs, told, and nobody has signed for."""
    if doubted := tuple(key for key in items if in_doubt(asked.release.deployments, key)):
        return doubted
    told = ((key, unsigned(asked.release, key)) for key in items)
    return tuple(key for key, each in told if each and asked.actor.person in each.whose)


VERBS: Final = (
    Verb(
        name="deploy",
        aliases=(
            "deployed",
            "部署",
            "已部署",
            "发布到",
        ),
        words="SYSTEM ENVIRONMENT BRANCH COMMIT",
        free=True,
        open_to_all=False,
        help=HelpEntry(
            "act",
            70,
            "[SYSTEM ENVIRONMENT [BRANCH COMMIT]]",
            Does.DEPLOY,
        ),
        binds=_deploy,
    ),
    Verb(
        name="runs",
        aliases=("what runs", "实际部署", "部署核实"),
        words="ITEM yes",
        free=False,
        open_to_all=False,
        help=HelpEntry("act", 75, "ITEM yes", Does.RUNS),
        binds=_runs,
    ),
)
