"""Requests: an item waits for what others alone may do, and the answer comes back to whoever asked (1c, P5)."""

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from tests.domain.depot import depot
from tests.domain.story import HOUR, Story, given, settled, up_to, waived

TEXT = "please run 003.sql"


def _open() -> Story:
    return given(depot(), settled("submit"), up_to("stage/api"))


def _asked(by: str = "tom") -> Story:
    return _open().when(c.Request("dba", "stage/api", TEXT), by=by)


def an_item_waits_for_the_answer_to_what_was_asked_for_it() -> None:
    story = _asked().then_events(e.Requested).then_state("stage/api", "blocked")
    story.then_told(n.Wanted(person="dora", request="R1"))
    story.when(c.Sign("stage/api"), by="tom").then(r.Awaited("stage/api", ("R1",), ("dora",)))
    story.when(c.Unblock("stage/api"), by="lena").then(r.Awaited)
    story.when(c.Sign("stage/web"), by="tess").then(r.TooEarly("stage/web", ("stage/api",), ("dora",)))


def the_answer_opens_the_item_and_goes_to_whoever_asked() -> None:
    story = _asked().when(c.Answer("R1", "done, 14 rows"), by="dora").then_events(e.Answered)
    story.then_state("stage/api", "open").then_told(
        n.Replied(person="tom", request="R1"), n.Prompt(person="tom", items=("stage/api",))
    )
    request = story.release.requests["R1"]
    assert (request.state, request.answer, request.answered_by) == ("done", "done, 14 rows", "dora")
    story.when(c.Answer("R1"), by="dora").then(r.AnsweredAlready("R1", "dora", done=True))


def a_request_is_declined_with_a_reason_and_then_holds_nothing() -> None:
    story = _asked()
    story.when(c.Answer("R1", done=False), by="dora").then(r.Lacks)
    story = story.when(c.Answer("R1", "no backup yet", done=False), by="dora").then_state("stage/api", "open")
    assert story.release.requests["R1"].state == "declined"


def nobody_answers_but_those_who_were_asked_and_their_stand_ins() -> None:
    story = _asked()
    story.when(c.Answer("R1"), by="tess").then(r.NotAsked("R1", ("dora",)))
    story.when(c.Answer("R1"), by="tom").then(r.NotAsked)
    stood_in = _open().when(c.NameStandIn("eve", "dora", _open().now, None), by="lena")
    story = stood_in.when(c.Request("dba", "stage/api", TEXT), by="tom")
    story.then_told(n.Wanted(person="eve", request="R1"))  # dora is away
    story.when(c.Answer("R1"), by="eve").then_events(e.Answered)


def whoever_asked_may_take_it_back() -> None:
    story = _asked().when(c.Answer("R1", "found it myself", done=False), by="tom").then_state("stage/api", "open")
    assert story.told == (n.Prompt(person="tom", items=("stage/api",)),)


def an_item_waits_for_all_that_was_asked_for_it() -> None:
    story = _asked().when(c.Request("ops", "stage/api", "open the port"), by="tom").when(c.Answer("R1"), by="dora")
    story.then_state("stage/api", "blocked").when(c.Answer("R2"), by="otto").then_state("stage/api", "open")


def only_those_who_sign_an_item_and_the_lead_ask_for_it() -> None:
    _open().when(c.Request("dba", "stage/api", TEXT), by="lena").then_events(e.Requested)
    _open().when(c.Request("dba", "stage/api", TEXT), by="otto").then(r.NotYourRole)
    _open().when(c.Request("dba", "stage/api", " "), by="tom").then(r.Lacks)
    _open().when(c.Request("guest", "stage/api", TEXT), by="tom").then(r.Unasked("guest", ("lena",)))


def nothing_is_asked_for_an_item_that_is_settled() -> None:
    done = _open().when(c.Sign("stage/api"), by="tom").later(HOUR)
    done.when(c.Request("dba", "stage/api", TEXT), by="tom").then(r.AlreadyDone)
    given(depot(), waived("stage/api")).when(c.Request("dba", "stage/api", TEXT), by="tom").then(r.AlreadyDone)
