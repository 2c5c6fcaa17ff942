"""The deployment meeting (3a-1, 3a-3): called, moved, answered, closed by those who were there."""

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.notices import mails, meetings, staffing
from bot.domain.plan.moments import Calendar
from bot.domain.reading.standing import empty_roles
from tests.domain.council import AT, GO_LIVE, INVITED, MARK, UNTIL, begun, coming, council, held, meeting
from tests.domain.plans import bakery, boying
from tests.domain.story import HOUR, MINUTE, asked, given, settled


def a_call_signs_its_step_invites_everybody_and_owes_them_a_mail() -> None:
    story = given(council(), settled("tested")).when(c.CallMeeting(AT, "room 7"), by="dora")
    story.then_events(e.MeetingCalled, e.Signed, e.MailOwed).then_state("call", "done")
    known = story.release.meeting
    assert known is not None
    assert (known.at, known.until, known.place, known.invited) == (AT, UNTIL, "room 7", INVITED)
    assert {notice.person for notice in story.told if isinstance(notice, meetings.Invitation)} == set(INVITED)
    assert story.release.mails["M1"].to == INVITED


def a_meeting_is_called_by_who_signs_its_step_and_for_a_time_to_come() -> None:
    story = given(council(), settled("tested"))
    story.when(c.CallMeeting(AT), by="olaf").then(r.NotYourRole)
    story.when(c.CallMeeting(story.now), by="dora").then(r.PastMoment)
    given(council()).when(c.CallMeeting(AT), by="dora").then(r.TooEarly)


def the_step_that_calls_is_signed_by_saying_when_and_where() -> None:
    given(council(), settled("tested")).signs("call", by="dora").then(r.CallsMeeting("call"))
    given(council(), settled("tested")).signs("call", by="olaf").then(r.NotYourRole)


def an_abort_calls_the_meeting_off_in_calendars_too() -> None:
    story = meeting().confirms(c.Abort("no harbour"), by="lena")
    story.then_events(e.MeetingCancelled, e.MailOwed, e.Aborted)
    assert set(story.release.mails[[*story.release.mails][-1]].to) >= set(INVITED)
    held().confirms(c.Abort("no harbour"), by="lena").then_events(e.Aborted)


def a_meeting_does_not_end_before_it_begins() -> None:
    story = given(council(), settled("tested"))
    for until in (AT, AT - HOUR):
        story.when(c.CallMeeting(AT, until=until), by="dora").then(r.EndsTooSoon(AT, until))


def a_step_that_was_taken_back_is_signed_again_by_moving_the_meeting() -> None:
    story = meeting(asked(c.Withdraw("call"), by="dora")).then_state("call", "open")
    story.when(c.CallMeeting(AT + HOUR), by="lena").then_events(e.MeetingMoved, e.MailOwed).then_state("call", "open")
    story = story.when(c.CallMeeting(AT + HOUR), by="dora")
    story.then_events(e.MeetingMoved, e.Signed, e.MailOwed).then_state("call", "done")


def the_step_that_holds_it_is_signed_by_closing_it_however_it_is_signed() -> None:
    everybody = coming("tina", "olaf", "dora")
    closing = begun(*everybody).when(c.CloseMeeting(), by="dora")
    signing = begun(*everybody).signs("hold", by="dora").then_state("hold", "done")
    assert [type(event) for event in signing.events] == [type(event) for event in closing.events]
    assert signing.release.meeting == closing.release.meeting


def the_step_that_holds_it_is_not_signed_while_a_required_role_is_absent() -> None:
    absent = (r.RoleHolders("ops", None, ("olaf",)),)
    meeting(*coming("tina", "dora")).signs("hold", by="dora").then(r.RolesAbsent(absent))
    meeting(*coming("tina", "dora")).signs("hold", by="pia").then(r.NotYourRole)


def whoever_calls_or_closes_it_may_say_that_they_are_on_it() -> None:
    given(council(), settled("tested")).when(c.Watch("call"), by="dora").then_events(e.Watched)
    begun().when(c.Watch("hold"), by="dora").then_events(e.Watched)


def an_emoji_that_closed_the_meeting_takes_back_its_signature_alone() -> None:
    marked = asked(c.Sign("hold", message=MARK), by="dora", via="reaction")
    story = begun(*coming("tina", "olaf", "dora")).and_given(marked).then_state("hold", "done")
    story = story.when(c.TakeBackReaction(MARK, "sign"), by="dora").then_events(e.Withdrawn).then_state("hold", "open")
    assert story.release.meeting is not None
    assert story.release.meeting.state == "closed"
    story.signs("hold", by="dora").then_events(e.Signed).then_state("hold", "done")


def a_meeting_is_not_closed_before_it_has_begun_however_it_is_closed() -> None:
    everybody = meeting(*coming("tina", "olaf", "dora")).later(AT - MINUTE - meeting().now)
    for closing in (c.CloseMeeting(), c.Sign("hold"), c.Sign("hold", message=MARK)):
        everybody.when(closing, by="dora").then(r.MeetingAhead(AT)).then_state("hold", "waiting")
        assert everybody.later(MINUTE).when(closing, by="dora").then_state("hold", "done").events


def a_meeting_that_is_over_early_is_moved_before_it_is_closed() -> None:
    early = AT - HOUR
    story = meeting().when(c.CallMeeting(early), by="dora").and_given(*coming("tina", "olaf", "dora"))
    story.later(early - MINUTE - story.now).when(c.CloseMeeting(), by="dora").then(r.MeetingAhead(early))
    story.later(early - story.now).when(c.CloseMeeting(), by="dora").then_state("hold", "done")


def a_moved_meeting_asks_everybody_anew_and_mails_the_change() -> None:
    story = meeting(*coming("tina")).when(c.CallMeeting(AT + HOUR), by="dora")
    story.then_events(e.MeetingMoved, e.MailOwed)
    known = story.release.meeting
    assert known is not None
    assert (known.sequence, known.place, dict(known.answers)) == (1, "room 7", {})
    assert {notice.sequence for notice in story.told if isinstance(notice, meetings.Invitation)} == {1}


def whoever_is_given_an_invited_role_later_is_invited_and_mailed_alone() -> None:
    story = meeting(*coming("tina")).when(c.Assign("product", ("pia", "sven")), by="lena")
    story.then_events(e.Assigned, e.InvitedToo, e.MailOwed)
    assert [notice.person for notice in story.told if isinstance(notice, meetings.Invitation)] == ["sven"]
    assert meetings.Gathering() in story.told
    assert (story.release.mails["M2"].item, story.release.mails["M2"].to) == ("call", ("sven",))
    known = story.release.meeting
    assert known is not None
    assert (known.invited, known.sequence, known.there) == ((*INVITED, "sven"), 0, ("tina",))
    story.when(c.Attend(coming=True), by="sven").then_events(e.AttendanceAnswered)
    story.when(c.Assign("ops", ("olaf", "sven")), by="lena").then_events(e.Assigned)


def whoever_holds_an_invited_role_no_more_is_uninvited_and_mailed_alone() -> None:
    """By whatever way: a role given to another, and given back."""
    story = meeting(*coming("pia", "tina")).when(c.Assign("product", ("sven",)), by="lena")
    story.then_events(e.Assigned, e.InvitedToo, e.MailOwed, e.Uninvited, e.MailOwed)
    assert [(mail.item, mail.to) for mail in list(story.release.mails.values())[-2:]] == [
        ("call", ("sven",)),
        ("call", ("pia",)),
    ]
    known = story.release.meeting
    assert known is not None
    assert (known.invited, known.sequence, known.there) == (("dave", "dora", "tina", "olaf", "sven"), 0, ("tina",))
    story.when(c.Attend(coming=True), by="pia").then(r.NotInvited())
    back = story.when(c.Assign("product", ("pia",)), by="lena").release.meeting
    assert back is not None
    assert back.invited == ("dave", "dora", "tina", "olaf", "pia")
    several = meeting().when(c.Assign("chief", ("sven",)), by="lena").then_events(e.Assigned)
    assert several.release.meeting == meeting().release.meeting


def a_person_whose_account_is_switched_off_is_uninvited_and_sent_nothing() -> None:
    gone = c.TellAccount("pia", "U-pia", "gone")
    story = meeting(*coming("pia")).when(gone, by="").then_events(e.AccountTold, e.Uninvited)
    assert story.release.meeting is not None
    assert "pia" not in (*story.release.meeting.invited, *story.release.meeting.there)
    again = story.when(c.TellAccount("pia", "U-pia", None), by="").then_events(e.AccountTold, e.InvitedToo, e.MailOwed)
    assert again.release.mails["M2"].to == ("pia",)
    caller = meeting().when(c.TellAccount("dora", "U-dora", "gone"), by="").release.meeting
    assert caller is not None
    assert "dora" in caller.invited


def a_meeting_is_not_called_for_when_the_release_is_live_already() -> None:
    story = given(council(), settled("tested"))
    for at in (GO_LIVE, GO_LIVE + 24 * HOUR):
        story.when(c.CallMeeting(at), by="dora").then(r.AfterGoLive(at, GO_LIVE))
        meeting().when(c.CallMeeting(at), by="dora").then(r.AfterGoLive(at, GO_LIVE))
    story.when(c.CallMeeting(GO_LIVE - MINUTE), by="dora").then_state("call", "done")
    late = story.later(GO_LIVE + HOUR - story.now)
    late.when(c.CallMeeting(late.now + HOUR), by="dora").then_state("call", "done")


def a_go_live_that_is_moved_before_the_meeting_asks_its_caller_to_move_it() -> None:
    late = meetings.MeetingTooLate(person="dora")
    story = meeting().when(c.Reschedule(AT, Calendar()), by="lena")
    assert late in story.told
    assert late not in story.when(c.Reschedule(AT - HOUR, Calendar()), by="lena").told
    assert late not in meeting().when(c.Reschedule(AT + HOUR, Calendar()), by="lena").told
    assert late not in held().when(c.Reschedule(held().now + HOUR, Calendar()), by="lena").told
    left = meeting(asked(c.TellAccount("dora", "U-dora", "gone"), by="")).when(c.Reschedule(AT, Calendar()), by="lena")
    assert meetings.MeetingTooLate(person="lena") in left.told


def nobody_is_invited_late_to_what_is_over_or_cancelled_or_for_a_role_that_does_not_come() -> None:
    for story in (held(), meeting(asked(c.CancelMeeting("ill"), by="dora")), given(council(), settled("tested"))):
        story.when(c.Assign("product", ("sven",)), by="lena").then_events(e.Assigned)
    meeting().when(c.Assign("chief", ("dora", "sven")), by="lena").then_events(e.Assigned)


def a_role_that_must_come_and_that_nobody_holds_keeps_the_meeting_from_being_called_and_held() -> None:
    plan = council()
    unheld = {**plan.roles, "ops": plan.roles["ops"].model_copy(update={"people": ()})}
    story = given(plan.model_copy(update={"roles": unheld})).signs("tested", by="tina").then_state("call", "blocked")
    assert empty_roles(story.release, story.release.item("call")) == ("ops",)
    assert staffing.Vacancy(person="lena", items=("call",)) in story.told
    story.when(c.CallMeeting(AT), by="dora").then(r.NobodyHolds("call", ("ops",), ("lena",)))
    unheld_too = story.confirms(c.Waive("call", "we meet anyway"), by="lena").then_state("hold", "blocked")
    assert staffing.Vacancy(person="lena", items=("hold",)) in unheld_too.told
    story = story.when(c.Assign("ops", ("olaf",)), by="lena").then_state("call", "open")
    story.when(c.CallMeeting(AT), by="dora").then_state("call", "done")


def what_is_told_of_a_meeting_comes_from_whoever_called_it_whose_act_ever_brought_it_about() -> None:
    """As its calendars have one organizer."""
    acts = (c.CallMeeting(AT + HOUR), c.CancelMeeting("ill"), c.Abort("no harbour"), c.Assign("product", ("sven",)))
    for act in acts:
        owed = [each for each in meeting().confirms(act, by="lena").events if isinstance(each, e.MailOwed)]
        assert owed
        assert {each.by for each in owed} == {"dora"}


def only_its_caller_or_the_lead_moves_or_cancels_a_meeting() -> None:
    for command in (c.CallMeeting(AT + HOUR), c.CancelMeeting("no time")):
        meeting().when(command, by="pia").then(r.LeadOnly)
        assert meeting().when(command, by="lena").events


def a_cancelled_meeting_needs_a_reason_and_may_be_called_again() -> None:
    meeting().when(c.CancelMeeting(" "), by="dora").then(r.Lacks)
    story = meeting(*coming("tina")).when(c.CancelMeeting("ill"), by="dora")
    story.then_events(e.MeetingCancelled, e.MailOwed, e.Reopened).then_state("call", "open")
    assert {meetings.Gathering(), mails.Letter(mail="M2")} <= set(story.told)
    story.when(c.Attend(coming=True), by="tina").then(r.NoMeeting)
    again = story.when(c.CallMeeting(AT + HOUR), by="dora").then_events(e.MeetingCalled, e.Signed, e.MailOwed)
    assert again.release.meeting is not None
    assert (again.release.meeting.sequence, again.release.meeting.there) == (2, ())


def a_cancelled_meeting_opens_its_agenda_again_too() -> None:
    story = given(boying(), settled("3a-2"))
    off = story.confirms(c.CancelMeeting("ill"), by="shijiasheng")
    off.then_state("3a-1", "open").then_state("3a-2", "waiting")


def only_who_is_invited_answers_and_may_change_their_mind() -> None:
    meeting().when(c.Attend(coming=True), by="sven").then(r.NotInvited)
    story = meeting(*coming("tina")).when(c.Attend(coming=False), by="tina").then_told(meetings.Gathering())
    assert story.release.meeting is not None
    assert story.release.meeting.there == ()


def an_emoji_taken_back_takes_back_what_it_had_answered_and_nothing_else() -> None:
    marked = asked(c.Attend(coming=True, message=MARK), by="tina", via="reaction")
    story = meeting(marked).when(c.TakeBackAttendance(coming=True, message=MARK), by="tina")
    assert story.release.meeting is not None
    assert dict(story.release.meeting.answers) == {}
    later = meeting(marked, asked(c.Attend(coming=False), by="tina"))
    later.when(c.TakeBackAttendance(coming=True, message=MARK), by="tina").then(r.NothingToTakeBack)


def a_required_role_with_nobody_there_keeps_the_meeting_open() -> None:
    story = meeting(*coming("tina", "dora")).when(c.CloseMeeting(), by="dora")
    story.then(r.RolesAbsent((r.RoleHolders("ops", None, ("olaf",)),)))


def a_person_who_stands_in_for_a_required_role_lets_the_meeting_close() -> None:
    instead = asked(c.NameStandIn("sven", "olaf", meeting().now, None), by="lena")
    story = begun(instead, *coming("tina", "sven")).when(c.CloseMeeting(), by="dora")
    story.then_events(e.MeetingClosed, e.MinutesPosted, e.Signed).then_state("hold", "done")


def a_closed_meeting_is_neither_moved_nor_cancelled_nor_closed_nor_answered() -> None:
    for command in (c.CallMeeting(AT + HOUR), c.CancelMeeting("late"), c.CloseMeeting(), c.Attend(coming=True)):
        held().when(command, by="dora").then(r.MeetingOver)


def an_answer_counts_until_the_meeting_is_closed_even_after_its_planned_end() -> None:
    late = begun(*coming("tina", "dora")).strikes(UNTIL).then_events(e.MinutesPosted)
    late = late.when(c.Attend(coming=True), by="olaf").when(c.CloseMeeting(), by="dora").then_state("hold", "done")
    assert late.release.meeting is not None
    assert late.release.meeting.there == ("tina", "dora", "olaf")
    late.when(c.Attend(coming=True), by="pia").then(r.MeetingOver)


def a_second_call_moves_the_meeting_there_is_and_makes_no_other() -> None:
    story = meeting().when(c.CallMeeting(AT + HOUR), by="dora").then_events(e.MeetingMoved, e.MailOwed)
    assert story.release.meeting is not None
    assert (story.release.meeting.at, story.release.meeting.sequence) == (AT + HOUR, 1)
    held().when(c.CallMeeting(AT + 24 * HOUR), by="dora").then(r.MeetingOver)


def a_plan_without_a_meeting_has_none() -> None:
    given(bakery()).when(c.CallMeeting(AT), by="lena").then(r.NoMeetings())
    given(bakery()).when(c.AgreeToMinutes(), by="lena").then(r.NoMeetings())


def no_meeting_is_called_or_moved_to_a_time_after_go_live() -> None:
    story = given(council(), settled("tested"))
    late = story.release.go_live
    story.when(c.CallMeeting(late, "room 7"), by="dora").then(r.AfterGoLive(late, late))
    meeting().when(c.CallMeeting(late + MINUTE), by="dora").then(r.AfterGoLive(late + MINUTE, late))
