"""What the channel and a person see of the deployment meeting, what may be pressed, and when it is no longer true."""

from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.plan.moments import Calendar
from bot.domain.state.release import Release
from bot.record import owing
from bot.record.outcome import Done
from bot.slack.pictures import meetings
from bot.slack.pictures.answers import no
from bot.slack.pictures.picture import Picture
from bot.speech.answers import answer
from bot.speech.log import line
from bot.speech.voice import Voice
from bot.talk import reactions
from tests.domain.council import AT, GO_LIVE, MARK, UNTIL, begun, coming, council, held, meeting
from tests.domain.plans import bakery
from tests.domain.story import HOUR, Story, asked, given, settled

EN, ZH = Voice("en"), Voice("zh-CN")
RISK = asked(c.TakeMinute("risk", "<!channel> the disk fills"), by="tina")


def pressed(picture: Picture) -> list[str]:
    return [each["value"] for block in picture.blocks for each in block.get("elements", ()) if "value" in each]


def told(notice: n.Notice, story: Story, voice: Voice = EN) -> Picture:
    return meetings.render(voice, story.release, notice)  # type: ignore[arg-type]


def said(story: Story, actor: str, voice: Voice = EN) -> str:
    assert isinstance(story.decision, tuple)
    return answer(voice, Done(story.before, story.decision, story.release), actor)


def the_message_in_the_channel_says_when_where_and_who_comes() -> None:
    picture = told(n.Gathering(), meeting(*coming("tina"), asked(c.Attend(coming=False), by="pia")))
    for words in (
        "2026-08-25 13:00 (Europe/Berlin), until 14:00, room 7",
        "✅ Coming (1): Tina",
        "❌ Not coming (1): Pia",
    ):
        assert words in picture.text
    assert "<!date^" in picture.text
    assert pressed(picture) == ["meeting yes in council-1", "meeting no in council-1"]


def the_agenda_names_people_order_scripts_way_back_risks_and_waivers() -> None:
    attached = asked(c.AttachScript("web", "add.sql", "a" * 64, ""), by="olaf")
    before = asked(c.RecordPrevious("web", "live", "main", "1234567"), by="olaf")
    waived = asked(c.Waive("live/api", "no change"), by="lena")
    text = told(n.Gathering(), meeting(RISK, attached, before, waived)).text
    for words in (
        "web: developer (Dora), tester (Tina)",
        "2. web main, after api",
        "web: add.sql, SHA-256 aaaaaaaaaaaa",
        "⚠️ web: add.sql has no rollback script yet",
        "1. web, production: back to main@1234567",
        "⚠️ nobody has said yet what ran before",
        "1. &lt;!channel&gt; the disk fills",
        "Lena, “no change”",
    ):
        assert words in text


def an_invitation_is_live_until_it_is_moved_and_shows_what_was_answered() -> None:
    first = n.Invitation(person="tina", sequence=0)
    assert pressed(told(first, meeting())) == ["meeting yes in council-1", "meeting no in council-1"]
    assert pressed(told(first, meeting(*coming("tina")))) == ["meeting no in council-1"]
    moved = meeting(asked(c.CallMeeting(AT + HOUR), by="dora"))
    assert not told(first, moved).live
    assert told(n.Invitation(person="tina", sequence=1), moved).live


def whoever_is_invited_no_more_reads_so_where_they_were_invited() -> None:
    story = meeting().when(c.Assign("product", ("sven",)), by="lena")
    picture = told(n.Invitation(person="pia", sequence=0), story)
    assert picture.text.startswith("You need not come to the deployment meeting, 2026-08-25 13:00")
    assert (picture.live, pressed(picture)) == (False, [])
    assert told(n.Invitation(person="sven", sequence=0), story).live
    for words in ("Invited to the deployment meeting, too: Sven.", "No longer invited to the deployment meeting: Pia."):
        assert words in said(story, "lena")


def a_meeting_that_go_live_overtakes_is_told_with_the_line_that_moves_it() -> None:
    story = meeting().when(c.Reschedule(AT - HOUR, Calendar()), by="lena")
    words = "The deployment meeting, 2026-08-25 13:00 (Europe/Berlin), until 14:00, room 7, comes after go-live"
    late = n.MeetingTooLate(person="dora")
    for shown in (told(late, story).text, said(story, "lena")):
        assert words in shown
        assert "`/release meeting at WHEN in ROOM`" in shown
    moved = story.when(c.CallMeeting(AT - 2 * HOUR), by="dora")
    assert told(late, moved).text == "The deployment meeting comes before go-live, or is over."


def a_cancelled_meeting_says_why_and_asks_nobody() -> None:
    story = meeting(asked(c.CancelMeeting("the oven broke"), by="dora"))
    for notice in (n.Gathering(), n.Invitation(person="tina", sequence=0)):
        picture = told(notice, story)
        assert "the oven broke" in picture.text
        assert (picture.live, pressed(picture)) == (False, [])


def the_minutes_are_agreed_to_or_objected_to_by_a_button_until_a_newer_version_is_there() -> None:
    story, notice = held(RISK), n.MinutesToRead(person="tina", version=1)
    assert pressed(told(notice, story)) == ["minutes agree in council-1", "minutes object in council-1"]
    assert not told(notice, story.when(c.AgreeToMinutes(), by="tina")).live
    assert not told(notice, story.when(c.StrikeMinute(1, "mended"), by="olaf")).live


def the_minutes_in_the_channel_say_how_they_stand() -> None:
    story = held(RISK)
    assert "0 of 3 who were there agree" in told(n.MinutesPost(), story).text
    objected = story.when(c.ObjectToMinutes("not so"), by="olaf")
    assert "Held by the objection of Olaf." in told(n.MinutesPost(), objected).text
    assert "“not so”" in told(n.Objection(person="dora", by="olaf", version=1), objected).text
    assert "They stand since" in told(n.MinutesPost(), story.strikes(story.now + 4 * HOUR)).text
    assert "late" in told(n.MinutesPost(late=True), story).text


@pytest.mark.parametrize("voice", [EN, ZH])
def every_message_about_the_meeting_speaks_both_languages(voice: Voice) -> None:
    story = held(RISK)
    for notice in (n.Gathering(), n.Invitation(person="tina", sequence=0), n.MinutesPost()):
        text = meetings.render(voice, story.release, notice).text
        assert ("会议" in text) == (voice is ZH)


def what_the_meeting_shows_is_painted_anew_when_it_changes() -> None:
    story = meeting().when(c.Attend(coming=True), by="tina")
    (post,) = owing.messages(story.told, story.release, story.now)
    assert post.key == "council-1:meeting"
    assert post.kind in owing.KEPT


def an_emoji_on_the_meeting_answers_and_its_removal_takes_the_answer_back() -> None:
    assert reactions.attending("sign", MARK, present=True) == c.Attend(coming=True, message=MARK)
    assert reactions.attending("block", MARK, present=False) == c.TakeBackAttendance(coming=False, message=MARK)


def a_person_who_acts_is_answered() -> None:
    call = given(council(), settled("tested")).when(c.CallMeeting(AT, "room 7"), by="dora")
    assert "5 people are invited" in said(call, "dora")
    late = meeting().when(c.Assign("product", ("sven",)), by="lena")
    assert "Invited to the deployment meeting, too: Sven." in said(late, "lena")
    action = meeting().when(c.TakeMinute("action", "clear it", "olaf", UNTIL), by="tina")
    assert said(action, "tina") == "Taken down, action 1. Olaf, until 2026-08-25 14:00 (Europe/Berlin): clear it."
    closed = begun(*coming("tina", "olaf")).when(c.CloseMeeting(), by="dora")
    assert said(closed, "dora").startswith("The meeting is closed. Version 1 of the minutes is posted")
    assert said(closed, "dora", ZH).startswith("会议已结束。纪要第 1 版已发布")


def every_event_of_a_meeting_has_its_line_in_the_record() -> None:
    story = held(RISK).when(c.StrikeMinute(1, "mended"), by="olaf").when(c.ObjectToMinutes("not so"), by="tina")
    told = {type(event) for event in story.and_given(asked(c.AgreeToMinutes(), by="tina")).history}
    assert {e.MeetingCalled, e.AttendanceAnswered, e.MinuteTaken, e.MeetingClosed, e.MinutesPosted} <= told
    lines = [line(Voice("en", "plain"), story.release, event) for event in story.history]
    assert any("Olaf: struck 1 from the minutes: “mended”" in each for each in lines)
    assert any("Tina: objected to version 2 of the minutes: “not so”" in each for each in lines)


SETTLED = held().strikes(held().now + 4 * HOUR)
REFUSED: list[tuple[Story, str]] = [
    (meeting().when(c.Attend(coming=True), by="sven"), "You are not invited"),
    (meeting().when(c.CloseMeeting(), by="dora"), "nobody is there as tester (Tina), operations (Olaf)"),
    (
        meeting(*coming("tina", "olaf")).when(c.CloseMeeting(), by="dora"),
        "The meeting has not begun; it begins <!date^",
    ),
    (held().when(c.AgreeToMinutes(), by="pia"), "Tina, Olaf, Dora"),
    (held().when(c.StrikeMinute(7, "a slip"), by="tina"), "The minutes have no 7"),
    (held().signs("minutes", by="dora"), "wait for Tina, Olaf, Dora"),
    (meeting().when(c.AgreeToMinutes(), by="tina"), "are not posted yet"),
    (given(council(), settled("tested")).signs("call", by="dora"), "`/release done call WHEN in ROOM`"),
    (given(council(), settled("tested")).when(c.CloseMeeting(), by="dora"), "No meeting is called"),
    (given(council(), settled("tested")).when(c.CallMeeting(AT, until=AT), by="dora"), "before it begins"),
    (meeting().when(c.CallMeeting(meeting().release.go_live), by="dora"), "after go-live at"),
    (given(council(), settled("tested")).when(c.CallMeeting(AT - 99 * 24 * HOUR), by="dora"), "a later time"),
    (meeting().when(c.CallMeeting(GO_LIVE), by="dora"), "a lead moves go-live first: `/release reschedule to WHEN`"),
    (meeting().when(c.TakeMinute("risk", ""), by="tina"), "What is said for the minutes?"),
    (held().when(c.CloseMeeting(), by="dora"), "The meeting is closed."),
    (meeting().signs("hold", by="dora"), "nobody is there as tester (Tina), operations (Olaf)"),
    (held().and_given(asked(c.AgreeToMinutes(), by="tina")).when(c.AgreeToMinutes(), by="tina"), "already"),
    (SETTLED.when(c.AgreeToMinutes(), by="tina"), "A correction makes a new version"),
    (given(bakery()).when(c.CloseMeeting(), by="lena"), "This plan has no deployment meeting."),
]


@pytest.mark.parametrize(("story", "words"), REFUSED)
def every_refusal_says_what_to_do(story: Story, words: str) -> None:
    assert not isinstance(story.decision, tuple)
    assert words in no(EN, story.release, story.decision, council()).text
    assert (
        no(ZH, story.release, story.decision, council()).text != no(EN, story.release, story.decision, council()).text
    )


def every_kind_of_refusal_about_the_meeting_is_worded() -> None:
    assert set(get_args(r.MeetingRefusal | r.MinutesRefusal)) <= {type(story.decision) for story, _ in REFUSED}


def somebody_asking() -> Release:
    return given(council()).release


def a_meeting_that_is_not_called_shows_its_agenda_and_who_calls_it() -> None:
    text = meetings.shown(EN, somebody_asking(), of_minutes=False).text
    assert "Dora can call it: `/release meeting at WHEN in ROOM`" in text
    assert "2. web main, after api" in text
