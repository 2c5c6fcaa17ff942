"""The minutes of the deployment meeting (3a-3, 3a-4): taken down, posted, agreed, objected to, corrected, settled."""

from datetime import timedelta

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.notices import minutes as minutes_notices
from bot.domain.reading.minutes import agenda, minutes
from bot.domain.reading.reminding import next_due
from tests.domain.council import AT, INVITED, UNTIL, begun, coming, held, meeting
from tests.domain.story import HOUR, MINUTE, Story, asked, waived

OVER = timedelta(hours=4)


def the_minutes_are_posted_at_the_planned_end_by_the_clock_and_once() -> None:
    story = begun()
    assert next_due(story.release, story.now) == UNTIL
    assert story.strikes(UNTIL - MINUTE).events == ()
    story = story.strikes(UNTIL).then_events(e.MinutesPosted)
    story.then_told(minutes_notices.MinutesPost(), minutes_notices.MinutesCanvas())
    assert story.strikes(UNTIL + MINUTE).events == ()
    assert story.strikes(UNTIL + HOUR).release.meeting == story.release.meeting
    begun().strikes(UNTIL + HOUR).then_told(minutes_notices.MinutesPost(late=True), minutes_notices.MinutesCanvas())


def a_meeting_moved_after_its_planned_end_gets_minutes_at_its_new_end() -> None:
    story = begun().strikes(UNTIL).when(c.CallMeeting(UNTIL + HOUR), by="dora").strikes(UNTIL + HOUR)
    story = story.strikes(UNTIL + 2 * HOUR).then_events(e.MinutesPosted)
    assert story.release.meeting is not None
    assert story.release.meeting.version == 2


def a_cancelled_meeting_has_no_minutes() -> None:
    assert meeting(asked(c.CancelMeeting("ill"), by="dora")).strikes(UNTIL).events == ()


def when_a_meeting_is_on_whoever_is_invited_takes_down_what_was_said() -> None:
    meeting().when(c.TakeMinute("decision", "we go"), by="sven").then(r.NotInvited)
    meeting().when(c.TakeMinute("decision", " "), by="tina").then(r.Lacks)
    meeting().when(c.TakeMinute("action", "call them"), by="tina").then(r.Lacks)
    story = meeting().when(c.TakeMinute("risk", "the disk is full"), by="tina").then_events(e.MinuteTaken)
    assert story.told == ()


def every_person_who_was_there_is_asked_to_read_the_minutes_of_a_closed_meeting() -> None:
    story = meeting(*coming("tina", "olaf")).strikes(UNTIL).when(c.CloseMeeting(), by="dora")
    read = {notice.person: notice.version for notice in story.told if isinstance(notice, minutes_notices.MinutesToRead)}
    assert read == {"tina": 2, "olaf": 2}


def an_action_becomes_an_item_that_its_owner_signs_until_its_moment() -> None:
    due = AT + timedelta(days=3)
    story = held(asked(c.TakeMinute("action", "clear the disk", "olaf", due), by="tina"))
    story.then_state("A1", "open").then_may_sign("A1", "olaf")
    assert story.release.due("A1") == due
    story.signs("A1", by="tina").then(r.NotYourRole)
    story.signs("A1", by="olaf").then_state("A1", "done")


def an_action_of_a_correction_becomes_an_item_at_once_and_one_that_was_struck_before_becomes_none() -> None:
    action = c.TakeMinute("action", "clear the disk", "olaf")
    held().when(action, by="tina").then_state("A1", "open").then_may_sign("A1", "olaf")
    struck = held(asked(action, by="tina"), asked(c.StrikeMinute(1, "done already"), by="olaf"))
    assert "A1" not in struck.release.layout.items


def an_item_whose_action_is_struck_is_waived_with_the_reason_unless_it_is_done() -> None:
    action = c.TakeMinute("action", "clear the disk", "olaf")
    story = held().when(action, by="tina").when(c.StrikeMinute(1, "was cleared last week"), by="tina")
    story.then_events(e.MinuteStruck, e.Waived, e.MinutesPosted).then_state("A1", "waived")
    waiver = story.release.records["A1"].waiver
    assert waiver is not None
    assert (waiver.person, waiver.reason) == ("tina", "was cleared last week")
    done = held().when(action, by="tina").signs("A1", by="olaf").when(c.StrikeMinute(1, "said twice"), by="tina")
    done.then_events(e.MinuteStruck, e.MinutesPosted).then_state("A1", "done")


def an_objection_after_the_minutes_stand_is_refused_and_a_correction_is_not() -> None:
    story = held()
    story = story.strikes(story.now + OVER)
    story.when(c.ObjectToMinutes("not so"), by="olaf").then(r.MinutesStand(story.now))
    story.when(c.TakeMinute("note", "olaf disagreed"), by="olaf").then_events(e.MinuteTaken, e.MinutesPosted)


def a_correction_makes_a_new_version_that_is_agreed_anew() -> None:
    story = held(asked(c.TakeMinute("decision", "we go"), by="dora")).and_given(asked(c.AgreeToMinutes(), by="tina"))
    story = story.when(c.StrikeMinute(1, "we do not"), by="olaf").then_events(e.MinuteStruck, e.MinutesPosted)
    known = story.release.meeting
    assert known is not None
    assert (known.version, known.agreed, known.standing_minutes) == (2, frozenset(), ())
    story.when(c.StrikeMinute(1, "twice"), by="olaf").then(r.NoSuchMinute(1, ()))


def what_the_release_learns_later_is_not_in_minutes_that_were_agreed_to() -> None:
    story = held()
    known = story.release.meeting
    assert known is not None
    before = minutes(story.release, known)
    later = story.and_given(waived(story.release.layout.of_step["live"][0])).release
    assert agenda(later) != before.agenda
    assert minutes(later, known) == before


def the_minutes_are_not_edited_agreed_or_objected_to_by_somebody_who_was_not_there() -> None:
    was_there = r.WasNotThere(("tina", "olaf", "dora"))
    for command in (
        c.TakeMinute("decision", "we wait"),
        c.StrikeMinute(1, "wrong"),
        c.AgreeToMinutes(),
        c.ObjectToMinutes("wrong"),
    ):
        held().when(command, by="pia").then(was_there)


def the_minutes_that_everybody_there_agrees_to_are_settled_and_mailed() -> None:
    story = held().and_given(asked(c.AgreeToMinutes(), by="tina"), asked(c.AgreeToMinutes(), by="olaf"))
    story.then_state("minutes", "blocked").when(c.AgreeToMinutes(), by="olaf").then(r.AgreedAlready())
    story = story.when(c.AgreeToMinutes(), by="dora").then_events(e.MinutesAgreed, e.MinutesSettled, e.MailOwed)
    mail = list(story.release.mails.values())[-1]
    assert (mail.item, mail.person, mail.to) == ("minutes", "dora", (*INVITED, "lena"))
    story = story.then_state("minutes", "open").signs("minutes", by="dora").then_events(e.Signed)
    story.then_state("minutes", "done")
    assert isinstance(story.when(c.ObjectToMinutes("not so"), by="olaf").decision, r.MinutesStand)


def the_minutes_are_settled_when_the_time_for_objections_is_over() -> None:
    story = held()
    assert next_due(story.release, story.now) == story.now + OVER
    story.strikes(story.now + OVER).then_events(e.MinutesSettled, e.MailOwed)


def the_minutes_are_mailed_in_the_name_of_whoever_signs_them_whoever_agrees_last() -> None:
    readers = ("dora", "tina", "olaf")
    for last in readers:
        agreed = (asked(c.AgreeToMinutes(), by=who) for who in (*(set(readers) - {last}), last))
        assert _sender(held().and_given(*agreed)) == "dora"
    story = held()
    assert _sender(story.strikes(story.now + OVER)) == "dora"
    handed = story.when(c.Assign("chief", ("sven",)), by="lena")
    assert _sender(handed.strikes(story.now + OVER)) == "sven"
    gone = held().when(c.TellAccount("dora", "U-dora", "gone"), by="")
    assert _sender(gone.strikes(story.now + OVER)) == "lena"


def _sender(story: Story) -> str:
    return list(story.release.mails.values())[-1].person


def an_objection_holds_the_minutes_until_who_objected_agrees() -> None:
    held().when(c.ObjectToMinutes(""), by="olaf").then(r.Lacks)
    story = held().when(c.ObjectToMinutes("no risk named"), by="olaf")
    assert story.told == (minutes_notices.Objection(person="dora", by="olaf", version=1),)
    assert story.strikes(story.now + OVER).events == ()
    story.when(c.AgreeToMinutes(), by="olaf").strikes(story.now + OVER).then_events(e.MinutesSettled, e.MailOwed)


def a_correction_of_settled_minutes_is_settled_and_mailed_again() -> None:
    story = held()
    story = story.strikes(story.now + OVER).when(c.TakeMinute("note", "sven joined late"), by="dora")
    story = story.strikes(story.now + OVER).then_events(e.MinutesSettled, e.MailOwed)
    assert [mail.item for mail in story.release.mails.values()] == ["call", "minutes", "minutes"]
