"""The ways to say no, as values. Their words are in the catalogues; that they say what to do next is law.

One file per subject, which joins its own refusals; here the subjects are joined.
"""

from bot.domain.refusals.blocking import *
from bot.domain.refusals.bugs import *
from bot.domain.refusals.code import *
from bot.domain.refusals.confirming import *
from bot.domain.refusals.course import *
from bot.domain.refusals.deployments import *
from bot.domain.refusals.documents import *
from bot.domain.refusals.gates import *
from bot.domain.refusals.going_live import *
from bot.domain.refusals.hotfixes import *
from bot.domain.refusals.mails import *
from bot.domain.refusals.meetings import *
from bot.domain.refusals.minutes import *
from bot.domain.refusals.naming import *
from bot.domain.refusals.problems import *
from bot.domain.refusals.requests import *
from bot.domain.refusals.rollback import *
from bot.domain.refusals.signing import *
from bot.domain.refusals.staffing import *
from bot.domain.refusals.workflows import *

Confirmation = Undoes | SoundsFailed | LetsGo | EndsRelease | CodeMoves | Replaces | GoesBack
"""Every kind of `Confirm`."""

Refused = (
    SigningRefusal
    | BlockingRefusal
    | StaffingRefusal
    | CourseRefusal
    | DocumentRefusal
    | CodeRefusal
    | BugRefusal
    | GateRefusal
    | DeploymentRefusal
    | RequestRefusal
    | HotfixRefusal
    | GoLiveRefusal
    | ProblemRefusal
    | RollbackRefusal
    | MeetingRefusal
    | MinutesRefusal
    | MailRefusal
    | NamingRefusal
    | WorkflowRefusal
)
