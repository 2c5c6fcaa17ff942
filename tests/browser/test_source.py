"""What the page's own files keep to. No browser needed."""

import re
from pathlib import Path

import pytest

from sandbox.page.serving import FOLDER

SCRIPTS = sorted((FOLDER / "js").glob("*.js"))
LONGEST = 250
MARKUP = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function"
)


def there_are_scripts() -> None:
    assert len(SCRIPTS) > 20


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def a_script_is_short_says_what_it_does_and_never_makes_markup_of_text(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert text.startswith("/**\n * ")
    assert text.count("\n") < LONGEST
    assert MARKUP.findall(text) == []


@pytest.mark.parametrize("text", ["node.innerHTML = message.text", "eval(x)", "a.insertAdjacentHTML('x', y)"])
def the_markup_made_of_text_is_noticed(text: str) -> None:
    assert MARKUP.search(text)
