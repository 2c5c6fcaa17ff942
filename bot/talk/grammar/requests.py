"""Lines about requests: who is asked for what, and which is meant."""

import re
from typing import Final, Literal

from bot.domain import commands as c
from bot.domain.reading.naming import SHOWN, item_named, near, role_names
from bot.domain.reading.standing import asked_of, claims
from bot.domain.refusals import Lacks, NoSuchItem, NoSuchName, Refused, WhichItem
from bot.talk.grammar.directory import Asked
from bot.talk.grammar.verbs import USAGE

REQUEST: Final = re.compile(r"r\s*(\d+)(?![\w-])[\s:：,，;；.。]*", re.IGNORECASE)


def ask(asked: Asked) -> c.Request | Refused:
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


def answer(asked: Asked, *, done: bool) -> c.Answer | NoSuchName | Lacks:
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
