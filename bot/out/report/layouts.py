"""The two layouts of a report; the words come filled in."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


@cache
def templates() -> Environment:
    """HTML is escaped; a name that nobody gives is an error and never a gap."""
    return Environment(
        loader=PackageLoader("bot.out.report"),
        autoescape=select_autoescape(enabled_extensions=("html.jinja",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
