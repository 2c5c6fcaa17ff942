"""From notices to messages owed: which key, whom to, in which thread. What they say is rendered on delivery."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, assert_never

from bot.domain import notices as n
from bot.domain.notices import cards
from bot.domain.state.release import Release
from bot.domain.state.signing import SETTLED
from storage.outbox import NewMessage, Owed

__all__ = ["POST", "NewMessage", "about", "card_key", "home", "home_key", "mergeable", "messages", "stale", "whisper"]

MERGING = timedelta(seconds=2)
"""How long a prompt waits for what else opens for the same person: a burst of signatures becomes one message."""

POST = "smtp"
"""The place that mails go to, among the channels and people that messages go to."""

MATTERS = ("bug", "request", "hotfix", "watch", "alert")
MEETING = ("gathering", "invitation", "minutes", "minutes_to_read", "objection")
INTERACTIVE = (
    *MEETING,
    "prompt", "reminder", "vacancy", "obstacle", "why_blocked", "unlinked", "escalation",
    "bug_turn", "gate_fell", "returned", "wanted", "crossing", "left_over", "tracker_silent",
    "watch_news", "alert_news", "deciding", "rollback", "preparing",
)  # fmt: skip


def card_key(release: str, phase: int) -> str:
    return f"{release}:card:{phase}"


def watch_key(release: str, watch: str) -> str:
    return f"{release}:watch:{watch}"


def messages(  # noqa: C901, PLR0912 - a flat table
    told: Iterable[n.Notice], release: Release, now: datetime
) -> Iterator[NewMessage]:
    """One message per notice. Keys are built from stable ids and the version, so that a retry finds its own."""
    for number, notice in enumerate(told):
        spec = notice.model_dump(mode="json")
        match notice:
            case n.Card():
                key = card_key(release.id, notice.phase)
                yield _to_channel(key, release, notice.kind, spec, now)
            case n.Prompt():
                yield _to_person(_key(release, notice.kind, number), release, notice.person, spec, now + MERGING)
            case n.Obstacle(person="", item=item):
                thread = card_key(release.id, release.item(item).phase)
                yield _to_channel(_key(release, notice.kind, number), release, notice.kind, spec, now, thread)
            case n.BugPost():
                thread = card_key(release.id, release.phase)
                yield _to_channel(f"{release.id}:bug:{notice.bug}", release, notice.kind, spec, now, thread)
            case n.WatchPost():
                thread = card_key(release.id, release.phase)
                yield _to_channel(watch_key(release.id, notice.watch), release, notice.kind, spec, now, thread)
            case n.AlertPost():
                thread = card_key(release.id, release.phase)
                yield _to_channel(f"{release.id}:alert:{notice.alert}", release, notice.kind, spec, now, thread)
            case n.Override(item=item) | n.GateFell(person="", item=item):
                thread = card_key(release.id, min(release.item(item).phase, release.phase))
                yield _to_channel(_key(release, notice.kind, number), release, notice.kind, spec, now, thread)
            case n.RunPost(run=run):
                thread = card_key(release.id, release.item(release.runs[run].item).phase)
                yield _to_channel(f"{release.id}:run:{run}", release, notice.kind, spec, now, thread)
            case n.RollbackPost():
                yield _to_channel(f"{release.id}:rollback:{notice.rollback}", release, notice.kind, spec, now)
            case n.Letter():
                key = f"{release.id}:mail:{notice.mail}"
                target = {"mail": notice.mail, "post": POST}
                yield NewMessage(key, release.id, notice.kind, "", target, spec, not_before=now)
            case n.ReportPost():
                thread = card_key(release.id, release.phase)
                yield _to_channel(f"{release.id}:report:{notice.version}", release, notice.kind, spec, now, thread)
            case n.Gathering():
                yield _to_channel(f"{release.id}:meeting", release, notice.kind, spec, now)
            case n.MinutesPost():
                yield _to_channel(f"{release.id}:minutes", release, notice.kind, spec, now)
            case n.Escalation(person="") | n.Turn():
                yield _to_channel(_key(release, notice.kind, number), release, notice.kind, spec, now)
            case (
                n.Reminder()
                | n.Escalation()
                | n.Vacancy()
                | n.Obstacle()
                | n.WhyBlocked()
                | n.Voided()
                | n.Named()
                | n.Unlinked()
                | n.BugTurn()
                | n.GateFell()
                | n.Changed()
                | n.Returned()
                | n.Wanted()
                | n.Replied()
                | n.DeploymentFailed()
                | n.Crossing()
                | n.LeftOver()
                | n.MailTrouble()
                | n.MailUnsure()
                | n.TrackerSilent()
                | n.Invitation()
                | n.MinutesToRead()
                | n.Objection()
                | n.Deciding()
                | n.Preparing()
                | n.WatchNews()
                | n.AlertNews()
            ):
                yield _to_person(_key(release, notice.kind, number), release, notice.person, spec, now)
            case _:
                assert_never(notice)


def _key(release: Release, kind: str, number: int) -> str:
    return f"{release.id}:{release.version}:{kind}:{number}"


def _to_channel(
    key: str, release: Release, kind: str, spec: dict[str, Any], at: datetime, thread: str | None = None
) -> NewMessage:
    target = {"channel": release.plan.channel}
    return NewMessage(key, release.id, kind, "", target, spec, not_before=at, thread_of=thread)


def _to_person(key: str, release: Release, person: str, spec: dict[str, Any], at: datetime) -> NewMessage:
    return NewMessage(key, release.id, spec["kind"], person, {"user": person}, spec, not_before=at)


def about(owed: Owed) -> frozenset[str]:
    """The items a message speaks of."""
    item = owed.spec.get("item")
    return frozenset((*owed.spec.get("items", ()), *((item,) if item else ())))


def stale(owed: Iterable[Owed], before: Release, after: Release) -> list[str]:
    """The messages that may show something which is no longer so.

    Their items changed; or the bugs that shut their gate; or what signing an open item would open; or who may sign,
    and until when. A message whose items were settled before stays as it is: there may be thousands of them, and
    nobody waits for them.
    """
    if cards.bearings(before) != cards.bearings(after):
        unsettled = {key for key in before.layout.items if before.standing(key) not in SETTLED}
        return [m.key for m in owed if not about(m) or not about(m).isdisjoint(unsettled)]
    phase = after.layout.phases[after.phase]
    matters = _moved_matters(before, after)
    moved = cards.changed_items(before, after) | {key for key in phase if after.standing(key) == "open"}
    if any(kind == "bug" for kind, _ in matters):
        moved |= {key for key in after.layout.gated if after.standing(key) == "blocked"}
    return [m.key for m in owed if not about(m).isdisjoint(moved) or not _matters(m).isdisjoint(matters)]


def _matters(owed: Owed) -> frozenset[tuple[str, str]]:
    """What a message speaks of besides items: a bug, a request, a hotfix, a watch, what is left over, the tracker."""
    named = {(kind, str(owed.spec[kind])) for kind in MATTERS if kind in owed.spec}
    return frozenset(named | {(owed.kind, "")})


def _moved_matters(before: Release, after: Release) -> frozenset[tuple[str, str]]:
    pairs: tuple[tuple[str, Mapping[str, object], Mapping[str, object]], ...] = (
        ("bug", before.bugs, after.bugs),
        ("request", before.requests, after.requests),
        ("hotfix", before.hotfixes, after.hotfixes),
        ("watch", before.watched, after.watched),
        ("alert", before.alerts, after.alerts),
    )
    moved = {(kind, key) for kind, old, new in pairs for key in new if old.get(key) is not new[key]}
    changed = cards.changed_items(before, after)
    moved |= {("hotfix", fix.id) for fix in after.hotfixes.values() if not changed.isdisjoint(fix.items)}
    if _council(before) != _council(after):
        moved |= {(kind, "") for kind in MEETING}
    moved |= {
        ("rollback", "") for each in after.rollbacks.values() if not changed.isdisjoint(key for key, _ in each.items)
    }
    if before.problems != after.problems or (after.problems and _evidence(before) != _evidence(after)):
        moved.add(("deciding", ""))
    if _packet(before) != _packet(after):
        moved.add(("preparing", ""))
    if before.left_over != after.left_over:
        moved.add(("left_over", ""))
    if before.tracking != after.tracking:
        moved.add(("tracker_silent", ""))
    return frozenset(moved)


def _evidence(release: Release) -> tuple[object, ...]:
    """What a problem is made of."""
    return release.bugs, release.watched, release.deployments


def _council(release: Release) -> tuple[object, ...]:
    """What the meeting, its agenda and its minutes show."""
    waived = tuple(key for key, record in release.records.items() if record.waiver)
    return release.meeting, release.bugs, *_packet(release), waived


def _packet(release: Release) -> tuple[object, ...]:
    """What a system needs before it goes live."""
    return release.scripts, release.sources, release.previous, release.backups


def mergeable(owed: Iterable[Owed], person: str) -> Owed | None:
    """A prompt for this person that Slack has not seen yet: more items may join it."""
    waiting = (m for m in owed if m.kind == "prompt" and m.person == person and m.ts is None and m.attempted_at is None)
    return next((m for m in waiting if m.state == "pending"), None)


def whisper(cause: str, text: str, blocks: Iterable[Any], reply_to: Mapping[str, str], at: datetime) -> NewMessage:
    """An answer to one person: `reply_to` is a response_url, or a channel and whom to show it to there."""
    spec = {"text": text, "blocks": list(blocks)}
    return NewMessage(f"answer:{cause}", None, "answer", "", dict(reply_to), spec, not_before=at)


def home_key(user: str) -> str:
    return f"home:{user}"


def home(user: str, at: datetime) -> NewMessage:
    """The Home tab of one person: one row for life, made true again whenever it is opened."""
    return NewMessage(home_key(user), None, "home", "", {"home_of": user}, {}, not_before=at)
