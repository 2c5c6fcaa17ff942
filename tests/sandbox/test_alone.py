"""The workspace is a package of its own one day: nothing in it, down to its page's scripts, names the bot."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SANDBOX = Path(__file__).resolve().parents[2] / "sandbox"
NAMES = re.compile(
    r"release[ _-]?captain"
    r"|boying"
    r"|(?<![\w./])/release\b"  # its command
    r"|(?:\b(?:from|import)|-m)\s+(?-i:bot|storage)\b"
    r"|\b(?:bot|storage)/\w"  # a path into it
    r"|/\s*[\"'](?:bot|storage)[\"']",
    re.IGNORECASE,
)


def named(folder: Path) -> Iterator[str]:
    """`file:line: text` of every line that names the bot."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if NAMES.search(line):
                    yield f"{path.relative_to(folder).as_posix()}:{number}: {line.strip()}"


def nothing_in_the_workspace_names_the_bot() -> None:
    assert list(named(SANDBOX)) == []


def every_part_of_the_workspace_is_read() -> None:
    kinds = {path.suffix for path in SANDBOX.rglob("*") if path.is_file()}
    assert {".py", ".js", ".css", ".html", ".svg", ".md"} <= kinds


@pytest.mark.parametrize(
    "line",
    [
        "from bot.slack import cards",
        "    import storage",
        'PATH = ROOT / "bot" / "slack" / "manifest.yaml"',
        "python -m sandbox --manifest bot/slack/manifest.yaml",
        "python -m bot doctor",
        'app: ["发布", "Release Captain"],',
        "chen.types('/release status')",
        "#boying-team {",
    ],
)
def a_line_that_names_the_bot_is_noticed(line: str, tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(f"first\n{line}\n", encoding="utf-8")
    assert list(named(tmp_path)) == [f"page.js:2: {line.strip()}"]


@pytest.mark.parametrize(
    "line", ["the bot's own user", "world.bot.name", "server.release_events()", '"storage": null', "releases"]
)
def a_workspace_may_speak_of_its_app(line: str, tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(line, encoding="utf-8")
    assert list(named(tmp_path)) == []
