"""Every sentence stands in bot/speech: no other module words anything for people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CATALOGUE = frozenset({"msgid", "catalogue"})  # what bot.locales lends to speech alone
LENT = ["bot/mail/writing.py: say"]  # to the templates below
TEMPLATES = {"letter.html.jinja", "letter.txt.jinja"}  # a mail's headings, in its layout: they ask what there is alone


def worded(root: Path) -> list[str]:
    """`path:line: what` of everything under root/bot, but for speech, that words something for people itself."""
    speech, locales = root / "bot" / "speech", root / "bot" / "locales"
    return [
        f"{path.relative_to(root).as_posix()}:{line}: {what}"
        for path in sorted((root / "bot").rglob("*.py"))
        if not path.is_relative_to(speech) and not path.is_relative_to(locales)
        for line, what in _worded(ast.parse(path.read_text(encoding="utf-8")))
    ]


def _worded(module: ast.Module) -> Iterator[tuple[int, str]]:
    voices = {name for node in ast.walk(module) for name in _voices(node)}
    for node in ast.walk(module):
        match node:
            case ast.ImportFrom(module="bot.locales", lineno=line) | ast.ImportFrom(module="bot", lineno=line):
                yield from ((line, alias.name) for alias in node.names if alias.name in {*CATALOGUE, "locales"})
            case ast.Name(id=name, lineno=line) | ast.Attribute(attr=name, lineno=line) if name in CATALOGUE:
                yield line, name
            case ast.Attribute(attr="say", lineno=line):
                yield line, "say"
            case ast.Attribute(attr="count", value=value, lineno=line) if _last(value) in voices:
                yield line, "count"
            case ast.Call(func=ast.Attribute(attr="count"), args=[_, ast.Constant(value=str()), *_], lineno=line):
                yield line, "count"


def _voices(node: ast.AST) -> Iterator[str]:
    """The names that a Voice goes by: as annotated, as made, and as everybody calls it."""
    yield from ("voice", "_voice")
    match node:
        case ast.arg(arg=name, annotation=ast.expr() as kind) if "Voice" in ast.unparse(kind):
            yield name
        case ast.AnnAssign(target=target, annotation=kind) if "Voice" in ast.unparse(kind):
            yield _last(target)
        case ast.Assign(targets=targets, value=made) if "Voice(" in ast.unparse(made):
            yield from (_last(each) for target in targets for each in getattr(target, "elts", [target]))


def _last(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=func):
            return "voice" if _last(func) == "Voice" else _last(func)
        case _:
            return ""


def every_sentence_stands_in_speech() -> None:
    assert [re.sub(r":\d+", "", each) for each in worded(ROOT)] == LENT


def only_the_layout_of_mails_says_something_in_a_template() -> None:
    saying = {path.name for path in (ROOT / "bot").rglob("*.jinja") if "say(" in path.read_text(encoding="utf-8")}
    assert saying == TEMPLATES


@pytest.mark.parametrize(
    ("breach", "what"),
    [
        ('def told(voice):\n    return voice.say("Signed.")', "2: say"),
        ("def told(voice):\n    say = voice.say", "2: say"),
        ("def told(speaker: Voice):\n    return speaker.count(ONE, MANY, 2)", "2: count"),
        ("class Desk:\n    def told(self):\n        return self._voice.count(ONE, MANY, 2)", "3: count"),
        ('plain, n = Voice("en"), 1\ntold = plain.count(ONE, MANY, n)', "2: count"),
        ('told = Voice("en").count(ONE, MANY, 2)', "1: count"),
        ('def told(it):\n    return it.count("{n} bug", "{n} bugs", 2)', "2: count"),
        ("from bot.locales import msgid", "1: msgid"),
        ("from bot.locales import catalogue as words", "1: catalogue"),
        ('from bot import locales\nTITLE = locales.msgid("Sign")', "1: locales"),
    ],
)  # fmt: skip
def a_sentence_elsewhere_is_noticed(tmp_path: Path, breach: str, what: str) -> None:
    planted = tmp_path / "bot" / "slack" / "pictures" / "signing.py"
    planted.parent.mkdir(parents=True)
    planted.write_text(breach, encoding="utf-8")
    assert f"bot/slack/pictures/signing.py:{what}" in worded(tmp_path)


def what_speech_says_and_what_counts_no_sentences_is_none(tmp_path: Path) -> None:
    (tmp_path / "bot" / "speech").mkdir(parents=True)
    (tmp_path / "bot" / "speech" / "signing.py").write_text('told = voice.say("Signed.")', encoding="utf-8")
    (tmp_path / "bot" / "sheet.py").write_text('line = raw.count(b"\\n", 0, at) + [1].count(1)', encoding="utf-8")
    assert worded(tmp_path) == []
