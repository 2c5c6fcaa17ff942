"""Code and catalogue hold the same sentences, whole, in both languages."""

from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg  # type: ignore[attr-defined]  # the stubs are older than it
from babel.messages.pofile import read_po

from bot.speech.lines import PLACEHOLDER

BOT = Path(__file__).parents[2] / "bot"
KEYWORDS = {"say": (1,), "count": (1, 2), "msgid": (1,)}  # as babel.cfg gives them to pybabel


def said() -> set[str | tuple[str, ...]]:
    """Every sentence in the code."""
    with (BOT / "locales" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(BOT, methods, options, KEYWORDS)
    return {message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found}


def catalogue() -> Catalog:
    with (BOT / "locales" / "zh_CN" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="zh_CN", abort_invalid=True)


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def every_sentence_in_the_code_is_in_the_catalogue_and_none_is_stale() -> None:
    known = {message.id if isinstance(message.id, str) else tuple(message.id) for message in messages()}
    assert said() - known == set(), "not translated"
    assert known - said() == set(), "said nowhere any more"
    assert len(known) > 200


def no_translation_is_empty_or_a_guess() -> None:
    assert [message.id for message in messages() if message.fuzzy or not all(forms(message.string or ""))] == []


def every_translation_fills_in_the_same_words() -> None:
    for message in messages():
        named = blanks(forms(message.id)[-1])
        assert "" not in named, f"words are named, not counted: {message.id}"
        assert all(blanks(form) <= named | {"n"} for form in forms(message.id))
        assert [blanks(form) for form in forms(message.string)] == [named] * len(forms(message.string)), message.id


def every_line_to_type_is_kept_in_the_translation() -> None:
    for message in messages():
        typed = [part for part in forms(message.id)[0].split("`")[1::2] if part.startswith("{command}")]
        kept = forms(message.string)[0].split("`")[1::2]
        assert [part for part in kept if part.startswith("{command}")] == typed, message.id


def what_is_to_be_filled_in_is_named_in_chinese() -> None:
    """`write show 事项`, as the usage lines beside it name it, and not `write show ITEM`."""
    named = [message.id for message in messages() if PLACEHOLDER.search(" ".join(forms(message.id)))]
    left = [form for message in messages() for form in forms(message.string) if PLACEHOLDER.search(form)]
    assert named != []
    assert left == []


def no_sentence_is_bold_by_itself() -> None:
    """`Voice.bold` makes what is, and keeps it apart from what stands beside it."""
    assert [
        form for message in messages() for form in (*forms(message.id), *forms(message.string)) if "*" in form
    ] == []


def no_chinese_sentence_ends_with_ascii_punctuation() -> None:
    wrong = [
        form for message in messages() for form in forms(message.string) if form.endswith((".", ",", ";", "?", "!"))
    ]
    assert wrong == []
