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
)
from bot.speech.voice import Voice

ByRelease = (
    signing.SigningRefusal
    | blocking.BlockingRefusal
    | documents.DocumentRefusal
    | code.CodeRefusal
    | bugs.BugRefusal
    | gates.GateRefusal
    | deployments.DeploymentRefusal
    | requests.RequestRefusal
    | hotfixes.HotfixRefusal
    | going_live.GoLiveRefusal
    | problems.ProblemRefusal
    | rollback.RollbackRefusal
    | meetings.MeetingRefusal
    | minutes.MinutesRefusal
    | r.MailRefusal
)


def refusal(voice: Voice, release: Release | None, refused: r.Refused, plan: Plan | None = None) -> str:
    """The refusal for a person. `plan`: the one that was to be started, where there is no release yet."""
    started = release.plan if release else plan
    if isinstance(refused, naming.NamingRefusal):
        return naming.refusal(voice, release, refused)
    if isinstance(refused, staffing.StaffingRefusal):
        return staffing.refusal(voice, release, refused, started)
    if isinstance(refused, course.CourseRefusal):
        return course.refusal(voice, release, refused, started)
    return _by(voice, given(release, refused), refused)


def _by(voice: Voice, release: Release, refused: ByRelease) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a subject
    if isinstance(refused, signing.SigningRefusal):
        return signing.refusal(voice, release, refused)
    if isinstance(refused, blocking.BlockingRefusal):
        return blocking.refusal(voice, release, refused)
    if isinstance(refused, documents.DocumentRefusal):
        return documents.refusal(voice, release, refused)
    if isinstance(refused, code.CodeRefusal):
        return code.refusal(voice, release, refused)
    if isinstance(refused, bugs.BugRefusal):
        return bugs.refusal(voice, release, refused)
    if isinstance(refused, gates.GateRefusal):
        return gates.refusal(voice, release, refused)
    if isinstance(refused, deployments.DeploymentRefusal):
        return deployments.refusal(voice, release, refused)
    if isinstance(refused, requests.RequestRefusal):
        return requests.refusal(voice, release, refused)
    if isinstance(refused, hotfixes.HotfixRefusal):
        return hotfixes.refusal(voice, release, refused)
    if isinstance(refused, going_live.GoLiveRefusal):
        return going_live.refusal(voice, release, refused)
    if isinstance(refused, problems.ProblemRefusal):
        return problems.refusal(voice, release, refused)
    if isinstance(refused, rollback.RollbackRefusal):
        return rollback.refusal(voice, release, refused)
    if isinstance(refused, meetings.MeetingRefusal):
        return meetings.refusal(voice, release, refused)
    if isinstance(refused, minutes.MinutesRefusal):
        return minutes.refusal(voice, release, refused)
    if isinstance(refused, r.MailRefusal):
        return mails.refusal(voice, release, refused)
    assert_never(refused)
