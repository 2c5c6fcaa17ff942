"""Whatever line an answer, a message or a picture offers is taken as it stands, in the very state it is offered in."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.plan.moments import Calendar
from bot.domain.reading.standing import may_sign
from bot.domain.rules import decide
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.slack.pictures import notices, status
from bot.speech import rollback
from bot.speech.answers import answer
from bot.speech.lines import offered
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.speech.why import of_item
from bot.talk.grammar.bind import bind
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import LacksReason, Line
from tests.domain.harbour import operator, ready, shipped
from tests.domain.plans import bakery
from tests.domain.story import HOUR, Story, actor, given, settled
from tests.slack.lines import WORKSPACE
from tests.slack.mrkdwn import mrkdwn_of
from tests.speech.test_why import TOLD

VOICES = (Voice("en"), Voice("zh-CN"))
NOT_NOW = (
    r.TooEarly | r.NotYet | r.IsBlocked | r.NotRunning | r.AlreadyDone | r.NothingToTakeBack | r.NoSuchItem
    | r.NoSuchName | r.WhichItem | r.NotInDoubt | r.NothingDeployed | r.RollingBack | r.NobodyHolds | r.NothingTried
)  # fmt: skip
"""What whoever types an offered line is never told: it is for the state they are in."""


def _failed() -> Story:
    return shipped("db").when(c.Deploy("ship/gate", failed="disk full"), by="olaf")


def _half_back() -> Story:
    story = shipped("db", "gate").confirms(c.RollBack("orders are lost"), by="lena")
    return story.when(c.Deploy("RB1-gate", failed="the image is gone"), by="olaf")


STORIES: dict[str, Callable[[], Story]] = {
    "begun": lambda: given(bakery()),
    "blocked": lambda: given(bakery()).when(c.Block("write", "no pen"), by="wim"),
    "blocked without a reason": lambda: given(bakery()).when(c.Block("write"), by="wim"),
    "signed": lambda: given(bakery(), settled("write")),
    "paused": lambda: given(bakery()).when(c.Pause("flour"), by="lena"),
    "lacking": ready,
    "a deployment failed": _failed,
    "half the time is over": lambda: (
        story := shipped("db").when(c.Deploy("ship/gate", failed="disk full"), by="olaf")
    ).strikes(story.now + HOUR / 2),
    "taken back": lambda: shipped("db").confirms(c.Withdraw("ship/db"), by=operator("db")),
    "going back": lambda: shipped("db", "gate").confirms(c.RollBack("orders are lost"), by="lena"),
    "a step back failed": _half_back,
    "a step back failed and was tried again": lambda: _half_back().when(c.Sign("RB1-gate"), by="olaf"),
    "gone back": lambda: _half_back().signs("RB1-gate", by="olaf").signs("RB1-db", by="dora"),
    "aborted": lambda: shipped("db").confirms(c.Abort("off"), by="lena"),
    "aborted half-way back": lambda: _half_back().confirms(c.Abort("off"), by="lena"),
    **{f"waiting: {kind.__name__}": story for kind, story, *_ in TOLD},
    "a test failed": lambda: shipped("db", "crane", "gate", "desk").when(c.Fail("look", "no ship leaves"), by="tina"),
}


@pytest.mark.parametrize("state", STORIES)
def every_line_that_is_offered_is_taken_in_the_state_it_is_offered_in(state: str) -> None:
    story = STORIES[state]()
    lines = {line for voice in VOICES for text in _told(story, voice) for line in offered(voice, text)}
    assert lines
    assert [line for line in sorted(lines) if not _is_taken(story, line)] == []


def _told(story: Story, voice: Voice) -> Iterator[str]:
    release, now = story.release, story.now
    if isinstance(story.decision, tuple):
        yield answer(voice, Done(story.before, story.decision, release), "")
        told = [notice for notice in story.told if notice.manner.goes != "post"]
        for notice in (*told, *(n.Card(phase=phase) for phase in range(len(release.plan.phases)))):
            yield from mrkdwn_of(
                notices.render(notice, release, voice, now, {notices.CANVAS: "https://c.example"}).blocks
            )
    else:
        yield refusal(voice, release, story.decision)
    for key in {(release.standing(key), release.item(key).step.id): key for key in release.layout.items}.values():
        yield from of_item(voice, release, key, now)
    for key in release.rollbacks:
        yield from rollback.steps(voice, release, key)
    turns = next((people for key in release.layout.items if (people := may_sign(release, key, now))), ())
    for person in {*release.leads, *turns}:
        for picture in (status.status(voice, release, person, now), status.mine(voice, release, person, now)):
            yield from mrkdwn_of(picture.blocks)
    yield from mrkdwn_of(status.why(voice, release, "", release.leads[0], now).blocks)


def _is_taken(story: Story, text: str) -> bool:
    """By somebody: what is missing at its end, and who may, is for its reader to know."""
    line = parse(text)
    return isinstance(line, Line) and any(
        not isinstance(_came(line, story.release, person, story.now), NOT_NOW) for person in story.release.plan.people
    )


def _came(line: Line, release: Release, person: str, now: datetime) -> object:
    by = actor(person)
    bound = bind(line, release, by, WORKSPACE, now, lambda _: Calendar())
    if isinstance(bound, LacksReason):
        return bound.refused
    return decide(release, bound, by, now) if isinstance(bound, c.Command) else bound
