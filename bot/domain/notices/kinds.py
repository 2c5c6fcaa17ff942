"""What somebody is told: the matter, never the wording. Whatever shows a notice renders the state as it is then."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.domain import events as e
from bot.domain.bugs import State as BugState


class Notification(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Card(Notification):
    """The checklist of one phase, in the channel: posted when the phase opens, kept true afterwards."""

    kind: Literal["card"] = "card"
    phase: int


class Prompt(Notification):
    """These items have opened for this person."""

    kind: Literal["prompt"] = "prompt"
    person: str
    items: tuple[str, ...]


class Reminder(Notification):
    kind: Literal["reminder"] = "reminder"
    person: str
    matter: e.Matter
    items: tuple[str, ...]
    late: bool = False


class Escalation(Notification):
    """Overdue items, told to a lead (`person`) or, with "" for the person, to the channel."""

    kind: Literal["escalation"] = "escalation"
    person: str
    items: tuple[str, ...]
    late: bool = False


class Vacancy(Notification):
    """Items that nobody can sign because a role is empty: a lead is asked to name someone."""

    kind: Literal["vacancy"] = "vacancy"
    person: str
    items: tuple[str, ...]


class Obstacle(Notification):
    """An item was blocked. In the card's thread (`person` ""), and to each lead."""

    kind: Literal["obstacle"] = "obstacle"
    person: str
    item: str


class WhyBlocked(Notification):
    """Somebody blocked an item by emoji: they are asked for the reason."""

    kind: Literal["why_blocked"] = "why_blocked"
    person: str
    item: str


class Voided(Notification):
    """A person's signatures no longer count, because what they rested on was withdrawn."""

    kind: Literal["voided"] = "voided"
    person: str
    items: tuple[str, ...]
    because: str


class Override(Notification):
    """A check was waived, or the waiver withdrawn: in the thread of the phase's card."""

    kind: Literal["override"] = "override"
    item: str


class Named(Notification):
    """A person now holds a role, or stands in for somebody."""

    kind: Literal["named"] = "named"
    person: str
    role: str = ""
    system: str = ""
    instead_of: str = ""
    until: datetime | None = None


class Unlinked(Notification):
    """People of the plan for whom no Slack account is known: a lead is asked to link them."""

    kind: Literal["unlinked"] = "unlinked"
    person: str
    people: tuple[str, ...]


class Turn(Notification):
    """The release as a whole took a turn: in the channel."""

    kind: Literal["turn"] = "turn"
    turn: Literal["paused", "resumed", "aborted", "rescheduled", "finished"]
    reason: str = ""
    by: str = ""


class BugPost(Notification):
    """A bug, in the thread of the phase's card: posted once, kept true."""

    kind: Literal["bug"] = "bug"
    bug: str


class BugTurn(Notification):
    """It is this person's turn with the bug: to mend it, or (once it is mended) to verify it."""

    kind: Literal["bug_turn"] = "bug_turn"
    person: str
    bug: str
    round: int
    state: BugState


class GateFell(Notification):
    """A standard that had been met is not met any more. In the card's thread (`person` ""), to signers and leads."""

    kind: Literal["gate_fell"] = "gate_fell"
    person: str
    item: str
    passed: Mapping[str, int]
    counts: Mapping[str, int]


class Changed(Notification):
    """A person's signatures ended because what they were given for has changed. `diff`: `- …` gone, `+ …` new."""

    kind: Literal["changed"] = "changed"
    person: str
    by: str
    items: tuple[str, ...]
    content: str
    diff: tuple[str, ...]


class Returned(Notification):
    """The reviewer sent a person's work back."""

    kind: Literal["returned"] = "returned"
    person: str
    item: str
    by: str
    reason: str


class Wanted(Notification):
    """A request, to those who can answer it."""

    kind: Literal["wanted"] = "wanted"
    person: str
    request: str


class Replied(Notification):
    """The answer to a request, to who asked."""

    kind: Literal["replied"] = "replied"
    person: str
    request: str


class DeploymentFailed(Notification):
    """A deployment failed: to the developers of the system (3b-4)."""

    kind: Literal["deployment_failed"] = "deployment_failed"
    person: str
    number: int


class Crossing(Notification):
    """A hotfix was opened beside the release: a lead is asked to pause, carry on or abandon it."""

    kind: Literal["crossing"] = "crossing"
    person: str
    hotfix: str


class LeftOver(Notification):
    """Earlier releases left bugs over: a lead is asked which come along."""

    kind: Literal["left_over"] = "left_over"
    person: str


class Letter(Notification):
    """A mail, to be sent by the mail server."""

    kind: Literal["mail"] = "mail"
    mail: str


class ReportPost(Notification):
    """The report as files, in the channel. `version`: the number of the last entry that it tells of."""

    kind: Literal["report"] = "report"
    version: int
    final: bool


class MailTrouble(Notification):
    """A mail did not reach these people, or (with none) there is nobody to write to: a lead is told."""

    kind: Literal["mail_trouble"] = "mail_trouble"
    person: str
    mail: str
    people: tuple[str, ...]


class MailUnsure(Notification):
    """A mail that could not be placed: a lead reads it. `number`: its place among those, from 0."""

    kind: Literal["mail_unsure"] = "mail_unsure"
    person: str
    number: int


class Gathering(Notification):
    """The meeting, in the channel: posted when it is called, kept true afterwards (who comes, moved, cancelled)."""

    kind: Literal["gathering"] = "gathering"


class Invitation(Notification):
    """A person is invited, or asked anew because the meeting was moved (`sequence`)."""

    kind: Literal["invitation"] = "invitation"
    person: str
    sequence: int


class MinutesPost(Notification):
    """The minutes, in the channel: posted at the planned end or when the meeting is closed; newer versions edit it."""

    kind: Literal["minutes"] = "minutes"
    late: bool = False


class MinutesToRead(Notification):
    """Whoever was there is asked to agree to a version of the minutes, or to object."""

    kind: Literal["minutes_to_read"] = "minutes_to_read"
    person: str
    version: int


class Objection(Notification):
    """Somebody objects to the minutes: to who called the meeting."""

    kind: Literal["objection"] = "objection"
    person: str
    by: str
    version: int


class RunPost(Notification):
    """A run of the deployment platform, in the card's thread: posted when it is ordered, kept true."""

    kind: Literal["run"] = "run"
    run: str


class Preparing(Notification):
    """These items are about to go live, and this person can give something that they lack: of that, what is new.

    `matters`: (item, what is lacking, of which script), as `domain/preparing` tells them apart.
    """

    kind: Literal["preparing"] = "preparing"
    person: str
    items: tuple[str, ...]
    matters: tuple[tuple[str, str, str], ...]


class Deciding(Notification):
    """The time for a problem is nearly over: a lead goes on, until when, or rolls back."""

    kind: Literal["deciding"] = "deciding"
    person: str
    environment: str
    until: datetime


class RollbackPost(Notification):
    """A rollback was decided: in the channel, kept true until it is through."""

    kind: Literal["rollback"] = "rollback"
    rollback: str


class WatchPost(Notification):
    """A watch, in the card's thread: posted when it first changes its state, kept true."""

    kind: Literal["watch"] = "watch"
    watch: str


class WatchNews(Notification):
    """A watch changed its state: to operations and the developers concerned."""

    kind: Literal["watch_news"] = "watch_news"
    person: str
    watch: str
    state: Literal["up", "down", "unknown"]
    since: datetime


class AlertPost(Notification):
    """An alert of the team's own monitoring, in the card's thread: kept true."""

    kind: Literal["alert"] = "alert"
    alert: str


class AlertNews(Notification):
    """An alert fires or is over: to operations and the developers concerned."""

    kind: Literal["alert_news"] = "alert_news"
    person: str
    alert: str
    state: Literal["firing", "resolved"]
    since: datetime


class TrackerSilent(Notification):
    """The bug tracker cannot be asked, so gates stay shut: a lead is told, and in the same message when it answers."""

    kind: Literal["tracker_silent"] = "tracker_silent"
    person: str
    since: datetime


Notice = (
    Card
    | Prompt
    | Reminder
    | Escalation
    | Vacancy
    | Obstacle
    | WhyBlocked
    | Voided
    | Override
    | Named
    | Unlinked
    | Turn
    | BugPost
    | BugTurn
    | GateFell
    | Changed
    | Returned
    | Wanted
    | Replied
    | DeploymentFailed
    | Crossing
    | LeftOver
    | Letter
    | ReportPost
    | MailTrouble
    | MailUnsure
    | TrackerSilent
    | Gathering
    | Invitation
    | MinutesPost
    | MinutesToRead
    | Objection
    | RunPost
    | Preparing
    | Deciding
    | RollbackPost
    | WatchPost
    | WatchNews
    | AlertPost
    | AlertNews
)
NOTICE: TypeAdapter[Notice] = TypeAdapter(Annotated[Notice, Field(discriminator="kind")])
