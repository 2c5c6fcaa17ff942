"""The demo's story: what one finds, what guides one, how time is moved on, what a restart keeps and a reset forgets."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.demo.guide import BLOCKED, OPEN, OVERDUE
from bot.demo.script import Says, script
from bot.domain.reading.gates import shut
from sandbox.state.happenings import Happening, StoryTold
from tests.evidence import form, typed
from tests.scenarios.stage import MOBILE
from tests.scenarios.telling import SOON, Telling, copied, telling

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the story was told to its opening, and the demo ended."""
    folder = tmp_path_factory.mktemp("told")
    with telling(folder):
        pass
    return folder


@pytest.fixture(scope="module")
def opening(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telling]:
    """The demo, started again on a copy, only to be looked at."""
    with telling(copied(kept, tmp_path_factory.mktemp("opening") / "demo")) as opened:
        yield opened


@pytest.fixture
def demo(kept: Path, tmp_path: Path) -> Iterator[Telling]:
    """The same, to be played with."""
    with telling(copied(kept, tmp_path / "demo")) as opened:
        yield opened


def the_story_opens_four_working_days_before_go_live_at_three(opening: Telling) -> None:
    now = opening.tale.theatre.now()
    assert opening.release.go_live == datetime(2026, 12, 10, 12, tzinfo=SHANGHAI)
    assert datetime(2026, 12, 4, 15, tzinfo=SHANGHAI) <= now < datetime(2026, 12, 4, 15, tzinfo=SHANGHAI) + SOON


def the_first_phase_is_mostly_signed_with_one_item_overdue_and_one_blocked_for_a_reason(opening: Telling) -> None:
    standings = [opening.release.standing(item) for item in opening.release.layout.phases[0]]
    assert standings.count("done") == 24
    assert opening.release.standing(OVERDUE) == "open"
    assert ("overdue", OVERDUE) in opening.release.reminded
    assert any("已超时" in text and "boying-admin-web" in text for text in opening.texts("fucheng"))
    block = opening.release.records[BLOCKED].block
    assert block is not None
    assert (block.person, "消息队列" in block.reason) == ("fucheng", True)


def every_line_of_the_script_was_taken(opening: Telling) -> None:
    """Each has changed something at its moment; one item is signed by a stand-in, one by an emoji."""
    happened = opening.tale.theatre.records.history(opening.release.id)
    for act in script(opening.frame):
        at = opening.frame.at(act.when)
        taken = [entry for entry in happened if entry.data["by"] == act.who and at <= entry.at < at + SOON]
        assert taken or isinstance(act, Says), act
    signatures = [s for record in opening.release.records.values() for s in record.signatures]
    assert [s.person for s in signatures if s.instead_of == "licuiqi"] == ["chenxiaowen"]
    assert [s.person for s in signatures if s.via == "reaction"] == ["shijiasheng"]


def two_bugs_were_found_one_of_which_is_open_and_keeps_the_gate_shut(opening: Telling) -> None:
    assert [bug.state for bug in opening.release.bugs.values()] == ["open", "verified"]
    assert shut(opening.release, "preheat-standard")
    assert any("满库时初始化脚本超时" in text for text in opening.texts("fanghao", "dm"))


def nobody_was_told_that_the_bot_had_been_away(opening: Telling) -> None:
    for person in opening.release.people:
        assert not [text for text in opening.texts(person, "dm") if "没有在运行" in text]


def a_restart_keeps_what_was_said_and_done_the_time_and_the_place_in_the_guide(kept: Path, tmp_path: Path) -> None:
    folder = copied(kept, tmp_path / "demo")
    with telling(folder) as before:
        before.types("shijiasheng", "/release")
        before.reaches(2)
        before.types("chenxiaowen", f"/release done 1b boying-admin-web {typed(before.house.plan, OVERDUE)}")
        before.person("fanghao").says("队列通了")
        before.asks(ask="skip", to="quarter")
        seen, now = before.texts("fucheng"), before.tale.theatre.now()
    with telling(folder) as after:
        assert after.texts("fucheng") == seen
        assert "队列通了" in seen
        assert after.release.standing(OVERDUE) == "done"
        assert after.told()["step"] == 2
        assert now <= after.tale.theatre.now() < now + SOON
        after.types("fucheng", "/release done 1c boying-user")  # and it goes on
        assert after.release.standing(OPEN) == "done"


def a_quarter_of_an_hour_is_a_quarter_of_an_hour(demo: Telling) -> None:
    before = demo.tale.theatre.now()
    demo.asks(ask="skip", to="quarter")
    passed = demo.tale.theatre.now() - before
    assert timedelta(minutes=15) <= passed < timedelta(minutes=15) + SOON


def the_next_reminder_comes_when_it_is_due_and_is_told_of(demo: Telling) -> None:
    due = demo.tale.theatre.next_due()
    assert due is not None
    assert [skip["at"] for skip in demo.told()["skips"] if skip["to"] == "reminder"] == [int(due.timestamp())]
    unread = len(demo.texts("fucheng", "dm"))
    demo.asks(ask="skip", to="reminder")
    assert due <= demo.tale.theatre.now() < due + SOON
    assert demo.release.reminded["overdue", OPEN] == pytest.approx(due, abs=SOON)
    assert len(demo.texts("fucheng", "dm")) > unread
    assert "付诚" in demo.told()["news"]
    assert "#boying-release" in demo.told()["news"]


def the_meeting_and_go_live_come_with_everything_that_falls_due_before_them_in_its_time(demo: Telling) -> None:
    meeting = demo.release.due("3a-3")
    assert meeting is not None
    demo.asks(ask="skip", to="meeting")
    assert meeting <= demo.tale.theatre.now() < meeting + SOON
    demo.asks(ask="skip", to="go-live")
    assert demo.release.go_live <= demo.tale.theatre.now() < demo.release.go_live + SOON
    late = [text for person in demo.release.people for text in demo.texts(person, "dm") if "没有在运行" in text]
    assert late == []


def a_moment_that_is_past_cannot_be_skipped_to(demo: Telling) -> None:
    demo.asks(ask="skip", to="go-live")
    assert [skip["off"] for skip in demo.told()["skips"] if skip["to"] == "meeting"] == [True]
    with pytest.raises(ValueError, match="后面没有这个时刻：meeting"):
        demo.asks(ask="skip", to="meeting")
    with pytest.raises(ValueError, match="后面没有这个时刻：tomorrow"):
        demo.asks(ask="skip", to="tomorrow")
    with pytest.raises(ValueError, match="reset"):
        demo.asks(ask="dance")


def nobody_else_can_move_time_while_it_leaps(demo: Telling) -> None:
    answers: list[str] = []

    def interferes(happening: Happening) -> None:
        if isinstance(happening, StoryTold) and demo.told()["busy"]:
            try:
                demo.asks(ask="reset")
            except ValueError as refused:
                answers.append(str(refused))

    demo.house.server.workspace.watch(interferes)
    demo.asks(ask="skip", to="quarter")
    assert answers == ["故事正在进行，请等它停下来。"]


def the_guide_goes_on_when_what_it_asks_for_has_really_happened(demo: Telling) -> None:
    told = demo.told()
    assert (told["step"], told["type"], told["go"]["as"]) == (1, "/release", "shijiasheng")
    demo.types("shijiasheng", "/release")
    demo.reaches(2)
    demo.types("shijiasheng", demo.told()["type"])
    demo.reaches(3)

    chen = demo.person(demo.told()["go"]["as"])
    prompt = next(m for m in reversed(chen.dm()) if "boying-admin-web" in m.text and m.blocks)
    opened = chen.clicks(prompt, value=f"done {OVERDUE} in boying-1.0.0")
    assert opened.modal is not None
    demo.told()
    assert not chen.submits(opened.modal, form(demo.house.plan, OVERDUE, opened.modal.blocks)).errors
    demo.reaches(4)

    demo.person(demo.told()["go"]["as"]).reacts("✅", on=demo.card())
    demo.reaches(5)
    assert [s.via for s in demo.release.records[OPEN].signatures] == ["reaction"]
    demo.types(demo.told()["go"]["as"], demo.told()["type"])
    demo.reaches(6)
    demo.asks(ask="skip", to="reminder")
    demo.reaches(7)
    demo.types(demo.told()["go"]["as"], demo.told()["type"])
    demo.reaches(8)
    assert demo.release.holders("business", None) == ("licuiqi",)


def what_happened_already_is_not_asked_for(demo: Telling) -> None:
    demo.types("fucheng", "/release unblock 1c boying-admin 通了")
    demo.types("fucheng", "/release done 1c boying-user")
    demo.types("chenxiaowen", f"/release done 1b boying-admin-web {typed(demo.house.plan, OVERDUE)}")
    demo.types("shijiasheng", "/release 为什么 1c")
    assert demo.told()["step"] == 1
    demo.types("shijiasheng", "/release status")
    demo.reaches(6)


def each_reader_is_guided_in_their_own_language(demo: Telling) -> None:
    demo.house.server.change_user("fucheng", locale="en-GB")
    assert demo.told("fucheng")["line"] == "See where the release stands: as 石稼晟, type /release"
    assert demo.told()["line"] == "看看这次发布走到了哪一步：以石稼晟的身份输入 /release"


def the_demo_of_another_team_s_plan_tells_that_the_release_has_just_begun(tmp_path: Path) -> None:
    with telling(tmp_path, MOBILE) as opened:
        assert opened.release.state == "running"
        assert not any(record.signatures for record in opened.release.records.values())
        lead = opened.house.plan.roles[opened.house.plan.lead].people[0]
        assert opened.told(lead)["step"] == 0
        opened.tale.asked(opened.person(lead).user, {"ask": "skip", "to": "reminder"})
        assert opened.release.reminded


def a_reset_and_what_another_version_kept_begin_the_story_anew(tmp_path: Path) -> None:
    """The shorter story of another team: it is told three times."""
    with telling(tmp_path, MOBILE) as demo:
        lead = demo.house.plan.roles[demo.house.plan.lead].people[0]
        user, opens = demo.person(lead).user, demo.frame.opens
        demo.person(lead).says("this will be forgotten")
        demo.tale.asked(user, {"ask": "skip", "to": "quarter"})
        demo.tale.asked(user, {"ask": "reset"})
        assert "this will be forgotten" not in demo.texts(lead)
        assert opens <= demo.tale.theatre.now() < opens + SOON
        demo.person(lead).says("this, too")
    (tmp_path / "story.json").write_text('{"version": 0}', encoding="utf-8")
    with telling(tmp_path, MOBILE) as another:
        assert "this, too" not in another.texts(lead)
