"""Lines about documents, reviews, branches and scripts."""

from bot.domain import commands as c
from bot.domain import queries as q
from bot.domain.documents import Draft
from bot.domain.refusals import Refused
from bot.slack.grammar.people import Asked


def contents(asked: Asked) -> c.Command | q.Query | Refused:
    raise NotImplementedError


def drafted(asked: Asked) -> Draft:
    """What a form for a document brought: the text of each section by its key, the link, the sections behind it."""
    raise NotImplementedError
