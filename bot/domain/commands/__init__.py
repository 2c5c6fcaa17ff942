"""What may be asked of a release, in the imperative, and by whom. Items are item ids, people are person keys.

One file per subject.
"""

from bot.domain.commands.actor import CLOCK, Actor, Newcomer
from bot.domain.commands.bugs import (
    CarryBugs,
    DeferBug,
    FixBug,
    GradeBug,
    HearTracker,
    LoseTracker,
    ReopenBug,
    ReportBug,
    TrackedBug,
    VerifyBug,
)
from bot.domain.commands.contents import AttachScript, RemoveScript, SendBack, SubmitCode, Write
from bot.domain.commands.course import Abort, AskReport, Pause, Reschedule, Resume, Start, Tick
from bot.domain.commands.deployments import AbandonHotfix, Answer, CarryOn, Deploy, OpenHotfix, Request
from bot.domain.commands.golive import (
    AttachRollback,
    DoubtRun,
    EndRun,
    GoOn,
    OrderDeployment,
    Override,
    RecordBackup,
    RecordPrevious,
    ReviewScript,
    RollBack,
    StartRun,
)
from bot.domain.commands.mails import ConfirmMail, ReceiveAttendance, ReceiveReply, ReceiveUnclear, ReturnMail
from bot.domain.commands.meetings import (
    AgreeToMinutes,
    Attend,
    CallMeeting,
    CancelMeeting,
    CloseMeeting,
    ObjectToMinutes,
    StrikeMinute,
    TakeBackAttendance,
    TakeMinute,
)
from bot.domain.commands.signing import Block, Note, Sign, TakeBackReaction, Unblock, Waive, Watch, Withdraw
from bot.domain.commands.staffing import Assign, Link, NameStandIn
from bot.domain.commands.watching import HearAlerts, SumUpWatch, TurnWatch

__all__ = [
    "CLOCK", "AbandonHotfix", "Abort", "Actor", "AgreeToMinutes", "Answer", "AskReport", "Assign",
    "AttachRollback",
    "AttachScript", "Attend", "Block", "BugCommand", "CallMeeting", "CancelMeeting", "CarryBugs", "CarryOn",
    "CloseMeeting", "Command", "ConfirmMail", "ContentCommand", "DeferBug", "Deploy", "DeploymentCommand",
    "DoubtRun", "EndRun", "FixBug", "GoLiveCommand", "GoOn", "GradeBug", "HearAlerts", "HearTracker",
    "HotfixCommand", "Link",
    "LoseTracker", "MailCommand", "MeetingCommand", "NameStandIn", "Newcomer", "Note", "ObjectToMinutes",
    "OpenHotfix", "OrderDeployment", "Override", "Pause", "ReceiveAttendance", "ReceiveReply", "ReceiveUnclear",
    "RecordBackup",
    "RecordPrevious", "RemoveScript", "ReopenBug", "ReportBug", "Request", "Reschedule", "Resume", "ReturnMail",
    "ReviewScript", "RollBack", "SendBack", "Sign", "Start", "StartRun", "StrikeMinute", "SubmitCode", "SumUpWatch",
    "TakeBackAttendance", "TakeBackReaction", "TakeMinute", "Tick", "TrackedBug", "TrackerCommand", "TurnWatch",
    "Unblock",
    "VerifyBug", "Waive", "Watch", "WatchCommand", "Withdraw", "Write",
]  # fmt: skip

ContentCommand = Write | SendBack | SubmitCode | AttachScript | RemoveScript
BugCommand = ReportBug | FixBug | VerifyBug | ReopenBug | DeferBug | GradeBug | CarryBugs
TrackerCommand = HearTracker | LoseTracker
DeploymentCommand = Deploy | Request | Answer
HotfixCommand = OpenHotfix | CarryOn | AbandonHotfix
GoLiveCommand = (
    AttachRollback
    | DoubtRun
    | EndRun
    | GoOn
    | OrderDeployment
    | Override
    | RecordBackup
    | RecordPrevious
    | ReviewScript
    | RollBack
    | StartRun
)
WatchCommand = TurnWatch | SumUpWatch | HearAlerts
MeetingCommand = (
    AgreeToMinutes
    | Attend
    | CallMeeting
    | CancelMeeting
    | CloseMeeting
    | ObjectToMinutes
    | StrikeMinute
    | TakeBackAttendance
    | TakeMinute
)
MailCommand = ConfirmMail | ReturnMail | ReceiveReply | ReceiveAttendance | ReceiveUnclear

Command = (
    Sign
    | Withdraw
    | TakeBackReaction
    | Block
    | Unblock
    | Waive
    | Watch
    | Note
    | Assign
    | NameStandIn
    | Link
    | Pause
    | Resume
    | Abort
    | Reschedule
    | AskReport
    | Tick
    | ContentCommand
    | BugCommand
    | TrackerCommand
    | DeploymentCommand
    | HotfixCommand
    | MailCommand
    | MeetingCommand
    | GoLiveCommand
    | WatchCommand
)
