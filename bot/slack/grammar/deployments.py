"""Lines about deployments and requests: which item deploys what where, who is asked for what, which is meant."""

import re
from typing import Final, Literal

from bot.domain import commands as c
from bot.domain import queries as q
from bot.domain.documents import CLOSES, COMMIT
from bot.domain.naming import SHOWN, environment_names, item_named, near, role_names, system_named
from bot.domain.refusals import Lacks, NoSuchItem, NoSuchName, NotDeployed, Refused, WhichItem
from bot.domain.release import Release
from bot.domain.spelling import fold
from bot.domain.standing import asked_of, claims
from bot.slack.grammar.hotfixes import hotfix
from bot.slack.grammar.items import Chosen, choose
from bot.slack.grammar.people import Asked
from bot.slack.grammar.verbs import USAGE

FAILED: Final = re.compile(r"(?:failed|fails|failure|失败了?|出错了?|报错)(?![a-z0-9])[\s:：,，;；.。]*", re.IGNORECASE)
PLACED: Final = re.compile(r"(?:(?:to|on|at|in)\s+|[到至在于])\s*", re.IGNORECASE)
BY: Final = re.compile(r"(?:by|via|through)\s+|(?:通过|经由?|用)\s*", re.IGNORECASE)
REQUEST: Final = re.compile(r"r\s*(\d+)(?![\w-])[\s:：,，;；.。]*", re.IGNORECASE)


def deployments(asked: Asked) -> c.Command | q.Query | Refused:
    match asked.line.verb:
        case "deploy":
            return _deploy(asked)
        case "ask":
            return _ask(asked) if asked.words else q.Requests()
        case "answer":
            return _answer(asked, done=True)
        case "decline":
            return _answer(asked, done=False)
        case _:
            return hotfix(asked)


def _deploy(asked: Asked) -> c.Deploy | c.OrderDeployment | q.Deployments | Refused:
    """`deploy SYSTEM ENVIRONMENT …`, or by the item: `deploy 1c boying-user …`; without a place, what runs where."""
    plan = asked.release.plan
    if not asked.words:
        return q.Deployments()
    named = system_named(plan, asked.words)
    if named is None or len(named.keys) > 1:
        if not isinstance(item_named(asked.release, asked.words), NoSuchItem):
            return _deployed_by_item(asked)
        name = asked.words.split(maxsplit=1)[0][:SHOWN]
        return NoSuchName("system", name, named.keys if named else near(name, plan.systems))
    system = named.keys[0]
    if not named.rest:
        return q.Deployments(system)
    placed = PLACED.match(named.rest)
    words = named.rest[placed.end() :] if placed else named.rest
    place = environment_names(plan).first(words)
    if place is None or len(place.keys) > 1:
        name = words.split(maxsplit=1)[0][:SHOWN]
        return NoSuchName("environment", name, place.keys if place else near(name, plan.environments))
    item = deploying_item(asked.release, system, place.keys[0])
    return _deployed(asked, item, place.rest) if item else NotDeployed(system, place.keys[0])


def _deployed_by_item(asked: Asked) -> c.Deploy | c.OrderDeployment | Refused:
    chosen = choose(asked)
    if not isinstance(chosen, Chosen):
        return chosen
    item = asked.release.item(chosen.item)
    if (item.step.deploys is None or item.system is None) and not item.rollback:
        return Lacks("system", USAGE["deploy"])
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


def _deployed(asked: Asked, item: str, rest: str) -> c.Deploy | c.OrderDeployment | Refused:
    if through := BY.match(rest):
        return _ordered(asked, item, rest[through.end() :])
    branch, commit, note = _source(rest)
    if failed := FAILED.match(note):
        reason = asked.with_note(note[failed.end() :])
        return c.Deploy(item, branch, commit, reason) if reason else Lacks("reason", f"/release deploy {item} failed")
    return c.Deploy(item, branch, commit, note=asked.with_note(note))


def _ordered(asked: Asked, key: str, rest: str) -> c.OrderDeployment | NoSuchName:
    """`by PLATFORM [BRANCH COMMIT]`: the platform that the plan names for it."""
    item = asked.release.item(key)
    found = asked.release.plan.platform_for(item.system or "", item.step.deploys or "")
    name, _, words = rest.partition(" ")
    if found is None or fold(name) != fold(found[0]):
        return NoSuchName("platform", name[:SHOWN], (found[0],) if found else ())
    branch, commit, _ = _source(words)
    return c.OrderDeployment(key, branch, commit)


def _source(rest: str) -> tuple[str, str, str]:
    """`BRANCH COMMIT`, or the commit alone, at the beginning of the words; and the words after it."""
    words = rest.split(maxsplit=2)
    bare = [word.strip(CLOSES) for word in words[:2]]
    if bare and COMMIT.fullmatch(bare[0]):
        return "", bare[0], rest[len(words[0]) :].strip()
    if len(bare) > 1 and COMMIT.fullmatch(bare[1]) and not FAILED.match(bare[0]):
        return bare[0], bare[1], "".join(words[2:])
    return "", "", rest


def _ask(asked: Asked) -> c.Request | Refused:
    """`ask ROLE [ITEM] text`; without an item, the only one that the person could sign but for what they ask."""
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
        return Lacks("item", USAGE["ask"])
    if len(items) > 1:
        return WhichItem(f"ask {role.keys[0]}", items, asked.with_note(text))
    return c.Request(role.keys[0], items[0], asked.with_note(text))


def _own_items(asked: Asked) -> tuple[str, ...]:
    """What the person could sign now, or could if nothing were awaited."""
    release = asked.release
    pressing = (key for key in release.layout.items if release.standing(key) in ("open", "blocked"))
    return tuple(key for key in pressing if claims(release, release.item(key), asked.actor.person, asked.now))


def _answer(asked: Asked, *, done: bool) -> c.Answer | NoSuchName | Lacks:
    """`answer R1 text`; without its number, the only open request that went to this person."""
    release, verb = asked.release, _verb(done=done)
    named = REQUEST.match(asked.words)
    if named:
        request, text = f"R{int(named[1])}", asked.words[named.end() :]
        if request not in release.requests:
            return NoSuchName("request", request, _open_requests(asked))
    else:
        likely, text = _open_requests(asked), asked.words
        if len(likely) != 1:
            return Lacks("request", USAGE[verb])
        request = likely[0]
    words = asked.with_note(text)
    return c.Answer(request, words, done) if done or words else Lacks("reason", f"/release decline {request}")


def _verb(*, done: bool) -> Literal["answer", "decline"]:
    return "answer" if done else "decline"


def _open_requests(asked: Asked) -> tuple[str, ...]:
    return tuple(
        each.id
        for each in asked.release.requests.values()
        if each.state == "open" and asked.actor.person in asked_of(asked.release, each, asked.now)
    )
