"""The ways to say no, as values. Their words are in the catalogues; that they say what to do next is law.

One file per subject.
"""

from bot.domain.refusals.blocking import IsBlocked
from bot.domain.refusals.bugs import (
    BugIs,
    GradedAlready,
    KeptElsewhere,
    NoBugs,
    NotDeferrable,
    NothingLeftOver,
    NotYourBug,
    OwnFix,
)
from bot.domain.refusals.code import NotADigest, NotTheirs, ScriptThere
from bot.domain.refusals.course import AlreadyRunning, NotRunning, PastMoment
from bot.domain.refusals.deployments import NotDeployed
from bot.domain.refusals.documents import Incomplete, NoDocument, NothingToReview, Overtaken, Unchanged
from bot.domain.refusals.gates import GateShut
from bot.domain.refusals.going_live import (
    NoDigest,
    NoPlatform,
    NoRollbackTarget,
    OutsideWindow,
    PacketIncomplete,
    RunIs,
)
from bot.domain.refusals.hotfixes import HotfixIs, NoHotfixes, NowhereDeployed
from bot.domain.refusals.mails import NoSuchMail
from bot.domain.refusals.meetings import (
    CallsMeeting,
    EndsTooSoon,
    MeetingAhead,
    MeetingOver,
    NoMeeting,
    NoMeetings,
    NotInvited,
    RolesAbsent,
)
from bot.domain.refusals.minutes import (
    AgreedAlready,
    MinutesStand,
    MinutesUnsettled,
    NoMinutes,
    NoSuchMinute,
    WasNotThere,
)
from bot.domain.refusals.naming import Lacks, NoRelease, NoSuchItem, NoSuchName, WhichItem, WhichRelease
from bot.domain.refusals.problems import NothingFailed
from bot.domain.refusals.requests import AnsweredAlready, Awaited, NotAsked, Unasked
from bot.domain.refusals.rollback import NothingDeployed, RollingBack
from bot.domain.refusals.signing import (
    AlreadyDone,
    Confirm,
    FourEyes,
    MissingEvidence,
    NobodyHolds,
    NothingToTakeBack,
    NotYourRole,
    NotYours,
    RoleHolders,
    TooEarly,
)
from bot.domain.refusals.staffing import HeldApart, LeadOnly, LinkTaken, NotLinked, Stranger

__all__ = [
    "AgreedAlready",
    "AlreadyDone", "AlreadyRunning", "AnsweredAlready", "Awaited", "BugIs", "BugRefusal", "CallsMeeting",
    "Confirm", "ContentRefusal", "DeploymentRefusal", "EndsTooSoon", "FourEyes", "GateShut", "GoLiveRefusal",
    "GradedAlready", "HeldApart", "HotfixIs", "Incomplete", "IsBlocked", "KeptElsewhere", "Lacks", "LeadOnly",
    "LinkTaken", "MailRefusal", "MeetingAhead", "MeetingOver", "MeetingRefusal", "MinutesStand", "MinutesUnsettled",
    "MissingEvidence", "NoBugs", "NoDigest",
    "NoDocument", "NoHotfixes", "NoMeeting", "NoMeetings", "NoMinutes", "NoPlatform", "NoRelease",
    "NoRollbackTarget", "NoSuchItem", "NoSuchMail", "NoSuchMinute", "NoSuchName", "NobodyHolds", "NotADigest",
    "NotAsked", "NotDeferrable", "NotDeployed", "NotInvited", "NotLinked", "NotRunning", "NotTheirs",
    "NotYourBug", "NotYourRole", "NotYours", "NothingDeployed", "NothingFailed", "NothingLeftOver",
    "NothingToReview", "NothingToTakeBack", "NowhereDeployed", "OutsideWindow", "Overtaken", "OwnFix",
    "PacketIncomplete", "PastMoment", "Refused", "RoleHolders", "RolesAbsent", "RollingBack", "RunIs",
    "ScriptThere", "Stranger", "TooEarly", "Unasked", "Unchanged", "WasNotThere", "WhichItem", "WhichRelease",
]  # fmt: skip

ContentRefusal = (
    Incomplete | NoDocument | Unchanged | Overtaken | NothingToReview | ScriptThere | NotADigest | NotTheirs
)
BugRefusal = (
    NoBugs | KeptElsewhere | BugIs | NotYourBug | OwnFix | NotDeferrable | GradedAlready | NothingLeftOver | GateShut
)
DeploymentRefusal = (
    NotDeployed | Awaited | Unasked | AnsweredAlready | NotAsked | NoHotfixes | NowhereDeployed | HotfixIs
)
GoLiveRefusal = (
    NoDigest
    | NoPlatform
    | NoRollbackTarget
    | NothingDeployed
    | NothingFailed
    | OutsideWindow
    | PacketIncomplete
    | RollingBack
    | RunIs
)
MeetingRefusal = (
    AgreedAlready
    | CallsMeeting
    | EndsTooSoon
    | MeetingAhead
    | MeetingOver
    | MinutesStand
    | MinutesUnsettled
    | NoMeeting
    | NoMeetings
    | NoMinutes
    | NoSuchMinute
    | NotInvited
    | RolesAbsent
    | WasNotThere
)
MailRefusal = NoSuchMail

Refused = (
    Stranger
    | NotYourRole
    | LeadOnly
    | TooEarly
    | AlreadyDone
    | MissingEvidence
    | IsBlocked
    | FourEyes
    | HeldApart
    | NobodyHolds
    | NoSuchItem
    | WhichItem
    | NoSuchName
    | Lacks
    | NotRunning
    | NothingToTakeBack
    | NotYours
    | Confirm
    | PastMoment
    | AlreadyRunning
    | NoRelease
    | WhichRelease
    | NotLinked
    | LinkTaken
    | ContentRefusal
    | BugRefusal
    | DeploymentRefusal
    | MailRefusal
    | MeetingRefusal
    | GoLiveRefusal
)
