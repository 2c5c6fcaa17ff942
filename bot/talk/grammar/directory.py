"""Whom a mention, a key, an exact name or an address stands for. Never anybody whose name only resembles it."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.commands import Newcomer
from bot.domain.reading.accounts import hindrance, vouched_address
from bot.domain.reading.naming import SHOWN, near, people_named, same_address
from bot.domain.refusals import Lacks, NoSuchName
from bot.talk.grammar.markup import ADDRESS, MENTION
from bot.talk.grammar.verbs import AskedLine, WorkspaceMember

PART: Final = re.compile(rf"{MENTION.pattern}|{ADDRESS.pattern}|[^\s,，、;；<]+|<")
FILLERS: Final = frozenset({"and", "to", "和", "与", "给", "为", "&", "&amp;"})


def active_member(asked: AskedLine, user: str) -> WorkspaceMember | NoSuchName:
    """A full, active member of the workspace; a guest, a bot, another's or an id nobody has is refused."""
    member = asked.directory.member(user)
    why = hindrance(member) if member else "gone"
    return NoSuchName("guest" if why == "guest" else "user", user) if member is None or why else member


def person_mentioned(asked: AskedLine, user: str) -> str | Newcomer | NoSuchName:
    """The person linked to this account, or with its very address; otherwise somebody the plan does not know."""
    if linked := asked.release.person_of(user):
        return linked
    member = active_member(asked, user)
    if isinstance(member, NoSuchName):
        return member
    return same_address(asked.release.people, vouched_address(member)) or Newcomer(member.user, member.name)


def person_written(asked: AskedLine, name: str) -> str | NoSuchName | Lacks:
    """The person of the release with exactly this key, name or address.

    In Slack an `@name` that did not arrive as a mention is refused: names there are nobody's own.
    """
    if name.startswith("@") and asked.actor.via != "cli":
        return Lacks("user", asked.line.verb.usage)
    name = name.removeprefix("@")
    exact = people_named(asked.release.people, name)
    if len(exact) == 1:
        return exact[0]
    known = asked.release.people if asked.takes_part else {}
    names = {spelled: None for key, one in known.items() for spelled in (one.name, key)}
    return NoSuchName("person", name[:SHOWN], exact or near(name, names))


def people(asked: AskedLine, words: str) -> tuple[str | Newcomer, ...] | NoSuchName | Lacks:
    """Everybody named in the words, in order; the first name that stands for nobody refuses all."""
    found: list[str | Newcomer] = []
    for part in _names(asked, words):
        mention = MENTION.fullmatch(part)
        one = person_mentioned(asked, mention[1]) if mention else person_written(asked, part)
        if isinstance(one, NoSuchName | Lacks):
            return one
        found.append(one)
    return tuple(found)


def _names(asked: AskedLine, words: str) -> Iterator[str]:
    """Mentions, addresses and words; words that make up one person's name together stay together."""
    parts = [part for match in PART.finditer(words) if (part := match[2] or match[0]).casefold() not in FILLERS]
    most = max((len(known.name.split()) for known in asked.release.people.values()), default=1)
    start = 0
    while start < len(parts):
        ends = range(min(start + most, len(parts)), start, -1)
        end = next((e for e in ends if people_named(asked.release.people, " ".join(parts[start:e]))), start + 1)
        yield " ".join(parts[start:end])
        start = end
