"""Who is told what: quiet by default, merged per person, and nobody twice (law 7, U3)."""

from datetime import datetime

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain.events import Linked
from bot.domain.plan.moments import Calendar
from tests.domain.plans import bakery
from tests.domain.story import DAY, EVIDENCE, HOUR, NOT_YET_PLANNED, asked, everything, given, settled, signed, up_to


def a_start_prompts_each_person_once_for_all_that_is_theirs() -> None:
    given(bakery()).then_told(
        n.Prompt(person="wim", items=("write", "pact")),
        n.Prompt(person="rosa", items=("write", "audit", "pact")),
        n.Prompt(person="raul", items=("audit",)),
        n.Prompt(person="rita", items=("audit",)),
        n.Prompt(person="kim", items=("pact",)),
        n.Prompt(person="mia", items=("build/oven",)),
        n.Prompt(person="max", items=("build/site",)),
    )


def a_signature_prompts_those_alone_for_whom_something_opened() -> None:
    story = given(bakery()).when(c.Sign("build/oven"), by="mia")
    story.then_told(n.Prompt(person="tom", items=("taste/oven",)))


def a_signature_that_opens_nothing_tells_nobody() -> None:
    given(bakery()).when(c.Sign("pact", EVIDENCE), by="kim").then_told()


def the_author_is_not_prompted_to_review() -> None:
    story = given(bakery()).when(c.Sign("write"), by="rosa")
    story.then_told(n.Prompt(person="raul", items=("review",)), n.Prompt(person="rita", items=("review",)))


def a_partial_signature_does_not_prompt_the_others_again() -> None:
    story = given(bakery(), signed("write", "wim")).when(c.Sign("review"), by="raul")
    story.then_told()


def a_phase_that_opens_prompts_and_asks_for_names_in_one_message_each() -> None:
    story = given(bakery(), settled("write", "review", "audit", "pact", "build"), signed("taste/oven", "tom"))
    story.when(c.Sign("taste/site", EVIDENCE), by="tom").then_told(
        n.Prompt(person="kim", items=("ship/oven",)), n.Vacancy(person="lena", items=("bless",))
    )


def a_vacancy_is_told_the_lead_once() -> None:
    story = given(bakery(), up_to("bless")).when(c.Sign("ship/oven"), by="kim")
    story.then_told(n.Prompt(person="kim", items=("ship/site",)))


def a_role_filled_tells_and_prompts_those_who_are_new_in_it() -> None:
    story = given(bakery(), up_to("bless")).when(c.Assign("guest", ("otto",)), by="lena")
    story.then_told(n.Appointed(person="otto", role="guest"), n.Prompt(person="otto", items=("bless",)))
    story.when(c.Assign("guest", ("otto", "wim")), by="lena").then_told(
        n.Appointed(person="wim", role="guest"), n.Prompt(person="wim", items=("bless",))
    )


def a_lead_who_names_herself_is_only_prompted() -> None:
    story = given(bakery(), up_to("bless")).when(c.Assign("guest", ("lena",)), by="lena")
    story.then_told(n.Prompt(person="lena", items=("bless",)))


def a_stand_in_is_prompted_when_their_time_begins_and_not_before() -> None:
    base = given(bakery(), up_to("ship/oven"))
    story = base.when(c.NameStandIn("otto", "kim", base.now + HOUR, base.now + DAY), by="lena")
    story.then_told(represented("kim", "otto", base.now + HOUR, base.now + DAY))
    story = story.strikes(at=base.now + HOUR)
    story.then_told(
        n.Appointed(person="otto", instead_of="kim", until=base.now + DAY),
        n.Prompt(person="otto", items=("ship/oven",)),
    )


def a_stand_in_from_now_on_is_prompted_at_once() -> None:
    base = given(bakery(), up_to("ship/oven"))
    base.when(c.NameStandIn("otto", "kim", base.now), by="lena").then_told(
        n.Appointed(person="otto", instead_of="kim"),
        n.Prompt(person="otto", items=("ship/oven",)),
        represented("kim", "otto", base.now),
    )


def a_stand_in_for_whom_the_clock_is_late_is_told_once_of_each_item() -> None:
    base = given(bakery(), settled("write", "review", "audit", "pact", "taste"))
    story = base.when(c.NameStandIn("otto", "kim", base.now + HOUR), by="lena").later(HOUR)
    story = story.when(c.Sign("ship/oven"), by="kim").then_told(n.Prompt(person="kim", items=("ship/site",)))
    story.when(c.Tick()).then_told(
        n.Appointed(person="otto", instead_of="kim"), n.Prompt(person="otto", items=("ship/site",))
    )


def represented(person: str, by: str, since: datetime, until: datetime | None = None) -> n.Represented:
    return n.Represented(person=person, by=by, since=since, until=until)


def a_stand_in_who_could_sign_anyway_is_not_prompted_again() -> None:
    base = given(bakery())
    base.when(c.NameStandIn("rosa", "wim", base.now), by="lena").then_told(
        n.Appointed(person="rosa", instead_of="wim"), represented("wim", "rosa", base.now)
    )


def a_block_is_told_in_the_thread_and_to_the_lead() -> None:
    given(bakery()).when(c.Block("write", "no flour"), by="kim").then_told(
        n.Obstacle(person="", item="write"), n.Obstacle(person="lena", item="write")
    )


def a_block_without_reason_asks_whoever_set_it() -> None:
    given(bakery()).when(c.Block("write"), by="kim", via="reaction").then_told(
        n.Obstacle(person="", item="write"),
        n.Obstacle(person="lena", item="write"),
        n.WhyBlocked(person="kim", item="write"),
    )


def a_block_of_the_lead_is_not_told_to_the_lead() -> None:
    given(bakery()).when(c.Block("write", "no flour"), by="lena").then_told(n.Obstacle(person="", item="write"))


def an_item_unblocked_prompts_those_whose_turn_it_is() -> None:
    story = given(bakery(), asked(c.Block("build/oven", "no power"), "kim")).when(c.Unblock("build/oven"), by="kim")
    story.then_told(n.Prompt(person="mia", items=("build/oven",)))


def an_override_is_told_in_the_thread() -> None:
    given(bakery()).confirms(c.Waive("pact", "a slip"), by="lena").then_told(n.OverrideTold(item="pact"))


def a_person_whose_signature_ended_hears_it_once_for_all_items() -> None:
    story = given(bakery(), up_to("bless"), settled("ship")).confirms(c.Withdraw("build/oven", "burnt"), by="mia")
    story.then_told(
        n.Voided(person="tom", items=("taste/oven",), because="build/oven"),
        n.Voided(person="kim", items=("ship/oven", "ship/site"), because="build/oven"),
        n.Prompt(person="mia", items=("build/oven",)),
    )


def a_person_whose_signature_the_lead_took_back_is_told() -> None:
    given(bakery(), signed("build/oven", "mia")).when(c.Withdraw("build/oven", "burnt"), by="lena").then_told(
        n.Voided(person="mia", items=("build/oven",), because="build/oven"),
        n.Prompt(person="mia", items=("build/oven",)),
    )


def a_pause_is_told_in_the_channel_and_prompts_nobody() -> None:
    given(bakery()).when(c.Pause("fire"), by="lena").then_told(n.CourseTurn(turn="paused", reason="fire", by="lena"))


def a_release_resumed_prompts_nobody_a_second_time() -> None:
    given(bakery(), asked(c.Pause("fire"), "lena")).when(c.Resume(), by="lena").then_told(
        n.CourseTurn(turn="resumed", by="lena")
    )


def a_person_named_during_a_pause_is_prompted_when_it_ends() -> None:
    story = given(bakery(), asked(c.Pause("fire"), "lena"))
    story = story.when(c.Assign("keeper", ("otto",)), by="lena").then_told(n.Appointed(person="otto", role="keeper"))
    story.when(c.Resume(), by="lena").then_told(
        n.CourseTurn(turn="resumed", by="lena"), n.Prompt(person="otto", items=("pact",))
    )


def a_new_date_and_an_abort_are_told_in_the_channel() -> None:
    story = given(bakery())
    moved = story.when(c.Reschedule(story.release.go_live + DAY, Calendar(), "rain"), by="lena")
    moved.then_told(n.CourseTurn(turn="rescheduled", reason="rain", by="lena"))
    story.confirms(c.Abort("no flour"), by="lena").then_told(
        n.CourseTurn(turn="aborted", reason="no flour", by="lena"),
        n.ReportPost(version=2, final=True),
        n.ReportCanvas(),
    )


def the_end_is_told_in_the_channel() -> None:
    done = given(bakery(), up_to("close")).later(NOT_YET_PLANNED).when(c.Sign("close"), by="kim")
    report = n.ReportPost(version=len(done.history), final=True)
    done.then_told(n.CourseTurn(turn="finished", by="kim"), report, n.ReportCanvas())


def a_watch_and_a_note_tell_nobody() -> None:
    story = given(bakery())
    story.when(c.Watch("write"), by="wim").then_told()
    story.when(c.Note("write", "half done"), by="wim").then_told()


def the_lead_is_asked_once_to_link_those_without_an_account() -> None:
    base = given(bakery())
    unlinked = base.and_given(lambda _, now: (Linked(at=now, by="lena", via="slash", person="wim", to="U-otto"),))
    told = n.notices(None, base.history, unlinked.release, base.now)
    assert [notice for notice in told if isinstance(notice, n.Unlinked)] == [
        n.Unlinked(person="lena", people=("otto",))
    ]


def the_channel_hears_cards_turns_and_escalations_only() -> None:
    loud = (n.Card, n.CourseTurn, n.Escalation)
    story = given(bakery())
    for command, by in (
        (c.Sign("write"), "wim"),
        (c.Waive("audit", "a slip"), "lena"),
        (c.Block("pact", "a slip"), "kim"),
    ):
        story = story.confirms(command, by=by)
        public = [notice for notice in story.told if not getattr(notice, "person", "")]
        assert not [notice for notice in public if isinstance(notice, loud)]
        assert all(isinstance(notice, n.OverrideTold | n.Obstacle) for notice in public)  # in the thread of a card


def every_notice_survives_being_written_down() -> None:
    story = given(bakery(), everything())
    for notice in (
        *given(bakery()).told,
        n.Card(phase=0),
        n.Appointed(person="otto", instead_of="kim", until=story.now),
    ):
        assert n.NOTICE.validate_json(notice.model_dump_json()) == notice
