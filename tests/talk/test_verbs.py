"""Each verb's traits, as its lines show them: what is approved is written down beside the tests and read by people."""

from functools import cache
from typing import Any

import pytest

from bot.core import Core, conversation, open_core
from bot.domain import commands as c
from bot.domain.plan import Language
from bot.domain.state.release import Release
from bot.record.outcome import No
from bot.record.service import Caller
from bot.slack.pictures.answers import Answers
from bot.speech import guide
from bot.speech.voice import Voice
from bot.talk.grammar.lines import release_named
from bot.talk.grammar.parse import parse
from bot.talk.grammar.registry import VERBS, help_lines
from bot.talk.grammar.verbs import Line, Verb
from bot.talk.understanding import SaidLine
from tests.domain.plans import boying
from tests.slack.boying import STARTED, after, started
from tests.slack.lines import typed
from tests.slack.snapshot import kept

ITEM = "1a-2/boying-user"
NAMED = {verb.name: verb for verb in VERBS}


@pytest.fixture(name="nothing", scope="module")
def a_database_without_a_release(tmp_path_factory: pytest.TempPathFactory) -> Core:
    return open_core(f"sqlite:///{tmp_path_factory.mktemp('verbs')}/empty.db", lambda: STARTED)


def without_a_release(core: Core, text: str) -> str:
    """The kind of what is answered where no release is."""
    answers = Answers(core.records, boying(), lambda: STARTED)
    talk = conversation(core, boying(), answers, clock=lambda: STARTED)
    about = talk.answer(SaidLine(text, Caller("U9", "slash", text))).about
    return type(about.refused if isinstance(about, No) else about).__name__


@cache
def asking() -> Release:
    return after(started(), "fucheng", c.Request("dba", "1b/boying-user", "an index"))


def ends_with_own_words(name: str) -> bool:
    line = parse(f"{name} 1b boying-user tested in chrome")
    assert isinstance(line, Line)
    return release_named(line, ["boying-1.0.0"]) == ""


def seen(core: Core, verb: Verb) -> dict[str, Any]:
    """The traits as somebody at the keyboard meets them."""
    understood = [
        name for name in verb.names if isinstance(line := parse(f"{name} {ITEM}"), Line) and line.verb is verb
    ]
    return {
        "understood": understood,
        "usage": verb.usage,
        "alone": repr(typed(verb.name, by="shijiasheng")),
        "of an item": repr(typed(f"{verb.name} {ITEM} some words", by="shijiasheng")),
        "of a system": repr(typed(f"{verb.name} boying-user some words", by="shijiasheng")),
        "of a request": repr(typed(f"{verb.name} R1 some words", by="fanghao", release=asking())),
        "ends with own words": ends_with_own_words(verb.name),
        "said by a stranger": type(typed(f"{verb.name} fucheng", by="")).__name__,
        "without a release": without_a_release(core, verb.name),
        "end in a form": [verb.end.title.value, verb.end.label.value] if verb.end else [],
    }


@pytest.fixture(name="found", scope="module")
def what_every_verb_shows(nothing: Core) -> dict[str, Any]:
    return {verb.name: seen(nothing, verb) for verb in VERBS}


def every_verb_is_approved_and_no_other(found: dict[str, Any]) -> None:
    assert list(kept("verbs", found)) == list(found)


@pytest.mark.parametrize("name", NAMED)
def every_verb_is_what_was_approved(found: dict[str, Any], name: str) -> None:
    assert found[name] == kept("verbs", found)[name]


@pytest.mark.parametrize("name", NAMED)
def every_verb_is_found_by_its_usual_line(name: str) -> None:
    line = parse(NAMED[name].usage)
    assert isinstance(line, Line)
    assert (line.verb.name, line.words) == (name, NAMED[name].words)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def the_help_reads_as_it_was_approved(language: Language) -> None:
    told = guide.help_text(Voice(language), help_lines()).splitlines()
    assert told == kept(f"help.{language}", told)


def no_two_verbs_share_a_place_in_the_help() -> None:
    places = [(verb.help.part, verb.help.place) for verb in VERBS]
    assert len(set(places)) == len(places)
