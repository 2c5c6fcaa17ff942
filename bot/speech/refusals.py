"""What each refusal says: why, and what to do next with the line to type.

One sentence, two at most. Decides nothing.
"""

from typing import assert_never

from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.state.release import Release
from bot.speech.outcomes import (
    blocking,
    bugs,
    code,
    course,
    deployments,
    documents,
    gates,
    given,
    going_live,
    hotfixes,
    mails,
    meetings,
    minutes,
    naming,
    problems,
    requests,
    rollback,
    signing,
    staffing,
    workflows,
)
from bot.speech.voice import Voice

ByRelease = (
    r.SigningRefusal
    | r.BlockingRefusal
    | r.DocumentRefusal
    | r.CodeRefusal
    | r.BugRefusal
    | r.GateRefusal
    | r.DeploymentRefusal
    | r.RequestRefusal
    | r.HotfixRefusal
    | r.GoLiveRefusal
    | r.ProblemRefusal
    | r.RollbackRefusal
    | r.MeetingRefusal
    | r.MinutesRefusal
    | r.MailRefusal
    | r.WorkflowRefusal
)


def refusal(voice: Voice, release: Release | None, refused: r.Refused, plan: Plan | None = None) -> str:
    """The refusal for a person. `plan`: the one that was to be started, where there is no release yet."""
    started = release.plan if release else plan
    if isinstance(refused, r.NamingRefusal):
        return naming.refusal(voice, release, refused)
    if isinstance(refused, r.StaffingRefusal):
        return staffing.refusal(voice, release, refused, started)
    if isinstance(refused, r.CourseRefusal):
        return course.refusal(voice, release, refused, started)
    return _by(voice, given(release, refused), refused)


def _by(voice: Voice, release: Release, refused: ByRelease) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a subject
    if isinstance(refused, r.SigningRefusal):
        return signing.refusal(voice, release, refused)
    if isinstance(refused, r.BlockingRefusal):
        return blocking.refusal(voice, release, refused)
    if isinstance(refused, r.DocumentRefusal):
        return documents.refusal(voice, release, refused)
    if isinstance(refused, r.CodeRefusal):
        return code.refusal(voice, release, refused)
    if isinstance(refused, r.BugRefusal):
        return bugs.refusal(voice, release, refused)
    if isinstance(refused, r.GateRefusal):
        return gates.refusal(voice, release, refused)
    if isinstance(refused, r.DeploymentRefusal):
        return deployments.refusal(voice, release, refused)
    if isinstance(refused, r.RequestRefusal):
        return requests.refusal(voice, release, refused)
    if isinstance(refused, r.HotfixRefusal):
        return hotfixes.refusal(voice, release, refused)
    if isinstance(refused, r.GoLiveRefusal):
        return going_live.refusal(voice, release, refused)
    if isinstance(refused, r.ProblemRefusal):
        return problems.refusal(voice, release, refused)
    if isinstance(refused, r.RollbackRefusal):
        return rollback.refusal(voice, release, refused)
    if isinstance(refused, r.MeetingRefusal):
        return meetings.refusal(voice, release, refused)
    if isinstance(refused, r.MinutesRefusal):
        return minutes.refusal(voice, release, refused)
    if isinstance(refused, r.MailRefusal):
        return mails.refusal(voice, release, refused)
    if isinstance(refused, r.WorkflowRefusal):
        return workflows.refusal(voice, release, refused)
    assert_never(refused)
