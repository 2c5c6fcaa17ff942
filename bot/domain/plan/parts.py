"""What every part of a plan is made of: strict and frozen models, words in both languages, lists that may be one name.

Knows no part of a plan by name.
"""

from datetime import time
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.plan.moments import parse_clock

Language = Literal["zh-CN", "en"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, ignored_types=(cached_property,))


class Text(Part):
    """One sentence in both languages; a plan that has only one language writes it once."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_(self, language: Language) -> str:
        return self.zh if language == "zh-CN" else self.en


def _both_languages(value: object) -> object:
    return {"zh": value, "en": value} if isinstance(value, str) else value


def listed(value: object) -> object:
    """One name stands for a list of one; lists from YAML become tuples."""
    if isinstance(value, list):
        return tuple(value)
    return (value,) if isinstance(value, str) else value


def _clock(value: object) -> object:
    """`"12:00"` as YAML and JSON write it."""
    return parse_clock(value) if isinstance(value, str) else value


Words = Annotated[Text, BeforeValidator(_both_languages)]
Names = Annotated[tuple[str, ...], BeforeValidator(listed)]
Clock = Annotated[time, BeforeValidator(_clock)]
