"""The deployment meeting and its minutes (3a-1, 3a-3, 3a-4): called, moved, answered, taken down, closed, settled."""

from datetime import timedelta

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.minutes import agenda, minutes
from bot.domain.notices import kinds as n
from bot.domain.schedule import next_due
from bot.domain.standing import empty_roles
from tests.domain.council import AT, UNTIL, called, closed, coming, council
from tests.domain.plans import bakery
from tests.domain.story import HOUR, MINUTE, Fact, Story, asked, given, settled, waived

INVITED = ("dave", "dora", "tina", "olaf", "pia")
OVER = timedelta(hours=4)
MARK = "C1:17.5"


def meeting(*facts: Fact) -> Story:
    """The phase before is over, the meeting called, and these facts."""
    return given(council(), settled("tested"), called(), *facts)


def begun(*facts: Fact) -> Story:
    """These facts, and its hour has come."""
    story = meeting(*facts)
    return story.later(AT - story.now)


def held(*facts: Fact) -> Story:
    """Closed, with tina, olaf and dora there."""
    return meeting(*coming("tina", "olaf", "dora"), *facts, closed())


def a_call_signs_its_step_invites_everybody_and_owes_them_a_mail() -> None:
    story = given(council(), settled("tested")).when(c.CallMeeting(AT, "room 7"), by="dora")
    story.then_events(e.MeetingCalled, e.Signed, e.MailOwed).then_state("call", "done")
    known = story.release.meeting
    assert known is not None
    assert (known.at, known.until, known.place, known.invited) == (AT, UNTIL, "room 7", INVITED)
    assert {notice.person for notice in story.told if isinstance(notice, n.Invitation)} == set(INVITED)
    assert story.release.mails["M1"].to == INVITED


def a_meeting_is_called_by_who_signs_its_step_and_for_a_time_to_come() -> None:
    story = given(council(), settled("tested"))
    story.when(c.CallMeeting(AT), by="olaf").then(r.NotYourRole)
    story.when(c.CallMeeting(story.now), by="dora").then(r.PastMoment)
    given(council()).when(c.CallMeeting(AT), by="dora").then(r.TooEarly)


def the_step_that_calls_is_signed_by_saying_when_and_where() -> None:
    given(council(), settled("tested")).signs("call", by="dora").then(r.CallsMeeting("call"))
    given(council(), settled("tested")).signs("call", by="olaf").then(r.NotYourRole)


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
    meeting().when(c.Watch("hold"), by="dora").then_events(e.Watched)


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
        everybody.when(closing, by="dora").then(r.MeetingAhead(AT)).then_state("hold", "open")
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
    assert {notice.sequence for notice in story.told if isinstance(notice, n.Invitation)} == {1}


def whoever_is_given_an_invited_role_later_is_invited_and_mailed_alone() -> None:
    story = meeting(*coming("tina")).when(c.Assign("product", ("pia", "sven")), by="lena")
    story.then_events(e.Assigned, e.InvitedToo, e.MailOwed)
    assert [notice.person for notice in story.told if isinstance(notice, n.Invitation)] == ["sven"]
    assert n.Gathering() in story.told
    assert (story.release.mails["M2"].item, story.release.mails["M2"].to) == ("call", ("sven",))
    known = story.release.meeting
    assert known is not None
    assert (known.invited, known.sequence, known.there) == ((*INVITED, "sven"), 0, ("tina",))
    story.when(c.Attend(coming=True), by="sven").then_events(e.AttendanceAnswered)
    story.when(c.Assign("ops", ("sven",)), by="lena").then_events(e.Assigned)


def nobody_is_invited_late_to_what_is_over_or_cancelled_or_for_a_role_that_does_not_come() -> None:
    for story in (held(), meeting(asked(c.CancelMeeting("ill"), by="dora")), given(council(), settled("tested"))):
        story.when(c.Assign("product", ("sven",)), by="lena").then_events(e.Assigned)
    meeting().when(c.Assign("chief", ("dora", "sven")), by="lena").then_events(e.Assigned)


def a_role_that_must_come_and_that_nobody_holds_keeps_the_meeting_from_being_called_and_held() -> None:
    plan = council()
    unheld = {**plan.roles, "ops": plan.roles["ops"].model_copy(update={"people": ()})}
    story = given(plan.model_copy(update={"roles": unheld})).signs("tested", by="tina").then_state("call", "blocked")
    assert empty_roles(story.release, story.release.item("call")) == ("ops",)
    assert n.Vacancy(person="lena", items=("call",)) in story.told
    story.when(c.CallMeeting(AT), by="dora").then(r.NobodyHolds("call", ("ops",), ("lena",)))
    unheld_too = story.when(c.Waive("call", "we meet anyway"), by="lena").then_state("hold", "blocked")
    assert n.Vacancy(person="lena", items=("hold",)) in unheld_too.told
    story = story.when(c.Assign("ops", ("olaf",)), by="lena").then_state("call", "open")
    story.when(c.CallMeeting(AT), by="dora").then_state("call", "done")


def only_its_caller_or_the_lead_moves_or_cancels_a_meeting() -> None:
    for command in (c.CallMeeting(AT + HOUR), c.CancelMeeting("no time")):
        meeting().when(command, by="pia").then(r.LeadOnly)
        assert meeting().when(command, by="lena").events


def a_cancelled_meeting_needs_a_reason_and_may_be_called_again() -> None:
    meeting().when(c.CancelMeeting(" "), by="dora").then(r.Lacks)
    story = meeting(*coming("tina")).when(c.CancelMeeting("ill"), by="dora")
    story.then_events(e.MeetingCancelled, e.MailOwed).then_told(n.Gathering(), n.Letter(mail="M2"))
    story.when(c.Attend(coming=True), by="tina").then(r.NoMeeting)
    again = story.when(c.CallMeeting(AT + HOUR), by="dora").then_events(e.MeetingCalled, e.MailOwed)
    assert again.release.meeting is not None
    assert (again.release.meeting.sequence, again.release.meeting.there) == (2, ())


def only_who_is_invited_answers_and_may_change_their_mind() -> None:
    meeting().when(c.Attend(coming=True), by="sven").then(r.NotInvited)
    story = meeting(*coming("tina")).when(c.Attend(coming=False), by="tina").then_told(n.Gathering())
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


def the_minutes_are_posted_at_the_planned_end_by_the_clock_and_once() -> None:
    story = meeting()
    assert next_due(story.release, story.now) == UNTIL
    assert story.strikes(UNTIL - MINUTE).events == ()
    story = story.strikes(UNTIL).then_events(e.MinutesPosted).then_told(n.MinutesPost())
    assert story.strikes(UNTIL + MINUTE).events == ()
    assert story.strikes(UNTIL + HOUR).release.meeting == story.release.meeting
    assert meeting().strikes(UNTIL + HOUR).told == (n.MinutesPost(late=True),)


def a_meeting_moved_after_its_planned_end_gets_minutes_at_its_new_end() -> None:
    story = meeting().strikes(UNTIL).when(c.CallMeeting(UNTIL + HOUR), by="dora")
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
    read = {notice.person: notice.version for notice in story.told if isinstance(notice, n.MinutesToRead)}
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


def an_answer_counts_until_the_meeting_is_closed_even_after_its_planned_end() -> None:
    late = meeting(*coming("tina", "dora")).strikes(UNTIL).then_events(e.MinutesPosted)
    late = late.when(c.Attend(coming=True), by="olaf").when(c.CloseMeeting(), by="dora").then_state("hold", "done")
    assert late.release.meeting is not None
    assert late.release.meeting.there == ("tina", "dora", "olaf")
    late.when(c.Attend(coming=True), by="pia").then(r.MeetingOver)


def an_objection_after_the_minutes_stand_is_refused_and_a_correction_is_not() -> None:
    story = held()
    story = story.strikes(story.now + OVER)
    story.when(c.ObjectToMinutes("no"), by="olaf").then(r.MinutesStand(story.now))
    story.when(c.TakeMinute("note", "olaf disagreed"), by="olaf").then_events(e.MinuteTaken, e.MinutesPosted)


def a_second_call_moves_the_meeting_there_is_and_makes_no_other() -> None:
    story = meeting().when(c.CallMeeting(AT + HOUR), by="dora").then_events(e.MeetingMoved, e.MailOwed)
    assert story.release.meeting is not None
    assert (story.release.meeting.at, story.release.meeting.sequence) == (AT + HOUR, 1)
    held().when(c.CallMeeting(AT + 24 * HOUR), by="dora").then(r.MeetingOver)


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
    assert isinstance(story.when(c.ObjectToMinutes("no"), by="olaf").decision, r.MinutesStand)


def the_minutes_are_settled_when_the_time_for_objections_is_over() -> None:
    story = held()
    assert next_due(story.release, story.now) == story.now + OVER
    story.strikes(story.now + OVER).then_events(e.MinutesSettled, e.MailOwed)


def an_objection_holds_the_minutes_until_who_objected_agrees() -> None:
    held().when(c.ObjectToMinutes(""), by="olaf").then(r.Lacks)
    story = held().when(c.ObjectToMinutes("no risk named"), by="olaf")
    assert story.told == (n.Objection(person="dora", by="olaf", version=1),)
    assert story.strikes(story.now + OVER).events == ()
    story.when(c.AgreeToMinutes(), by="olaf").strikes(story.now + OVER).then_events(e.MinutesSettled, e.MailOwed)


def a_correction_of_settled_minutes_is_settled_and_mailed_again() -> None:
    story = held()
    story = story.strikes(story.now + OVER).when(c.TakeMinute("note", "sven joined late"), by="dora")
    story = story.strikes(story.now + OVER).then_events(e.MinutesSettled, e.MailOwed)
    assert [mail.item for mail in story.release.mails.values()] == ["call", "minutes", "minutes"]


def a_plan_without_a_meeting_has_none() -> None:
    given(bakery()).when(c.CallMeeting(AT), by="lena").then(r.NoMeetings())
    given(bakery()).when(c.AgreeToMinutes(), by="lena").then(r.NoMeetings())
