"""Lines about deployments, requests and hotfixes."""

from bot.domain import commands as c
from bot.domain import queries as q
from bot.domain.refusals import Refused
from bot.slack.grammar.people import Asked


def deployments(asked: Asked) -> c.Command | q.Query | Refused:
    raise NotImplementedError
