"""Which release somebody means: the one they name, else the one of the channel, else the one they take part in."""

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.rules.admission import kept_out
from bot.domain.state.release import Release
from bot.record.ledger import ACTIVE
from bot.record.lookup import Header, Lookup
from bot.record.service import Caller
from bot.talk.grammar.lines import release_named
from bot.talk.grammar.verbs import Line


def release_meant(records: Lookup, line: Line, channel: str, caller: Caller, plan: Plan) -> Release | r.Refused:
    """A running one; where none is, the last one that ended, so that its record can still be looked at.

    Releases the caller takes no part in have no names for them, but in what anybody may say: with its very name.
    """
    headers = records.releases()
    if line.release:
        said = line.release if line.verb.open_to_all else ""
        own = [h.release for h in headers if h.release == said or _knows(caller, records.look(h.release))]
        named = release_named(line, own)
        if isinstance(named, r.NoSuchName):
            return named if own or not headers else r.Stranger()
        if named:
            return records.look(named)
    active = [header for header in headers if header.state in ACTIVE]
    here = [header for header in active if _is_here(records, header, channel)]
    candidates = [records.look(header.release) for header in here or active or headers[:1]]
    if not candidates:
        return r.NoRelease(plan.name.in_(plan.language))
    mine = [release for release in candidates if _knows(caller, release)]
    match mine, candidates:
        case ([one], _) | ([], [one]):
            return one
        case [], _:
            return r.Stranger()
        case _:
            return r.WhichRelease(tuple(release.id for release in mine))


def _knows(caller: Caller, release: Release) -> bool:
    return kept_out(release, c.Actor(caller.person or release.person_of(caller.user), caller.user, caller.via)) is None


def _is_here(records: Lookup, header: Header, channel: str) -> bool:
    return bool(channel) and channel in (
        header.channel.removeprefix("#"),
        records.channel_of(header.release, header.channel),
    )
