"""What somebody is told: the matter, never the wording. Whatever shows a notice renders the state as it is then."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.domain.notices.kinds.golive import (
    AlertNews,
    AlertPost,
    Deciding,
    Gathering,
    Invitation,
    MinutesPost,
    MinutesToRead,
    Objection,
    Preparing,
    RollbackPost,
    RunPost,
    WatchNews,
    WatchPost,
)
from bot.domain.notices.kinds.items import (
    Card,
    Escalation,
    Named,
    Obstacle,
    Override,
    Prompt,
    Reminder,
    Turn,
    Unlinked,
    Vacancy,
    Voided,
    WhyBlocked,
)
from bot.domain.notices.kinds.notification import Notification
from bot.domain.notices.kinds.work import (
    BugPost,
    BugTurn,
    Changed,
    Crossing,
    DeploymentFailed,
    GateFell,
    LeftOver,
    Letter,
    MailTrouble,
    MailUnsure,
    Replied,
    ReportPost,
    Returned,
    TrackerSilent,
    Wanted,
)

__all__ = [
    "NOTICE",
    "AlertNews",
    "AlertPost",
    "BugPost",
    "BugTurn",
    "Card",
    "Changed",
    "Crossing",
    "Deciding",
    "DeploymentFailed",
    "Escalation",
    "GateFell",
    "Gathering",
    "Invitation",
    "LeftOver",
    "Letter",
    "MailTrouble",
    "MailUnsure",
    "MinutesPost",
    "MinutesToRead",
    "Named",
    "Notice",
    "Notification",
    "Objection",
    "Obstacle",
    "Override",
    "Preparing",
    "Prompt",
    "Reminder",
    "Replied",
    "ReportPost",
    "Returned",
    "RollbackPost",
    "RunPost",
    "TrackerSilent",
    "Turn",
    "Unlinked",
    "Vacancy",
    "Voided",
    "Wanted",
    "WatchNews",
    "WatchPost",
    "WhyBlocked",
]

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
