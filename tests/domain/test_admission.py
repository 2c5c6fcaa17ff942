"""When a release listens to each kind of command: from strangers, after its end, in a pause."""

from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, get_args

import pytest

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.rules.admission import admission
from bot.domain.state.release import Release, State
from tests.domain.harbour import shipped
from tests.domain.story import actor, asked

STORY = shipped("db").and_given(asked(c.OpenHotfix("db", "fix", "it leaks"), by="mia"))
RELEASE = STORY.release
PLANNED, OF_HOTFIX = "ship/crane", "H1-fix"


@dataclass(frozen=True)
class Heard:
    """`strangers`: from whoever takes no part, too. `afterwards`: once it has ended so. `pause`: of what in one."""

    command: type[c.Command]
    strangers: bool = False
    afterwards: tuple[State, ...] = ()
    pause: str = "everything"


ENDED: tuple[State, ...] = ("aborted", "finished")
HEARD = (
    Heard(c.Sign, pause="hotfixes"),
    Heard(c.Fail),
    Heard(c.Withdraw, pause="hotfixes"),
    Heard(c.TakeBackReaction, afterwards=ENDED),
    Heard(c.Watch, pause="hotfixes"),
    Heard(c.Note),
    Heard(c.Unsay),
    Heard(c.Block, pause="hotfixes"),
    Heard(c.Unblock, pause="hotfixes"),
    Heard(c.Waive, pause="hotfixes"),
    Heard(c.Assign, afterwards=("aborted",)),
    Heard(c.NameStandIn, afterwards=("aborted",)),
    Heard(c.EndStandIn, afterwards=("aborted",)),
    Heard(c.Link, strangers=True, afterwards=("aborted",)),
    Heard(c.TellAccount, strangers=True, afterwards=("aborted",)),
    Heard(c.Pause, pause="nothing"),
    Heard(c.Resume),
    Heard(c.Abort),
    Heard(c.Reschedule),
    Heard(c.Tick, strangers=True),
    Heard(c.Write),
    Heard(c.SendBack, pause="hotfixes"),
    Heard(c.SubmitCode),
    Heard(c.AttachScript),
    Heard(c.RemoveScript),
    Heard(c.ReportBug, afterwards=ENDED),
    Heard(c.FixBug, afterwards=ENDED),
    Heard(c.VerifyBug, afterwards=ENDED),
    Heard(c.ReopenBug, afterwards=ENDED),
    Heard(c.DeferBug, afterwards=ENDED),
    Heard(c.GradeBug, afterwards=ENDED),
    Heard(c.CarryBugs),
    Heard(c.HearTracker, strangers=True),
    Heard(c.LoseTracker, strangers=True),
    Heard(c.Deploy, afterwards=ENDED),
    Heard(c.TellDeployment, afterwards=ENDED),
    Heard(c.Request),
    Heard(c.Answer),
    Heard(c.OpenHotfix),
    Heard(c.CarryOn),
    Heard(c.AbandonHotfix),
    Heard(c.CompareHotfix),
    Heard(c.OrderDeployment, pause="hotfixes"),
    Heard(c.StartRun, strangers=True, afterwards=ENDED),
    Heard(c.DoubtRun, strangers=True, afterwards=ENDED),
    Heard(c.EndRun, strangers=True, afterwards=ENDED),
    Heard(c.RecordPrevious, afterwards=ENDED),
    Heard(c.AttachRollback),
    Heard(c.ReviewScript),
    Heard(c.RecordBackup),
    Heard(c.Override),
    Heard(c.GoOn),
    Heard(c.RollBack, afterwards=("aborted",)),
    Heard(c.CallMeeting),
    Heard(c.CancelMeeting),
    Heard(c.Attend),
    Heard(c.TakeBackAttendance),
    Heard(c.CloseMeeting),
    Heard(c.TakeMinute),
    Heard(c.StrikeMinute),
    Heard(c.AgreeToMinutes),
    Heard(c.ObjectToMinutes),
    Heard(c.ConfirmMail, strangers=True, afterwards=ENDED),
    Heard(c.ReturnMail, strangers=True, afterwards=ENDED),
    Heard(c.ReceiveReply, afterwards=ENDED),
    Heard(c.ReceiveAttendance, afterwards=ENDED),
    Heard(c.ReceiveUnclear, strangers=True, afterwards=ENDED),
    Heard(c.TurnWatch, strangers=True),
    Heard(c.SumUpWatch, strangers=True),
    Heard(c.HearAlerts, strangers=True),
    Heard(c.LoseChannel, strangers=True, afterwards=ENDED),
    Heard(c.RegainChannel, strangers=True, afterwards=ENDED),
    Heard(c.Retry, afterwards=ENDED),
    Heard(c.AskReport, afterwards=ENDED),
    Heard(c.WaitFor, strangers=True, afterwards=ENDED),
)

of_every_command = pytest.mark.parametrize("heard", HEARD, ids=lambda heard: heard.command.__name__)


def _asked(heard: Heard, release: Release, by: str = "mia", item: str = PLANNED) -> r.Refused | None:
    """Whether the release listens to it at all; what else a command says does not matter for that."""
    needed = (each.name for each in fields(heard.command) if each.default is MISSING)
    said: dict[str, Any] = {name: item if name == "item" else "" for name in needed}
    return admission(release, heard.command(**said), actor(by))


def every_command_is_asked_here() -> None:
    assert [heard.command for heard in HEARD] == list(get_args(c.Command))


@of_every_command
def whoever_takes_part_is_heard_while_the_release_runs(heard: Heard) -> None:
    assert _asked(heard, RELEASE) is None


@of_every_command
def a_stranger_is_not_heard_but_for_what_is_nobodys_wish(heard: Heard) -> None:
    assert _asked(heard, RELEASE, by="") == (None if heard.strangers else r.Stranger())


@pytest.mark.parametrize("state", ["finished", "aborted"])
@of_every_command
def a_release_that_has_ended_hears_only_of_what_it_left_under_way(heard: Heard, state: State) -> None:
    ended = replace(RELEASE, state=state)
    assert _asked(heard, ended) == (None if state in heard.afterwards else r.NotRunning(ended.state))


@of_every_command
def a_pause_halts_what_the_plan_asks_for(heard: Heard) -> None:
    paused = replace(RELEASE, state="paused")
    assert _asked(heard, paused) == (None if heard.pause == "everything" else r.NotRunning("paused"))
    assert _asked(heard, paused, item=OF_HOTFIX) == (None if heard.pause != "nothing" else r.NotRunning("paused"))
