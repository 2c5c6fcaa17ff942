"""Every rule about plans has a sentence, and a test that shows when it is said."""

from pathlib import Path
from typing import get_args

import pytest

from bot.domain.plan.check.finding import What
from bot.speech.checks import SENTENCES, WHAT

TESTS = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_plan_*.py")]


@pytest.mark.parametrize("code", SENTENCES)
def every_rule_is_shown_by_a_test(code: str) -> None:
    assert any(f'"{code}"' in text or f' {code}"' in text or f'"{code} ' in text for text in TESTS)


def every_sort_of_name_has_a_word() -> None:
    assert set(WHAT) == set(get_args(What))
