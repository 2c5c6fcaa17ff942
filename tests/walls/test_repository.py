"""What the whole repository owes its readers: no trace of a machine, complete translations, a README that starts it."""

import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LEAKS = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org)\b"
    r"|--(?:extra-)?index-url[ =]\S|--find-links[ =]\S|--trusted-host[ =]\S"
    r"|(?<![\w.~>}-])/(?:root|home|work|opt|Users)/\w|\b[A-Z]:\\Users\\"
)
CATALOGUES = sorted((ROOT / "bot" / "locales").glob("*/LC_MESSAGES/messages.po"))
READMES = sorted(ROOT.glob("README*.md"))


def committed_files() -> list[Path]:
    """Every file under version control that is still there; outside a clone there is nothing to ask."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git clone: no list of committed files")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def leaks(text: str) -> list[str]:
    return [match.group() for match in LEAKS.finditer(text)]


def no_committed_file_tells_of_a_machine_or_a_registry() -> None:
    files = committed_files()
    assert files
    found = {path.relative_to(ROOT): leaks(path.read_text(encoding="utf-8", errors="ignore")) for path in files}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "pieces",
    [
        ("https://pypi", ".org/simple"),
        ("--index", "-url https://mirror.example"),
        ("see /ho", "me/chen/notes"),
        ('"/ro', 'ot/x"'),
    ],
    ids=["registry", "index option", "home", "root"],
)
def a_leak_is_noticed(pieces: tuple[str, str]) -> None:
    assert leaks("".join(pieces))


@pytest.mark.parametrize(
    "text", ["bot/slack/home/card.py", "https://example.com/home/x", "--no-emit-index-url", "../work/x"]
)
def a_plain_path_is_no_leak(text: str) -> None:
    assert leaks(text) == []


def _catalogue(path: Path) -> Catalog:
    with path.open("rb") as opened:
        return read_po(opened)


def _missing(catalogue: Catalog) -> list[str]:
    """The msgids without a sentence that would be shown: untranslated in any plural form, or marked fuzzy."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and (message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string))
    ]


@pytest.mark.skipif(not CATALOGUES, reason="no catalogue yet")
def every_language_has_the_same_sentences() -> None:
    sentences = {path.parts[-3]: {str(message.id) for message in _catalogue(path) if message.id} for path in CATALOGUES}
    every = set.union(*sentences.values())
    assert {language: every - known for language, known in sentences.items()} == {
        language: set() for language in sentences
    }


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def every_sentence_is_translated(path: Path) -> None:
    assert _missing(_catalogue(path)) == []


def an_empty_sentence_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "messages.po"
    path.write_text('msgid "Signed"\nmsgstr ""\n\nmsgid "Blocked"\nmsgstr "已阻塞"\n', encoding="utf-8")
    assert _missing(_catalogue(path)) == ["Signed"]


@pytest.mark.skipif(not READMES, reason="no README yet")
@pytest.mark.parametrize("command", ["make demo", "make test"])
def every_readme_says_how_to_start(command: str) -> None:
    assert [path.name for path in READMES if command not in path.read_text(encoding="utf-8")] == []
