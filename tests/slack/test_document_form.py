"""The form for a document holds whatever a plan asks and a person writes, and brings back what it was filled with."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.plan import Document
from bot.domain.reading.documents import PREFACE
from bot.domain.refusals import Incomplete, NothingToReview
from bot.domain.state.documents import Draft
from bot.slack.pictures import documents, forms
from bot.slack.pictures.document_form import inputs
from bot.speech.voice import Voice
from bot.talk.forms.documents import DocumentForm
from bot.talk.sections import drafted
from sandbox.people.controls import input_state
from tests.domain.papers import papers, version, write
from tests.slack.boying import after, started
from tests.slack.limits import broken_by_view

EN = Voice("en")
LINK = "https://wiki.example/plan"


def _document(sections: int) -> Document:
    titles = {f"s{n}": {"zh": f"第几部分{n}号", "en": f"Section number {n}"} for n in range(sections)}
    return Document.model_validate({"name": "plan", "sections": titles})


def _sent(blocks: list[dict[str, Any]], **values: Any) -> dict[str, str]:
    """The fields that reach the bot when somebody sends the form with these values, all else untouched."""
    state = input_state(blocks, values, {})
    found = {}
    for block, elements in state.items():
        (given_,) = elements.values()
        chosen = given_.get("selected_options")
        found[block] = given_.get("value") or "" if chosen is None else "\n".join(one["value"] for one in chosen)
    return found


def _view(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    title = {"type": "plain_text", "text": "plan"}
    return {"type": "modal", "title": title, "submit": title, "blocks": blocks}


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40).map(str.strip)
TEXTS = st.builds(lambda word, times: (word or "x") + ("\n" + (word or "x")) * times, WORDS, st.integers(0, 400))


@settings(max_examples=40, deadline=None)
@given(
    sections=st.integers(1, 90),
    texts=st.dictionaries(st.integers(0, 89), TEXTS, max_size=6),
    held=st.sets(st.integers(0, 89), max_size=6),
    preface=st.sampled_from(["", "draft two"]),
)
def a_form_that_is_sent_untouched_brings_back_what_it_was_filled_with(
    sections: int, texts: dict[int, str], held: set[int], preface: str
) -> None:
    document = _document(sections)
    written = {f"s{n}": f"| {text}" for n, text in texts.items() if n < sections}
    behind = tuple(key for n, key in enumerate(document.sections) if n in held and key not in written)
    draft = Draft(written | ({PREFACE: preface} if preface else {}), LINK, behind)
    blocks = inputs(EN, document, draft)
    assert broken_by_view(_view(blocks)) == []
    assert drafted(document, draft, _sent(blocks)) == draft


@pytest.mark.parametrize("sections", [1, 7, 80, 81, 400])
@pytest.mark.parametrize("text", ["", "完" * 2_999, "a line\n" * 900])
def a_form_keeps_slacks_limits_and_loses_nothing_it_does_not_show(sections: int, text: str) -> None:
    document = _document(sections)
    draft = Draft(dict.fromkeys(document.sections, text.strip()) if text else {})
    blocks = inputs(Voice("zh-CN"), document, draft)
    assert broken_by_view(_view(blocks)) == []
    assert drafted(document, draft, _sent(blocks)) == draft


def what_is_typed_into_the_form_takes_the_place_of_what_was_there() -> None:
    document = _document(3)
    draft = Draft({"s0": "old", "s1": "stays"})
    fields = _sent(inputs(EN, document, draft), **{"0:s0": "new\nlines", "link": LINK, "behind": ["s2"]})
    assert drafted(document, draft, fields) == Draft({"s0": "new\nlines", "s1": "stays"}, LINK, ("s2",))
    emptied = _sent(inputs(EN, document, draft), **{"0:s1": ""})
    assert drafted(document, draft, emptied) == Draft({"s0": "old"})


def the_form_is_filled_with_the_newest_version_and_over_it_with_what_was_typed() -> None:
    release = after(started(papers()), "wim", write())
    view = forms.view(EN, DocumentForm.over(release, "plan", Draft({"rollback": "call Kim"})))
    assert broken_by_view({**view, "private_metadata": "write plan in papers-1\nC1"}) == []
    fields = _sent(view["blocks"])
    assert (fields["0:order"], fields["0:rollback"]) == (version().sections["order"], "call Kim")


def the_form_says_what_is_missing_and_shows_it_under_the_inputs_that_lack_it() -> None:
    release = started(papers())
    view = forms.view(EN, DocumentForm.over(release, "plan", Draft({"order": "first"})))
    assert "Still missing: Rollback steps" in str(view["blocks"])
    told = forms.errors(EN, view, Incomplete("plan", "plan", ("rollback",)), "all of it")
    assert list(told) == ["0:rollback"]
    assert forms.errors(EN, view, NothingToReview("plan"), "all of it") == {"link": "all of it"}


def a_document_is_read_whole_with_what_changed() -> None:
    release = after(started(papers()), "wim", write(order="site & paper\n<!channel>"))
    release = after(release, "wim", write(order="site & paper\nsite last"))
    view = documents.reading(EN, release, "plan")
    assert broken_by_view(view) == []
    words = "\n".join(block["text"]["text"] for block in view["blocks"])
    assert "version 2 by Wim" in words
    assert "*Order*\nsite &amp; paper\nsite last" in words
    assert "- Order: &lt;!channel&gt;\n+ Order: site last" in words


@pytest.mark.parametrize("text", ["完" * 2_900, "<!channel> & all " * 1_500])
def a_document_of_any_length_can_be_read(text: str) -> None:
    release = started(papers())
    for number in range(2):
        release = after(release, "wim", write(order=text, rollback=f"step {number}\n{text * 10}"))
    assert broken_by_view(documents.reading(EN, release, "plan")) == []
