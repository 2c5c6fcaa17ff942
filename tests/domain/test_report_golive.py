"""The report of a go-live: its meeting, its packets and runs, what failed, what was decided, what was taken back."""

from datetime import timedelta

from bot.domain import commands as c
from bot.domain.plan import Language
from bot.domain.report import Report, report
from bot.domain.state.going_live import Previous
from bot.out.report.markdown import markdown
from bot.speech.report import page
from tests.domain.council import AT, called, closed, coming, council
from tests.domain.harbour import BACK, COMMIT, LIVE, OLD, SCRIPT, SYSTEMS, harbour, operator, ready
from tests.domain.launch import launch
from tests.domain.story import HOUR, MINUTE, Story, asked, given, settled, up_to


def told(story: Story) -> Report:
    return report(story.history, story.now)


def shown(story: Story, language: Language = "en") -> str:
    return markdown(page(told(story), language))


def next_minute(story: Story, command: c.Command, by: str) -> Story:
    return story.later(MINUTE).and_given(asked(command, by=by))


def went_back() -> Story:
    """With a packet; the gate fails, the lead goes on, it fails again, and all of it is taken back."""
    story = ready(harbour(platforms=False))
    story = next_minute(story, c.AttachScript("db", "v7.sql", SCRIPT, "https://git.example/v7.sql"), "dora")
    story = next_minute(story, c.AttachRollback("db", "v7.sql", BACK), "dora")
    story = next_minute(story, c.ReviewScript("db", "v7.sql"), "olaf")
    story = next_minute(story, c.RecordBackup("db", "rds-1"), "dora")
    for key in ("db", "crane"):
        story = next_minute(story, c.Deploy(f"ship/{key}", "", COMMIT), operator(key))
    story = next_minute(story, c.Deploy("ship/gate", failed="disk full"), "olaf")
    story = story.strikes(story.now + HOUR / 2)
    story = next_minute(story, c.GoOn(story.now + HOUR, "a disk comes"), "lena")
    story = next_minute(story, c.Deploy("ship/gate", failed="disk full again"), "olaf")
    story = next_minute(story, c.RollBack("orders are lost"), "lena")
    for step, system in story.release.rollbacks["RB1"].items:
        story = next_minute(story, c.Sign(step, "the old one runs"), operator(system))
    return story


def met() -> Story:
    """tina, olaf and dora come, sven does not; a decision, an action, a risk and a line that was struck."""
    story = given(council(), settled("tested"), called(), *coming("tina", "olaf", "dora"))
    story = story.later(AT - story.now).and_given(
        asked(c.Attend(coming=False), by="pia"),
        asked(c.TakeMinute("decision", "we ship on Tuesday"), by="dora"),
        asked(c.TakeMinute("action", "clear the disk", "olaf", AT + timedelta(days=1)), by="dora"),
        asked(c.TakeMinute("risk", "the disk may be slow"), by="tina"),
        asked(c.TakeMinute("note", "wrong room"), by="dora"),
        asked(c.StrikeMinute(4, "a slip"), by="dora"),
        closed(),
    )
    return next_minute(story, c.ObjectToMinutes("the risk is worse"), "tina")


def what_failed_what_was_decided_and_the_way_back_are_told_in_their_order() -> None:
    found = told(went_back()).golive.incidents
    assert [(each.what, each.system, each.person) for each in found] == [
        ("failed", "gate", "olaf"), ("asked", "", ""), ("went-on", "", "lena"), ("failed", "gate", "olaf"),
        ("rollback", "", "lena"), ("taken-back", "gate", "olaf"), ("taken-back", "crane", "olaf"),
        ("taken-back", "db", "dora"),
    ]  # fmt: skip
    assert [each.words for each in found if each.words] == [
        "disk full", "a disk comes", "disk full again", "orders are lost", *["the old one runs"] * 3,
    ]  # fmt: skip
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert found[2].until == found[2].at + HOUR - MINUTE


def what_ran_before_and_the_packet_are_told_system_by_system() -> None:
    found = told(went_back()).golive
    assert [(system, environment) for system, environment, _ in found.before] == [(key, LIVE) for key in SYSTEMS]
    assert found.before[1][2] == Previous("old", OLD)
    (packet,) = found.packets
    (script,) = packet.scripts
    assert (packet.system, packet.backups, script.readers, script.rollback) == ("db", ("rds-1",), ("olaf",), BACK)


def the_first_deployment_tells_what_is_on_record_to_have_run_before_it() -> None:
    live = {each.deployment.system: each.before for each in reversed(told(went_back()).deployments)}
    assert live["crane"] == Previous("old", OLD)


def every_backup_is_told_and_not_the_last_alone() -> None:
    story = next_minute(went_back(), c.RecordBackup("db", "rds-2"), "dora")
    (packet,) = told(story).golive.packets
    assert packet.backups == ("rds-1", "rds-2")


def a_signature_that_a_rollback_ended_says_so() -> None:
    (ended,) = (each.ended for each in told(went_back()).signatures if each.item == "ship/db")
    assert ended
    assert (ended.why, ended.words) == ("rolled-back", "RB1")
    assert "taken back by RB1" in shown(went_back())


def an_override_stays_visible() -> None:
    early = ready(harbour(platforms=False))
    early = early.strikes(early.release.go_live - 5 * HOUR)
    story = early.and_given(asked(c.Override("ship/db", "the port is closed today"), by="lena"))
    (found,) = (each for each in told(story).exceptions if each.kind == "override")
    assert (found.item, found.person, found.reason) == ("ship/db", "lena", "the port is closed today")
    assert "let go live outside of its window" in shown(story)


def a_run_of_a_platform_is_told_with_what_became_of_it() -> None:
    story = next_minute(ready(), c.Deploy("ship/db", "", COMMIT), "dora")
    story = next_minute(story, c.OrderDeployment("ship/gate", "robot", "", COMMIT), "olaf")
    story = story.and_given(asked(c.StartRun("D1", "77", "https://ci.example/77"), by=""))
    story = story.later(MINUTE).and_given(asked(c.EndRun("D1", "disk full"), by=""))
    assert [(run.id, run.state, run.failed) for run in told(story).golive.runs] == [("D1", "failed", "disk full")]
    assert "[77](<https://ci.example/77>)" in shown(story)
    assert "``" not in shown(story)


def the_minutes_are_told_with_what_became_of_each_line() -> None:
    story = met()
    text = shown(story)
    for words in ("we ship on Tuesday", "clear the disk", "struck: a slip", "the risk is worse", "Tina, Olaf, Dora"):
        assert words in text, words
    (action,) = (minute for minute in story.release.meeting.minutes if minute.taken == "action")  # type: ignore[union-attr]
    assert action.item
    assert f"{action.item}: to be signed" in text


def an_objection_stays_when_the_minutes_have_been_corrected() -> None:
    story = next_minute(met(), c.TakeMinute("risk", "the disk is full"), "dora")
    assert not story.release.meeting.objections  # type: ignore[union-attr]
    (objection,) = told(story).meeting.objections  # type: ignore[union-attr]
    assert (objection.by, objection.reason) == ("tina", "the risk is worse")
    assert "the risk is worse" in shown(story)


def a_release_without_a_meeting_or_a_go_live_has_no_such_sections() -> None:
    sections = {section.key for section in page(told(met()), "en").sections}
    assert "meeting" in sections
    assert "golive" not in sections
    assert "meeting" not in {section.key for section in page(told(went_back()), "en").sections}


def what_was_due_after_go_live_is_told_with_who_said_what() -> None:
    story = given(launch(), up_to("4b"))
    story = story.strikes(story.release.go_live + 20 * MINUTE)
    story = story.and_given(asked(c.Sign("4b", "all green"), by="olaf"))
    found = {each.item: each for each in told(story).golive.check_ins}
    due = story.release.go_live + 15 * MINUTE
    assert (found["4b"].due, found["4b"].at, found["4b"].person, found["4b"].words) == (
        due,
        story.now,
        "olaf",
        "all green",
    )
    assert (found["4c"].at, found["4c"].person) == (None, "")
    assert "all green" in shown(story)
