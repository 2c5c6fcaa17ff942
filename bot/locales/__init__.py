"""The catalogues: every sentence the bot says, English as written in the code, zh-CN in the .po file.

The .po files are read as they are; there is no compiled copy that could be out of date.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.domain.plan import Language

HERE = Path(__file__).parent


@cache
def catalogue(language: Language) -> NullTranslations:
    """The translations of one language; English needs none."""
    if language == "en":
        return NullTranslations()
    with (HERE / language.replace("-", "_") / "LC_MESSAGES" / "messages.po").open("rb") as file:
        compiled = BytesIO()
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)


def msgid(sentence: str) -> str:
    """Marks a sentence for extraction where a table holds it and `Voice.say` is called elsewhere."""
    return sentence
