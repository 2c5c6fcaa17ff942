"""Names of modules and classes: no name that says nothing, none that was given up, none that stands for two things."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import pytest

from tests.walls.linter import PACKAGES, ROOT
from tests.walls.source import sources

EACH_ITS_OWN = frozenset({"Labels"})  # what one layer calls the same in each of its files: a subject's labels
NOUNLESS = frozenset({"util", "utils", "helper", "helpers", "common", "misc"})
# What subjects were called before each had one name. Slack's own words (views, people) stay in the local workspace.
GIVEN_UP = frozenset({
    "golive", "live", "on_air", "production", "trouble", "preparing", "items", "people", "work", "contents", "news",
    "views", "deploying", "withdrawing", "tracking", "alerting", "correspondence", "bug_turns", "postman", "postbox",
})  # fmt: skip
LAYERED = ("bot/domain", "bot/record", "bot/speech", "bot/talk", "bot/slack", "bot/rounds", "bot/post", "bot/out")


@dataclass(frozen=True)
class Defined:
    """A public class, and the module it stands in."""

    name: str
    module: tuple[str, ...]

    @property
    def room(self) -> tuple[str, ...]:
        """Within it a name is used once: a room of the bot, a layer of its domain, storage, the workspace."""
        depth = {"bot": 3 if self.module[:2] == ("bot", "domain") else 2}.get(self.module[0], 1)
        return self.module[:depth]

    def is_one_thing_with(self, other: "Defined") -> bool:
        """Within the domain: one subject seen by two layers, or what the plan calls by that name."""
        return self.module[3:4] == other.module[3:4] or "plan" in {self.module[2], other.module[2]}


def twins(texts: Mapping[str, str]) -> set[str]:
    """The class names that stand for two things: in one room, in the domain, or in more than two rooms of a house."""
    defined: dict[tuple[str, str], list[Defined]] = defaultdict(list)
    for path, text in texts.items():
        for name in re.findall(r"^class ([A-Za-z]\w*)", text, re.MULTILINE):
            each = Defined(name, tuple(path.removesuffix(".py").split("/")))
            defined[each.module[0], name].append(each)
    return {name for (_, name), group in defined.items() if name not in EACH_ITS_OWN and _is_ambiguous(group)}


def _is_ambiguous(group: list[Defined]) -> bool:
    domain = [each for each in group if each.module[:2] == ("bot", "domain")]
    return (
        len({each.room for each in group}) < len(group)
        or len({each.room[:2] for each in group}) > 2
        or not all(one.is_one_thing_with(other) for one, other in combinations(domain, 2))
    )


def renamed(texts: Mapping[str, str]) -> Iterator[str]:
    """Classes of ours that a module has to call by another name, since their own is taken there."""
    for path, text in texts.items():
        for node in ast.walk(ast.parse(text, filename=path)) if re.search(r"\bas [A-Z]", text) else ():
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in PACKAGES:
                yield from (f"{path}: {alias.name}" for alias in node.names if alias.asname and alias.name[0].isupper())


def nounless(paths: Iterable[str]) -> list[str]:
    """The modules whose name says nothing of what they hold."""
    return [path for path in paths if NOUNLESS & set(path.removesuffix(".py").split("/"))]


def given_up(paths: Iterable[str]) -> list[str]:
    """The modules of the layers that bear a name that was given up."""
    return [path for path in paths if path.startswith(LAYERED) and GIVEN_UP & set(path.removesuffix(".py").split("/"))]


@pytest.fixture(scope="module")
def house() -> dict[str, str]:
    """The tree as it is."""
    return sources(ROOT)


def every_module_is_named_by_what_it_holds(house: dict[str, str]) -> None:
    assert nounless(house) == []


def no_module_bears_a_name_that_was_given_up(house: dict[str, str]) -> None:
    assert list(given_up(house)) == []


def no_two_classes_that_meet_share_a_name(house: dict[str, str]) -> None:
    assert twins(house) == set()


def no_class_is_renamed_where_it_is_used(house: dict[str, str]) -> None:
    assert list(renamed(house)) == []


def a_module_whose_name_says_nothing_or_was_given_up_is_noticed() -> None:
    paths = ["bot/slack/utils.py", "bot/speech/golive.py", "sandbox/blockkit/views.py"]
    assert nounless(paths) == ["bot/slack/utils.py"]
    assert given_up(paths) == ["bot/speech/golive.py"]


@pytest.mark.parametrize(
    ("paths", "ambiguous"),
    [
        (("bot/slack/desk.py", "bot/slack/sender.py"), True),
        (("bot/slack/desk.py", "bot/mail/letter.py"), False),
        (("bot/slack/desk.py", "bot/mail/letter.py", "bot/talk/queries.py"), True),
        (("bot/domain/state/bugs.py", "bot/domain/events/bugs.py"), False),
        (("bot/domain/state/bugs.py", "bot/domain/events/gates.py"), True),
        (("bot/domain/state/bugs.py", "bot/domain/plan/steps.py"), False),
        (("bot/slack/desk.py", "sandbox/wire/door.py"), False),
    ],
)
def two_classes_that_meet_under_one_name_are_noticed(paths: tuple[str, ...], ambiguous: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert twins(dict.fromkeys(paths, "class Turn: ...")) == ({"Turn"} if ambiguous else set())


def a_class_that_is_renamed_is_noticed_and_a_module_is_not() -> None:
    text = "from bot.domain import refusals as r\nfrom bot.domain.state.bugs import State as BugState"
    assert list(renamed({"bot/app.py": text})) == ["bot/app.py: State"]


PLAYED = ("bot/demo/", "bot/rehearse/")  # they open workspaces of their own, where the command has its own name
NAMED_ONCE = {"bot/speech/voice.py", "bot/settings.py", "bot/__main__.py"}  # the default, its shape, and its help
COMMAND = re.compile(r"/release(?![\w-])")


def no_line_names_the_slash_command_but_its_setting() -> None:
    """An installation may call it otherwise: `Voice.line` puts its name before a line, `{command}` into a sentence."""
    named = {
        path
        for path, source in sources(ROOT).items()
        if path.startswith("bot/") and not path.startswith(PLAYED) and any(map(COMMAND.search, _said(source)))
    }
    assert named <= NAMED_ONCE
    assert not COMMAND.search((ROOT / "bot/locales/zh_CN/LC_MESSAGES/messages.po").read_text(encoding="utf-8"))


def _said(source: str) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(source)
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value
