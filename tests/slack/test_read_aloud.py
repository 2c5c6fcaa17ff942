"""A message's text is what notifications show and screen readers say: words, and no bar drawn of block characters."""

import json
import re
from pathlib import Path

import pytest

SNAPSHOTS = sorted((Path(__file__).parent / "snapshots").glob("*.json"))
BARS = re.compile("[\u2500-\u259f]")


@pytest.mark.parametrize("file", SNAPSHOTS, ids=lambda file: file.stem)
def no_bar_is_read_aloud(file: Path) -> None:
    seen = json.loads(file.read_text(encoding="utf-8"))
    assert not BARS.search(str(seen.get("text", "")) if isinstance(seen, dict) else "")


def a_card_shows_its_bar_and_says_its_number() -> None:
    seen = json.loads((Path(__file__).parent / "snapshots" / "card-middle.en.json").read_text(encoding="utf-8"))
    assert BARS.search(json.dumps(seen["blocks"], ensure_ascii=False))
    assert re.search(r"\d+/\d+", seen["text"])
