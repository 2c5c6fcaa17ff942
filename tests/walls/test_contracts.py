"""The contracts of pyproject.toml: each is kept, and each blames the breaches planted for it, and nothing else.

All breaches are planted at once in one copy of the tree. That a contract blames exactly the lines planted for it shows
both that it sees them and that it takes offence at nothing that belongs to another.
"""

import shutil
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest

from tests.walls.linter import CONTRACTS, PACKAGES, ROOT, Chain, lint


@dataclass(frozen=True)
class Breach:
    """A line at the end of a module that imports another, and every contract it breaks."""

    importer: str
    imported: str
    breaks: AbstractSet[str]
    line: str = "import {}"

    def package(self) -> str:
        """The innermost package both lie in: there a circle is closed."""
        pairs = zip(self.importer.split("."), self.imported.split("."), strict=False)
        return ".".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    def plant(self, root: Path) -> str:
        """Put the line into the tree under the root; where it stands and what it imports, as it is to be blamed."""
        path = root / f"{self.importer.replace('.', '/')}.py"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}{self.line.format(self.imported)}\n", encoding="utf-8")
        return f"{self.importer}:{len(text.splitlines()) + 1}: {self.imported}"


BREACHES = (
    Breach("storage.journal", "bot.domain.events", {"houses"}),
    Breach("sandbox.shapes.files", "bot.settings", {"houses"}, "if TYPE_CHECKING: import {}"),
    Breach("bot.mail.hypertext", "bot.app", {"floors", "circles", "mail"}),
    Breach("bot.record.service", "bot.slack.pictures.notices", {"floors", "circles"}),
    Breach("bot.speech.answers", "bot.slack.sender", {"floors", "circles", "sentences", "slack"}),
    Breach("bot.plans.errors", "bot.mail.letter", {"floors"}, "def planted(): import {}"),
    Breach("bot.operator", "bot.doctor.examining", {"floors"}),
    Breach("bot.domain.state.bugs", "bot.domain.rules.bugs", {"domain", "circles"}),
    Breach("bot.domain.notices.bugs", "bot.domain.rules.bugs", {"domain"}),
    Breach("bot.slack.pictures.blocks", "bot.slack.pace", {"slack", "pictures"}),
    Breach("bot.platforms.deployments.github", "bot.platforms.bugs.issue", {"platforms"}),
    Breach("bot.out.show.meetings", "bot.out.report.files", {"out"}),
    Breach("storage.tables", "storage.outbox", {"storage", "circles"}),
    Breach("storage.engine", "storage.archive", {"storage"}),
    Breach("storage.journal", "storage.examination", {"storage"}),
    Breach("sandbox.setup.loopback", "sandbox.people.person", {"sandbox", "circles"}),
    Breach("sandbox.api.rates", "sandbox.wire.payloads", {"deliveries"}),
    Breach("bot.speech.lacking", "bot.speech.why", {"circles"}),
    Breach("bot.domain.rules.signing", "random", {"pure-domain"}, "def planted(): import {}"),
    Breach("bot.speech.answers", "bot.record.service", {"sentences"}),
    Breach("bot.slack.pictures.painter", "bot.record.service", {"pictures"}),
    Breach("bot.slack.pictures.painter", "slack_sdk", {"pictures"}),
    Breach("bot.mail.letter", "bot.record.lookup", {"mail"}),
    Breach("bot.platforms.bugs.jira", "bot.speech.voice", {"platform-calls"}),
    Breach("bot.watching.prober", "bot.record.service", {"looks"}),
    Breach("bot.out.report.html", "bot.domain.state.release", {"report"}),
    Breach("bot.platforms.deployments.supervisor", "bot.platforms.calling", {"supervisor"}),
    Breach("bot.slack.listeners", "storage.journal", {"database"}),
    Breach("bot.app", "sandbox.opening", {"workspace"}),
    Breach("bot.record.service", "slack_bolt", {"bolt"}),
    Breach("bot.post.claims", "slack_sdk", {"slack-client"}),
    Breach("bot.slack.socket", "websocket", {"sockets"}),
    Breach("bot.slack.members", "tzdata", {"zones"}),
    Breach("bot.record.keys", "cryptography", {"keys"}),
    Breach("bot.record.service", "sqlmodel", {"sql"}),
    Breach("bot.slack.sender", "httpx", {"http-calls"}),
    Breach("bot.rounds.clock", "starlette", {"http-served"}),
    Breach("bot.slack.http", "uvicorn", {"servers"}),
    Breach("bot.post.deliverer", "prometheus_client", {"metrics"}),
    Breach("bot.mail.writing", "smtplib", {"mail-servers"}),
    Breach("bot.rounds.mailbox", "imap_tools", {"mail-servers"}),
    Breach("bot.rounds.alerts", "icalendar", {"invitations"}),
    Breach("sandbox.wire.courier", "aiosmtpd", {"workspace-mail"}),
    Breach("bot.operator", "jinja2", {"templates"}),
    Breach("bot.out.report.html", "drawsvg", {"charts"}),
    Breach("bot.post.deliverer", "apscheduler", {"metronome"}),
    Breach("bot.demo.command", "typer", {"command-line"}),
    Breach("bot.operator", "rich", {"terminal"}),
    Breach("bot.slack.desk", "gettext", {"languages"}),
    Breach("bot.rounds.alerts", "holidays", {"calendars"}),
    Breach("bot.operator", "yaml", {"yaml"}),
    Breach("bot.slack.desk", "pydantic", {"validation"}),
    Breach("bot.plans.file", "structlog", {"logs"}),
    Breach("bot.demo.command", "subprocess", {"processes"}),
    Breach("bot.demo.command", "importlib", {"nobody"}),
    Breach("storage.engine", "sqlite3", {"nobody"}),
)
ROOMS = tuple((id_, room) for id_, each in CONTRACTS.items() if "exhaustive" in each for room in each["containers"])


@pytest.fixture(scope="module")
def standing() -> dict[str, set[Chain]]:
    """What every contract blames in the tree as it is."""
    return lint(ROOT)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree, its sources and settings alone."""
    root = tmp_path_factory.mktemp("house")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, root / package, ignore=_all_but_sources)
    shutil.copy(ROOT / "pyproject.toml", root)
    (root / "tests/walls").mkdir(parents=True)
    shutil.copy(ROOT / "tests/walls/only.py", root / "tests/walls")
    return root


@pytest.fixture(scope="module")
def planted(copied: Path) -> list[tuple[Breach, str]]:
    """Every breach, and how it is to be blamed; and in every room a file that has no place there."""
    for _, room in ROOMS:
        (copied / room.replace(".", "/") / "cellar.py").touch()
    return [(breach, breach.plant(copied)) for breach in BREACHES]


@pytest.fixture(scope="module")
def falling(copied: Path, planted: list[tuple[Breach, str]]) -> dict[str, set[Chain]]:
    """What every contract blames in the copy with all the breaches."""
    assert planted
    return lint(copied)


def _all_but_sources(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not (Path(folder) / name).is_dir()]


@pytest.mark.parametrize("contract", CONTRACTS)
def every_wall_stands(contract: str, standing: dict[str, set[Chain]]) -> None:
    assert standing[contract] == set()


@pytest.mark.parametrize("contract", CONTRACTS)
def every_wall_catches_its_breach(
    contract: str, planted: list[tuple[Breach, str]], falling: dict[str, set[Chain]]
) -> None:
    circles = contract == "circles"  # import-linter names the package a circle is in, and no line
    lines = {breach.package() if circles else blame for breach, blame in planted if contract in breach.breaks}
    assert lines
    unplaced = {f"{room}.cellar" for id_, room in ROOMS if id_ == contract}
    assert {place for chain in falling[contract] for place in chain & (lines | unplaced)} == lines | unplaced
    assert [chain for chain in falling[contract] if not chain & (lines | unplaced)] == []


def every_breach_breaks_walls_there_are() -> None:
    assert {contract for breach in BREACHES for contract in breach.breaks} == set(CONTRACTS)
