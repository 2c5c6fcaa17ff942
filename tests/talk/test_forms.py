"""Each form: what opens it, what it asks for, and what comes of it when it is sent back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from bot.domain import commands as c
from bot.domain.rules import decide
from bot.domain.state.release import Release
from bot.record.service import Caller
from bot.slack.pictures import forms
from bot.speech.voice import Voice
from bot.talk.forms import reasons
from bot.talk.forms.form import Form
from bot.talk.forms.registry import FORMS, form_wanted
from bot.talk.grammar.bind import bind
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Bound, Line
from bot.talk.understanding import Opener, SaidLine, Understood
from sandbox.people.controls import input_state
from tests.domain.council import council, meeting
from tests.domain.plans import bakery
from tests.domain.story import given, settled
from tests.domain.workshop import reported, workshop
from tests.slack.boying import STARTED, after, started
from tests.slack.lines import WORKSPACE, days_around
from tests.slack.snapshot import kept

OPENERS: tuple[Opener | None, ...] = ("typed", "clicked", "shortcut", None)


@dataclass(frozen=True)
class Scene:
    """Somebody's line that lacks something, and what they fill in."""

    release: Release
    person: str
    line: str
    filled: Mapping[str, Any] = field(default_factory=dict)
    now: datetime = STARTED

    def bound(self, text: str, note: str = "", fields: Mapping[str, str] | None = None) -> tuple[Line, Bound]:
        line = parse(text)
        assert isinstance(line, Line)
        line = Line(line.verb, line.words, line.release, note, fields or {})
        return line, bind(line, self.release, self.actor, WORKSPACE, self.now, days_around)

    @property
    def actor(self) -> c.Actor:
        return c.Actor(self.person, "U5", "button")

    def opens(self, opener: Opener | None) -> Form | None:
        line, asks = self.bound(self.line)
        said = SaidLine(self.line, Caller("U5", "button", "cause"), opener=opener)
        return form_wanted(
            Understood(said, line, self.release, self.actor, asks, self.now, lambda r, x, a: decide(r, x, a, self.now))
        )


ASKED = after(started(), "fucheng", c.Request("dba", "1b/boying-user", "an index"))
CALLS = given(council(), settled("tested"))
MEETS = meeting()
BUGS = given(workshop(), reported("A"))
SCENES: Mapping[str, Scene] = {
    "evidence": Scene(started(bakery()), "wim", "done pact", {"note": "as agreed"}),
    "reason": Scene(started(), "fucheng", "block 1a-2/boying-user", {"note": "no power"}),
    "document": Scene(started(), "fucheng", "write 1b/boying-user", {"link": "https://boying.example/plan"}),
    "bug": Scene(BUGS.release, "tina", "bug", {"severity": "B", "system": "web", "title": "slow"}, BUGS.now),
    "answer": Scene(ASKED, "fanghao", "answer R1", {"note": "made"}),
    "minute": Scene(MEETS.release, "dora", "meeting", {"text": "we go", "kind": "decision"}, MEETS.now),
    "meeting": Scene(CALLS.release, "dora", "done call", {"when": 1_800_000_000}, CALLS.now),
    "assign": Scene(started(), "shijiasheng", "assign product", {"who": "U7"}),
    "words": Scene(started(), "fucheng", "branch boying-user", {"note": "release/1 0123abc"}),
}
OTHERS: Mapping[str, Scene] = {
    "a bug reopened": Scene(BUGS.when(c.FixBug("B1"), by="dora").release, "tina", "bug reopen B1", now=BUGS.now),
    "a bug fixed": Scene(BUGS.release, "dora", "bug fix B1", now=BUGS.now),
    "a waiver": Scene(started(), "shijiasheng", "waive 1b/boying-user"),
    "a status": Scene(started(), "fucheng", "status"),
    "a signature that brings all": Scene(started(bakery()), "wim", "done pact as agreed"),
    "a signature that is refused": Scene(started(bakery()), "mia", "done pact"),
    "a document by its signature": Scene(started(), "fucheng", "done 1b/boying-user"),
    "a block with its reason": Scene(started(), "fucheng", "block 1a-2/boying-user no power"),
    "an answer with words": Scene(ASKED, "fanghao", "answer R1 made"),
    "nothing to take down": Scene(started(), "fucheng", "meeting"),
}


def opened(scene: Scene) -> dict[str, str]:
    return {str(opener): form.name for opener in OPENERS if (form := scene.opens(opener))}


def sent(scene: Scene, view: dict[str, Any]) -> str:
    """What the form asks of the release when it comes back as it was filled in."""
    fields = {}
    for block, elements in input_state(view["blocks"], scene.filled, {}).items():
        (state,) = elements.values()
        chosen = state.get("selected_option") or {}
        checked = "\n".join(option["value"] for option in state.get("selected_options") or [])
        fields[block] = str(
            state.get("selected_date_time")
            or state.get("selected_user")
            or chosen.get("value")
            or state.get("value")
            or checked
        )
    return repr(scene.bound(view["private_metadata"], fields.pop("note", ""), fields)[1])


def every_form_has_a_scene() -> None:
    assert {form.name for form in FORMS} == set(SCENES)
    assert len(FORMS) == len(SCENES)


@pytest.mark.parametrize("name", SCENES)
def every_form_is_opened_and_asks_and_brings_what_was_approved(name: str) -> None:
    scene = SCENES[name]
    form = scene.opens("shortcut" if name == "minute" else "clicked")
    assert form is not None
    assert form.name == name
    view = forms.view(Voice("en", zone="Asia/Shanghai"), form)
    seen = {"opened": opened(scene), "view": view, "sent": sent(scene, view)}
    assert seen == kept(f"form-{name}", seen)


def each_line_opens_the_form_for_what_it_lacks_and_no_other() -> None:
    seen = {name: opened(scene) for name, scene in OTHERS.items()}
    assert seen == kept("forms-opened", seen)


def every_reason_is_asked_for_under_the_title_of_what_it_is_for() -> None:
    seen = {command.__name__: Voice("en").label(title) for command, title in reasons.TITLES.items()}
    assert seen == kept("reason-titles", seen)
