"""Bold is bold and code is code in both languages: no asterisk and no backtick is left for people to see."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plan import Language
from bot.slack.pictures.blocks import cut
from bot.speech.guide import help_text
from bot.speech.marks import APART
from bot.speech.voice import Voice
from bot.talk.grammar.registry import help_lines
from tests.slack.mrkdwn import EXAMPLES, mrkdwn_of, ours, standing

SNAPSHOTS = sorted((Path(__file__).parent / "snapshots").glob("*.json"))
ZH = Voice("zh-CN")
WORDS = st.text(st.sampled_from("a签，。 （*_`~-🔴"), min_size=1, max_size=6)


@pytest.mark.parametrize("example", EXAMPLES)
def every_mark_stands_in_an_example_as_slack_lets_them(example: dict[str, Any]) -> None:
    assert standing(example["text"]) == example["stands"]


@pytest.mark.parametrize("file", SNAPSHOTS, ids=lambda file: file.stem)
def no_mark_is_left_standing_in_a_message(file: Path) -> None:
    for text in mrkdwn_of(json.loads(file.read_text(encoding="utf-8"))):
        assert ours(text) == [], text


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def no_mark_is_left_standing_in_the_help(language: Language) -> None:
    assert standing(help_text(Voice(language), help_lines())) == []


@given(st.text(st.sampled_from("a签，。 （-🔴"), min_size=1, max_size=4), st.sampled_from([ZH, Voice("en")]))
def a_mark_is_kept_apart_from_whatever_it_is_put_beside(beside: str, voice: Voice) -> None:
    for marked in (voice.bold("1b"), voice.code("done 1b")):
        for text in (
            voice.say("{item} ({title})", item=marked, title=marked),
            voice.say("{shown} and {n} more", shown=beside + marked, n=3),
            voice.list([marked, beside, marked]),
            voice.sentences(marked, marked, beside.strip() or "a"),
        ):
            assert standing(text.replace(beside + marked, beside + " " + marked)) == []


@given(WORDS)
def a_line_to_type_stays_exact_and_what_a_person_wrote_is_touched_only_on_its_outside(words: str) -> None:
    told = ZH.say("{reason} — {person}, since {moment}", reason=ZH.said(words), person=ZH.code("x"), moment="now")
    assert f"“{ZH.quote(words)}”" in told
    assert f"`{ZH.quote(words)}`" in ZH.list([ZH.code(words), "，"])


def nothing_is_kept_apart_in_plain_text() -> None:
    plain = Voice("zh-CN", "plain")
    assert APART not in plain.list([plain.code("a"), plain.bold("b"), "*c*"])
    assert plain.bold("b") == "b"


def a_text_is_never_cut_within_bold_or_code() -> None:
    text = f"{'x' * 20} `/release done 1b boying-user` and *the title of it*"
    assert [length for length in range(10, len(text) + 1) if standing(cut(text, length))] == []
