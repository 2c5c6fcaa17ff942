"""What is said of going live: every event and every refusal, in both languages, with a line that leads on."""

from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.out.show import going_live as going_live_files
from bot.record.outcome import Done
from bot.speech import blocking, lacking, problems, prompts, rollback, status, why
from bot.speech.answers import answer
from bot.speech.log import line
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line
from tests.domain.harbour import BACK, COMMIT, LIVE, OLD, SCRIPT, SYSTEMS, at_go_live, shipped
from tests.domain.story import HOUR, MINUTE, Story, asked

EN, ZH = Voice("en", "plain", "UTC"), Voice("zh-CN", "plain", "UTC")
ROBOT = c.OrderDeployment("ship/gate", "robot", "", COMMIT)


def scripted() -> Story:
    return at_go_live().and_given(asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"))


def ordered() -> Story:
    return shipped("db").and_given(asked(ROBOT, by="olaf"))


def failed() -> Story:
    return shipped("db").and_given(asked(c.Deploy("ship/gate", failed="disk full"), by="olaf"))


TOLD: list[tuple[Story, c.Command, str, str, str]] = [
    (
        at_go_live(), c.RecordPrevious("gate", "", "old", OLD), "olaf",
        "Recorded what gate ran in production before: old@aa11bb2.",
        "记录 gate 在production此前运行的版本：old@aa11bb2。",
    ),
    (
        at_go_live(), c.RecordPrevious("gate", nothing=True), "olaf",
        "Recorded what gate ran in production before: nothing.",
        "记录 gate 在production此前运行的版本：无。",
    ),
    (
        scripted(), c.AttachRollback("db", "v7.sql", BACK), "dora",
        "Added the script that takes v7.sql of db back.", "添加了 db 脚本 v7.sql 的回滚脚本。",
    ),
    (
        scripted(), c.ReviewScript("db", "v7.sql"), "olaf",
        "Read v7.sql of db as the second pair of eyes.", "复核了 db 的脚本 v7.sql。",
    ),
    (
        scripted(), c.RecordBackup("db", "rds-1"), "dora",
        "Recorded the backup of db: rds-1.", "记录了 db 的备份：rds-1。",
    ),
    (
        shipped("db"), c.Override("ship/gate", "agreed"), "lena",
        "That stays visible in every view and report.", "此事会一直显示在所有页面和报告中。",
    ),
    (
        shipped("db"), c.Override("ship/desk", "agreed"), "lena",
        "Let ship desk (ship) go live outside of its window.", "在上线窗口外上线",
    ),
    (
        shipped("db"), c.Override("ship/gate", "agreed"), "lena",
        "be deployed by hand, or outside of its window.", "手工部署",
    ),
    (
        shipped("db"), c.Override("ship/gate", "agreed", "aa11bb2"), "lena",
        "be deployed as `aa11bb2`, another commit than the tested one.", "aa11bb2",
    ),
    (
        shipped("db"), ROBOT, "olaf",
        "When it has succeeded, it is signed in your name", "部署成功后自动以你的名义签字",
    ),
    (ordered(), c.StartRun("D1", "77"), "", "began D1.", "开始执行 D1"),
    (ordered(), c.DoubtRun("D1", "it cannot be reached"), "", "Nobody can tell how D1 stands", "无法得知 D1 的情况"),
    (failed(), c.GoOn(), "lena", "More time until ", "已延长到 "),
    (
        shipped("db"), c.RollBack("orders are lost"), "lena",
        "RB1 has begun: db, in this order.", "RB1 已开始，依次回滚：db。",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("story", "command", "by", "english", "chinese"), TOLD)
def what_was_done_is_answered_in_both_languages(
    story: Story, command: c.Command, by: str, english: str, chinese: str
) -> None:
    done = story.confirms(command, by=by)
    outcome = Done(story.release, done.events, done.release)
    assert english in answer(EN, outcome, by)
    assert chinese in answer(ZH, outcome, by)


def every_event_of_going_live_stands_in_the_record() -> None:
    started = ordered().and_given(asked(c.StartRun("D1", "77"), by=""), asked(c.DoubtRun("D1", "gone"), by=""))
    ended = started.and_given(asked(c.EndRun("D1", "disk full", "sha256:1"), by=""))
    story = ended.strikes(ended.now + HOUR / 2).and_given(
        asked(c.GoOn(reason="nearly there"), by="lena"),
        asked(c.Override("ship/gate", "agreed"), by="lena"),
        asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"),
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"),
        asked(c.ReviewScript("db", "v7.sql"), by="olaf"),
        asked(c.RecordBackup("db", "rds-1"), by="dora"),
        asked(c.RollBack("orders are lost"), by="lena"),
    )
    known = [event for event in story.history if isinstance(event, e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent)]
    assert {type(event) for event in known} == set(get_args(e.GoLiveEvent | e.ProblemEvent | e.RollbackEvent))
    for voice in (EN, ZH):
        told = [line(voice, story.release, event) for event in known]
        assert len(set(told)) == len(told)
        assert not any("{" in each for each in told)


REFUSED: list[r.GoLiveRefusal | r.ProblemRefusal | r.RollbackRefusal] = [
    r.NoRollbackTarget("ship/gate", "gate"),
    r.NoDigest("ship/crane", "crane", "1.0-SNAPSHOT"),
    r.PacketIncomplete(
        "ship/db", "db", (("v7.sql", "rollback script"), ("v7.sql", "second pair of eyes"), ("", "backup"))
    ),
    r.PacketIncomplete("ship/db", "db", (("", "script"), ("", "backup"))),
    r.OutsideWindow("ship/gate", None, at_go_live().now, ("lena",)),
    r.PreviousKnown("gate", LIVE),
    r.Replaces(c.RecordBackup("db", "rds-4712"), r.Kept("db", "rds-4711")),
    r.GoesBack(c.RollBack("lost"), (), (e.Ran(system="gate", environment=LIVE, branch="old", commit=OLD),)),
    r.NoBackup("db"),
    r.RollingBack("ship/gate", "RB1"),
    r.ScriptShownAnew("db", "v7.sql", "9b1c4e7f"),
    r.AnotherCommit("ship/gate", "aa11bb2", "3f2a91c", ("lena",)),
    r.ByPlatform("ship/gate", "robot", ("lena",)),
    r.NoPlatform("ship/desk"),
    r.OwnScript("v7.sql", ("olaf",)),
    r.OrderedWith("ship/gate", "robot", "after lunch"),
    r.RunIs("D9", "unknown"),
    r.RunIs("D1", "ordered"),
    r.RunIs("D1", "succeeded"),
    r.NothingFailed(),
    r.NoLonger(LIVE, at_go_live().now, at_go_live().now),
    r.NothingDeployed(LIVE),
]


@pytest.mark.parametrize("refused", REFUSED)
def each_refusal_says_what_to_type_next(refused: r.GoLiveRefusal | r.ProblemRefusal | r.RollbackRefusal) -> None:
    release = ordered().release
    for voice in (EN, ZH):
        text = refusal(voice, release, refused)
        lines = [part for part in text.split("`")[1::2] if part.startswith("/release")]
        assert "{" not in text
        assert all(isinstance(parse(each), Line) for each in lines)
        assert lines or isinstance(refused, r.RunIs | r.OwnScript)


def every_kind_of_refusal_is_worded_here() -> None:
    assert {type(refused) for refused in REFUSED} == set(
        get_args(r.GoLiveRefusal | r.ProblemRefusal | r.RollbackRefusal)
    )


def what_gives_a_script_its_way_back_names_the_script() -> None:
    told = lacking.lacking(
        EN, scripted().and_given(asked(c.RecordPrevious("db", nothing=True), by="dora")).release, "ship/db"
    )
    assert "`/release script back db v7.sql SHA256`" in told
    assert "`/release script read db v7.sql`" in told


def what_was_asked_for_here_is_there_is_not_that_all_is_there() -> None:
    assert "3 more things" in lacking.wanted_title(EN, 0, 3)
    assert "另外 3 项" in lacking.wanted_title(ZH, 0, 3)
    assert lacking.wanted_title(EN, 0, 0).startswith("Nothing more is wanted of you now")


def what_an_item_lacks_stands_on_its_own_page() -> None:
    story = at_go_live()
    assert "/release previous db" in "\n".join(why.of_item(EN, story.release, "ship/db", story.now))


def a_problem_its_clock_and_an_override_stay_in_sight() -> None:
    story = failed().later(MINUTE).and_given(asked(c.Override("ship/desk", "the board agreed"), by="lena"))
    told = "\n".join(status.status(EN, story.release, "olaf", story.now, ()))
    assert "⏱️ Problem in production since" in told
    assert "the board agreed" in told
    assert "the board agreed" in blocking.override(EN, story.release, "ship/desk")


def a_bug_found_online_is_told_with_its_clock_and_stands_in_the_question_to_the_lead() -> None:
    story = shipped(*SYSTEMS).when(c.ReportBug("A", "gate", "no ship leaves"), by="tina")
    done = Done(story.before, story.events, story.release)
    until = story.release.problems[LIVE].until
    assert f"until {EN.moment(until)} it is mended and verified" in answer(EN, done, "tina")
    assert "no ship leaves" in problems.decision(EN, story.release, LIVE, until)
    (problem,) = going_live_files.as_json(story.release)["problems"]
    assert (problem["bugs"], problem["failed"]) == (["B1"], [])


def a_way_back_is_told_as_what_it_is_and_never_as_a_deployment() -> None:
    story = shipped("db").and_given(
        asked(c.AttachScript("db", "v7.sql", SCRIPT), by="dora"),
        asked(c.AttachRollback("db", "v7.sql", BACK), by="dora"),
        asked(c.RecordBackup("db", "rds-1"), by="dora"),
    )
    nothing = story.confirms(c.RecordPrevious("db", nothing=True), by="dora")
    for live, english, chinese in (
        (
            nothing,
            "Took db off production, where nothing was before (RB1).",
            "将 db 从production撤下，那里此前没有部署",
        ),
        (story, "Took db in production back to aa11bb2 (RB1).", "将production的 db 回滚到 aa11bb2"),
    ):
        going = live.confirms(c.RollBack("orders are lost"), by="lena")
        asks = prompts.item(EN, going.release, "RB1-db", "dora", going.now)
        assert all(words in asks for words in ("db in production: ", BACK, "rds-1", "orders are lost")), asks
        gone = going.when(c.Sign("RB1-db", "restored"), by="dora")
        outcome = Done(going.release, gone.events, gone.release)
        assert english in answer(EN, outcome, "dora")
        assert chinese in answer(ZH, outcome, "dora")
        (event,) = (each for each in gone.events if isinstance(each, e.Deployed))
        assert "deployed" not in line(EN, gone.release, event)
        lead = rollback.next_steps(EN, gone.release, "RB1")
        assert all(words in lead for words in ("try again", "/release reschedule to", "/release abort"))
        failing = going.when(c.Deploy("RB1-db", failed="no space"), by="dora")
        told_failing = answer(EN, Done(going.release, failing.events, failing.release), "dora")
        assert "Could not take db in production back (RB1). “no space”" in told_failing
        assert "failed to deploy" not in told_failing


def a_rollback_is_a_checklist_in_order() -> None:
    release = _rolled_back()
    steps = list(rollback.steps(EN, release, "RB1"))[1:]
    assert [each.split()[2] for each in steps] == ["desk", "gate", "crane", "db"]
    assert steps[0].startswith("✍️ 1. desk — back to old@aa11bb2")


def _rolled_back() -> Release:
    return shipped(*SYSTEMS).and_given(asked(c.RollBack("orders are lost"), by="lena")).release
