"""About documents, bugs, deployments, requests, hotfixes and mails."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from bot.domain.bugs import State as BugState
from bot.domain.notices.kinds.notification import Notification


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


class TrackerSilent(Notification):
    """The bug tracker cannot be asked, so gates stay shut: a lead is told, and in the same message when it answers."""

    kind: Literal["tracker_silent"] = "tracker_silent"
    person: str
    since: datetime
