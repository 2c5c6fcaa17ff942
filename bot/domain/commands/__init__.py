"""What may be asked of a release, in the imperative, and by whom. Items are item ids, people are person keys.

One file per subject, which joins its own commands; here the subjects are joined.
"""

from bot.domain.commands.actor import *
from bot.domain.commands.admission import *
from bot.domain.commands.blocking import *
from bot.domain.commands.bugs import *
from bot.domain.commands.code import *
from bot.domain.commands.confirming import *
from bot.domain.commands.course import *
from bot.domain.commands.delivery import *
from bot.domain.commands.deployments import *
from bot.domain.commands.documents import *
from bot.domain.commands.going_live import *
from bot.domain.commands.hotfixes import *
from bot.domain.commands.mails import *
from bot.domain.commands.meetings import *
from bot.domain.commands.minutes import *
from bot.domain.commands.problems import *
from bot.domain.commands.reminding import *
from bot.domain.commands.report import *
from bot.domain.commands.requests import *
from bot.domain.commands.rollback import *
from bot.domain.commands.signing import *
from bot.domain.commands.staffing import *
from bot.domain.commands.tracker import *
from bot.domain.commands.watching import *
from bot.domain.commands.workflows import *

Command = (
    SigningCommand
    | BlockingCommand
    | StaffingCommand
    | CourseCommand
    | RemindingCommand
    | DocumentCommand
    | CodeCommand
    | BugCommand
    | TrackerCommand
    | DeploymentCommand
    | RequestCommand
    | HotfixCommand
    | GoLiveCommand
    | ProblemCommand
    | RollbackCommand
    | MeetingCommand
    | MinutesCommand
    | MailCommand
    | WatchCommand
    | DeliveryCommand
    | ReportCommand
    | WorkflowCommand
)
