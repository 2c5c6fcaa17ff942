"""What people type after `/release`: `parse` reads a line, `bind` finds out what it asks of a release.

Pure: the state, the workspace's members, the calendar and the time are handed in.
"""

from bot.slack.grammar.bind import bind
from bot.slack.grammar.course import bind_start
from bot.slack.grammar.parse import Line, parse, release_named
from bot.slack.grammar.people import Directory, Member
from bot.slack.grammar.verbs import ALIASES, Verb

__all__ = ["ALIASES", "Directory", "Line", "Member", "Verb", "bind", "bind_start", "parse", "release_named"]
