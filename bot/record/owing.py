"""From notices to messages owed, in the manner that each notice's class says. What they say is rendered on delivery."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol, assert_never

from bot.domain import notices as n
from bot.domain.notices import cards
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from storage.outbox import NewMessage, Owed

__all__ = [
    "ASKED", "KEPT", "POST", "NewMessage", "Painted", "about", "asked", "calls_in_vain", "card_key", "ended", "home",
    "home_key", "mergeable", "messages", "proposal", "stale", "watch_key", "whisper",
]  # fmt: skip

MERGING = timedelta(seconds=2)
"""How long a prompt waits for what else opens for the same person: a burst of signatures becomes one message."""

POST = "smtp"
"""The place that mails go to, among the channels and people that messages go to."""

ASKED = "asked"
"""The kind of what a workflow asks of somebody."""

KEPT = tuple(kind for kind, notice in n.KINDS.items() if notice.manner.shows is not None)
"""The kinds of messages that are made true again when what they show moves."""


def card_key(release: str, phase: int) -> str:
    return _lasting(release, n.Card(phase=phase))


def watch_key(release: str, watch: str) -> str:
    return _lasting(release, n.WatchPost(watch=watch))


def _lasting(release: str, notice: n.Notice) -> str:
    return f"{release}:{notice.manner.key.format_map(notice.model_dump())}"


def messages(told: Iterable[n.Notice], release: Release, now: datetime) -> Iterator[NewMessage]:
    """One message per notice. Keys are built from stable ids and the version, so that a retry finds its own."""
    for number, notice in enumerate(told):
        own = f"{release.id}:{release.version}:{notice.kind}:{number}"
        yield _message(notice, _lasting(release.id, notice) if notice.manner.key else own, release, now)


def _message(notice: n.Notice, key: str, release: Release, now: datetime) -> NewMessage:
    spec = notice.model_dump(mode="json")
    person = str(spec.get("person", ""))
    account = str(spec.get("account", ""))
    goes = "account" if account else "person" if person else notice.manner.goes
    target: dict[str, Any]
    thread, wait = None, timedelta()
    match goes:
        case "person":
            target = {"user": person}
            wait = MERGING if isinstance(notice, n.Prompt) else wait
        case "account":
            target = {"account": account}
        case "channel":
            target = {"channel": release.plan.channel}
        case "thread":
            target = {"channel": release.plan.channel}
            thread = card_key(release.id, notice.thread(release))
        case "post":
            target = {"mail": spec["mail"], "post": POST}
        case "workflow":
            target = {"execution": spec["execution"]}
            thread = card_key(release.id, release.phase)  # what it is told of: the link to this card
        case _:
            assert_never(goes)
    return NewMessage(key, release.id, notice.kind, person, target, spec, not_before=now + wait, thread_of=thread)


def proposal(notice: n.ReplyToConfirm | n.AttendanceToConfirm, release: Release, now: datetime) -> NewMessage:
    """What somebody is asked to confirm although nothing has happened: one message, which shows the latest of it."""
    return replace(_message(notice, _lasting(release.id, notice), release, now), replace=True)


def about(owed: Owed) -> frozenset[str]:
    """The items a message speaks of."""
    return _named(owed, "item") | _named(owed, "items")


def _named(owed: Owed, field: str) -> frozenset[str]:
    """Which of what it shows a message names in this field of its notice."""
    named = owed.spec.get(field, "")
    if isinstance(named, str):
        return frozenset({named} if named or not field else ())
    return frozenset(named)


def stale(owed: Iterable[Owed], before: Release, after: Release) -> list[str]:
    """The messages that may show something which is no longer so: of the release as a whole, or of what they show.

    A message whose items were settled before stays as it is: there may be thousands of them, and nobody waits for them.
    """
    kept = [(m, shows) for m in owed if (shows := n.KINDS[m.kind].manner.shows) is not None]
    if cards.bearings(before) != cards.bearings(after):
        unsettled = {key for key in before.layout.items if before.standing(key) not in SETTLED}
        return [m.key for m, _ in kept if not about(m) or not about(m).isdisjoint(unsettled)]

    @cache
    def moved(shown: n.Shown) -> frozenset[str]:
        return frozenset(shown.moved(before, after))

    return [m.key for m, shows in kept if any(not _named(m, each.field).isdisjoint(moved(each)) for each in shows)]


def calls_in_vain(owed: Owed, *, live: bool) -> bool:
    """Whether it calls a person to what was settled before they were called. `live`: there is something to do yet."""
    return not live and n.KINDS[owed.kind].manner.calls


def mergeable(owed: Iterable[Owed], person: str) -> Owed | None:
    """A prompt for this person that Slack has not seen yet: more items may join it."""
    waiting = (m for m in owed if m.kind == "prompt" and m.person == person and m.ts is None and m.attempted_at is None)
    return next((m for m in waiting if m.state == "pending"), None)


class Painted(Protocol):
    """An answer as a message: a text, the same in blocks where there is more to it, and with its list as a table."""

    @property
    def text(self) -> str: ...
    @property
    def blocks(self) -> tuple[dict[str, Any], ...]: ...
    @property
    def tabled(self) -> tuple[dict[str, Any], ...]: ...


def whisper(
    cause: str, painted: Painted, reply_to: Mapping[str, str], at: datetime, *, replaces: bool = False
) -> NewMessage:
    """An answer to one person: `reply_to` holds the places it may be shown in.

    `whisper_to`: whom it is for; `channel`: where they acted, and `thread` the ts of the first message of the thread
    they acted in; `response_url`: Slack's own way back to them. `replaces`: the message they acted on has served.
    """
    spec = {
        "text": painted.text,
        "blocks": list(painted.blocks),
        "tabled": list(painted.tabled),
        "replaces": replaces,
    }
    return NewMessage(f"answer:{cause}", None, "answer", "", dict(reply_to), spec, not_before=at)


def asked(execution: str, user: str, text: str, blocks: Iterable[Any], at: datetime) -> NewMessage:
    """What an execution of a workflow asks of one person, in their conversation with the bot."""
    spec = {"text": text, "blocks": list(blocks)}
    return NewMessage(f"{ASKED}:{execution}", None, ASKED, "", {"whisper_to": user}, spec, not_before=at)


def ended(execution: str, release: Release | None, error: str, at: datetime) -> NewMessage:
    """What has come of an execution of a workflow. `error`: why it failed, "" where it is done."""
    card = card_key(release.id, release.phase) if release and not error else None
    place, spec = {"execution": execution}, {"error": error}
    key = f"execution:{execution}"
    return NewMessage(key, release.id if release else None, "execution", "", place, spec, not_before=at, thread_of=card)


def home_key(user: str) -> str:
    return f"home:{user}"


def home(user: str, at: datetime) -> NewMessage:
    """The Home tab of one person: one row for life, made true again whenever it is opened."""
    return NewMessage(home_key(user), None, "home", "", {"home_of": user}, {}, not_before=at)
