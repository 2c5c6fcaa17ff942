"""Whatever a plan holds and whatever a person writes, Slack takes the message: 50 blocks, 13,200 characters in all."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.commands import Block, Sign, Waive, Watch
from bot.domain.plan.evidence import gives_something
from bot.domain.state.release import Release
from bot.slack.pictures import forms, home, notices, status
from bot.slack.pictures.blocks import cut
from bot.slack.pictures.picture import Picture
from bot.speech.delivery import Trouble
from bot.speech.voice import Voice
from bot.talk.forms.reasons import ReasonForm
from bot.talk.forms.signing import EvidenceForm
from tests.slack.boying import STARTED, after, in_the_middle, started
from tests.slack.large import large
from tests.slack.limits import broken_by, broken_by_view

NOW = STARTED + timedelta(days=5)
PLACES = {f"card:{phase}": "https://large.slack.com/archives/C1/p1" for phase in range(3)}
NASTY = '<!channel> & "quoted" \\ `code` *bold* | <@U1> 完成 ' * 60


def _everything(release: Release, person: str) -> Iterator[Picture]:
    """Every message about all of this release's items, to this person and to the channel."""
    voice, keys = Voice("en"), tuple(release.layout.items)
    told: list[n.Notice] = [n.Card(phase=phase) for phase in range(len(release.plan.phases))]
    told += [n.Prompt(person=person, items=keys), n.Vacancy(person=person, items=keys)]
    told += [n.Reminder(person=person, matter="overdue", items=keys, late=True)]
    told += [n.Escalation(person=who, items=keys) for who in ("", person)]
    told += [
        n.Voided(person=person, items=keys, because=keys[0]),
        n.Unlinked(person=person, people=tuple(release.people)),
    ]
    for key in keys[:3]:
        told += [n.Obstacle(person=who, item=key) for who in ("", person)]
        told += [n.WhyBlocked(person=person, item=key), n.OverrideTold(item=key)]
        yield status.why(voice, release, key, person, NOW)
    told.append(n.CourseTurn(turn="paused", reason=NASTY, by=person))
    for notice in told:
        yield notices.render(notice, release, voice, NOW, PLACES)
    yield status.status(voice, release, person, NOW, [Trouble("mail", detail=f"{n}{NASTY}") for n in range(20)])
    yield status.why(voice, release, "", person, NOW)
    yield status.mine(voice, release, person, NOW)
    yield status.choose(voice, release, r.WhichItem("block", keys, NASTY[:1900]))
    yield status.confirm(voice, release, r.Undoes(c.Withdraw(keys[0], NASTY), keys, keys))


def _all_hold(release: Release, person: str) -> None:
    for picture in _everything(release, person):
        assert broken_by(picture) == []
    assert broken_by_view(home.home(Voice("zh-CN"), release, person, NOW)) == []
    key = next(iter(release.layout.items))
    for form in (EvidenceForm(release, f"block {key}", key), ReasonForm(release, f"block {key}", c.Block(key))):
        assert broken_by_view(forms.view(Voice("en"), form)) == []


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip) | st.just(NASTY)
ACTS = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["sign", "block", "waive", "watch"]), TEXT), max_size=12)


@settings(max_examples=25, deadline=None)
@given(systems=st.integers(1, 12), steps=st.integers(1, 8), text=TEXT, acts=ACTS)
def every_message_keeps_slacks_limits(systems: int, steps: int, text: str, acts: list[tuple[int, str, str]]) -> None:
    release = started(large(systems, steps, text=text), links={"p0": "U0", "p1": "U1"})
    for number, act, words in acts:
        keys = [k for k in release.layout.items if release.standing(k) == "open"]
        if keys:
            release = _acted(release, keys[number % len(keys)], act, words)
    for person in ("p0", "p1"):
        _all_hold(release, person)


def _acted(release: Release, key: str, act: str, words: str) -> Release:
    given = words if gives_something(words) else f"it works {words}"
    match act:
        case "sign":
            return after(release, "p1", Sign(key, given), NOW)
        case "block":
            return after(release, "p1", Block(key, words), NOW)
        case "waive":
            return after(release, "p0", Waive(key, given), NOW)
        case _:
            return after(release, "p1", Watch(key), NOW)


@pytest.mark.parametrize("text", [NASTY, "测试方案与用例" * 40])
def a_plan_of_100_systems_and_40_steps_a_phase_keeps_slacks_limits(text: str) -> None:
    release = started(large(100, 40, text=text, people=60), links={})
    for number, key in enumerate(release.layout.phases[0]):
        if number % 97 == 0 and release.standing(key) == "open":
            release = _acted(release, key, ("waive", "block", "watch", "sign")[number % 4], NASTY)
    _all_hold(release, "p0")


def a_note_of_10000_characters_keeps_slacks_limits() -> None:
    release, now = in_the_middle()
    release = after(release, "fanghao", Block("1a-2/boying-web", NASTY * 10), now)
    _all_hold(release, "shijiasheng")


@pytest.mark.parametrize("text", ["&amp;" * 10, "<!date^1^{time}|x> " * 4, "plain words"])
def a_cut_text_never_ends_inside_an_entity_or_a_date(text: str) -> None:
    for limit in range(1, len(text) + 2):
        short = cut(text, limit)
        assert len(short) <= limit
        assert short.count("<") == short.count(">")
        assert short.replace("&amp;", "").count("&") == 0
