"""What may be asked of a release, in the imperative, and by whom. Items are item ids, people are person keys.

One file per subject.
"""

from bot.domain.commands.actor import CLOCK, Actor, Newcomer
from bot.domain.commands.blocking import Block, Unblock, Waive
from bot.domain.commands.bugs import CarryBugs, DeferBug, FixBug, GradeBug, ReopenBug, ReportBug, VerifyBug
from bot.domain.commands.code import AttachScript, RemoveScript, SubmitCode
from bot.domain.commands.course import Abort, Pause, Reschedule, Resume, Start
from bot.domain.commands.deployments import Deploy
from bot.domain.commands.documents import SendBack, Write
from bot.domain.commands.going_live import (
    AttachRollback,
    DoubtRun,
    EndRun,
    OrderDeployment,
    Override,
    RecordBackup,
    RecordPrevious,
    ReviewScript,
    StartRun,
)
from bot.domain.commands.hotfixes import AbandonHotfix, CarryOn, OpenHotfix
from bot.domain.commands.mails import ConfirmMail, ReceiveAttendance, ReceiveReply, ReceiveUnclear, ReturnMail
from bot.domain.commands.meetings import Attend, CallMeeting, CancelMeeting, CloseMeeting, TakeBackAttendance
from bot.domain.commands.minutes import AgreeToMinutes, ObjectToMinutes, StrikeMinute, TakeMinute
from bot.domain.commands.problems import GoOn
from bot.domain.commands.reminding import Tick
from bot.domain.commands.report import AskReport
from bot.domain.commands.requests import Answer, Request
from bot.domain.commands.rollback import RollBack
from bot.domain.commands.signing import Note, Sign, TakeBackReaction, Watch, Withdraw
from bot.domain.commands.staffing import Assign, Link, NameStandIn
from bot.domain.commands.tracker import HearTracker, LoseTracker, TrackedBug
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
