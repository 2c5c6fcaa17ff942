"""What people type after `/release`: `parse` reads a line, `bind` finds out what it asks of a release.

Pure: the state, the workspace's members, the calendar and the time are handed in.
"""

from bot.talk.grammar.bind import bind
from bot.talk.grammar.course import bind_start
from bot.talk.grammar.directory import Directory, Member
from bot.talk.grammar.parse import Line, parse, release_named
from bot.talk.grammar.verbs import ALIASES, Verb

__all__ = ["ALIASES", "Directory", "Line", "Member", "Verb", "bind", "bind_start", "parse", "release_named"]
