"""Documents and reviews: who may change them, and what is complete (1a-4, 1a-5)."""

from datetime import datetime
from typing import assert_never

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.history import replay
from bot.domain.plan.evidence import gives_something
from bot.domain.plan.layout import Item
from bot.domain.reading.content import delivered
from bot.domain.reading.documents import missing
from bot.domain.reading.standing import claims, roles_of, voters
from bot.domain.rules.evidence import delivery
from bot.domain.rules.facts import Decided, Facts
from bot.domain.rules.signature import sign
from bot.domain.state.release import Release


def decide(release: Release, command: c.DocumentCommand, actor: c.Actor, now: datetime) -> Decided:
    match command:
        case c.Write():
            return write(release, command, actor, now)
        case c.SendBack():
            return send_back(release, command, actor, now)
        case _:
            assert_never(command)


def write(release: Release, command: c.Write, actor: c.Actor, now: datetime) -> Decided:
    """Deliver a document, complete; a new version ends what was signed for the old one, its own item first.

    Whoever may sign the item then signs it by writing.
    """
    item = release.item(command.item)
    document = item.step.asks.document if item.step.asks else None
    if document is None:
        return r.NoDocument(item.id)
    if not claims(release, item, actor.person, now):
        return r.NotYourRole(item.id, roles_of(release, item))
    known = delivered(release, item)
    if known and known.draft == command.draft:
        return signed_by(release, item, actor, now) or r.Unchanged(item.id)
    if overtaken := _overtaken(release, command):
        return overtaken
    if lacking := missing(release.plan.documents[document], command.draft):
        return r.Incomplete(item.id, document, lacking)
    happened = delivery(release, item, command.draft, Facts(actor, now))
    return (*happened, *signed_by(replay(happened, release), item, actor, now))


def _overtaken(release: Release, command: c.Write) -> r.Overtaken | None:
    """What somebody else delivered meanwhile is not replaced unseen."""
    newest = next(reversed(release.documents.get(command.item, ())), None)
    if newest is None or command.over is None or newest.number <= command.over:
        return None
    return r.Overtaken(command.item, newest.number, newest.person, newest.at)


def signed_by(release: Release, item: Item, actor: c.Actor, now: datetime) -> tuple[e.Event, ...]:
    """The signature of who brought what the item asks for; () where they may not give one now."""
    if not release.goes_on(item.id):
        return ()
    signed = sign(release, c.Sign(item.id), actor, now)
    return signed if isinstance(signed, tuple) else ()


def send_back(release: Release, command: c.SendBack, actor: c.Actor, now: datetime) -> Decided:
    """Whoever may approve may say what is wrong instead: what was reviewed is to be done again (1a-5)."""
    item = release.item(command.item)
    if item.step.reviews is None:
        return r.NothingToReview(item.id)
    may = release.standing(item.id) == "open" and actor.person in (v.person for v in voters(release, item, now))
    if not may:
        refused = sign(release, c.Sign(item.id), actor, now)
        return refused if not isinstance(refused, tuple) else r.NotYourRole(item.id, roles_of(release, item))
    if not gives_something(command.reason):
        return r.Lacks("reason", f"sendback {item.id}")
    reviewed = tuple(
        key
        for key in release.layout.of_step[item.step.reviews]
        if item.system is None or release.item(key).system in (None, item.system)
    )
    return (e.SentBack(**Facts(actor, now).header, item=item.id, reviewed=reviewed, reason=command.reason.strip()),)


def own_items(release: Release, system: str) -> list[Item]:
    items = (release.item(key) for key in release.layout.of_system[system])
    return [item for item in items if not item.hotfix]
