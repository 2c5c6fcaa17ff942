"""One name a subject: a layer's files are named by the subjects of docs/subjects.md, or are mechanisms listed here."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.walls.linter import ROOT

SUBJECTS: Final[Mapping[str, str]] = dict(
    re.findall(r"^\| `(\w+)` \| (.+) \|$", (ROOT / "docs" / "subjects.md").read_text(encoding="utf-8"), re.MULTILINE)
)
# Each layer's files that belong to no subject, or to all of them: why they stand there.
MECHANISMS: Final[Mapping[str, Mapping[str, str]]] = {
    "bot/domain/commands": {
        "actor": "who asks, in every command",
        "admission": "when a release listens to a command, said on each one's class",
        "confirming": "the line that says yes, said on each command's class that is shown first",
    },
    "bot/domain/events": {"fact": "what every event has in common"},
    "bot/domain/refusals": {
        "confirming": "that something is shown first, whatever it is, and the code that says yes to it",
        "naming": "names that mean nothing or several things, whatever was asked",
    },
    "bot/domain/history": {"standing": "how an item stands once anything about it has changed"},
    "bot/domain/state": {"release": "the state as a whole"},
    "bot/domain/reading": {
        "accounts": "whose account may act, whatever in",
        "content": "what a signature rests on, whichever subject it is of",
        "naming": "what a typed name means",
        "reasons": "how an item stands, and every reason it waits for",
        "samples": "the arithmetic under watching",
        "standing": "who may sign an item, and what comes before it",
    },
    "bot/domain/rules": {
        "admission": "who may speak at all, and when a release listens",
        "completing": "what follows by itself from a last signature, for every subject",
        "evidence": "what a signature must bring, of whichever subject",
        "facts": "what the events of one decision have in common",
        "signature": "a signature is given by these rules alone, whichever subject asks for one",
    },
    "bot/domain/notices": {
        "cards": "the checklist of a phase, with items of every subject",
        "notification": "what every notice has in common",
    },
    "bot/domain/report": {
        "chronicle": "the fold all sections read",
        "exceptions": "what did not go by the plan, of every subject",
        "hours": "working time, counted for every section",
        "systems": "a table by system, across code, deployments and hotfixes",
    },
    "bot/speech": {
        "agenda": "what the meeting talks about, across subjects",
        "answers": "the door: an outcome's sentence",
        "archive": "the words of a command outside of Slack",
        "cards": "a phase's checklist, with items of every subject",
        "checklist": "one item, of whichever subject",
        "checks": "what is wrong with a plan",
        "consequences": "what a step brought about, read off before and after",
        "demo": "the words of the demo",
        "diagnoses": "what the doctor can find, in words",
        "doctor": "what an examination of the installation says",
        "failing": "what people hear when serving them failed",
        "forms": "titles and labels of forms, whichever verb they serve",
        "guide": "the help, over all subjects",
        "lacking": "what a system still needs, to go live or back",
        "lines": "lines to type",
        "marks": "bold and code as Slack takes them, whatever the sentence",
        "log": "the record, one line an event",
        "outlook": "what a signature would bring about",
        "platforms": "what platforms say, whichever subject asked them",
        "prompts": "what one person is asked for, across subjects",
        "refusals": "the door: a refusal's sentence",
        "rehearsal": "the words of the rehearsal",
        "status": "where a release stands, across subjects",
        "terminal": "the words of the command line",
        "voice": "the mechanism of every sentence",
        "why": "why an item waits, whatever for",
    },
    "bot/speech/outcomes": {
        "naming": "names that mean nothing or several things, whatever was asked",
        "confirming": "what is said before a yes, of every subject",
    },
    "bot/speech/report": {
        "cells": "moments, spans and names in a table's cells",
        "exceptions": "what did not go by the plan, of every subject",
        "page": "what every section is made of",
        "posting": "the words around the report",
        "summary": "the first section, over all others",
        "systems": "a table by system, across code, deployments and hotfixes",
    },
    "bot/talk/grammar": {
        "bind": "the door: a line's command",
        "choosing": "which item a line is about",
        "directory": "whom a name stands for",
        "guide": "help and whoami, over all subjects",
        "lines": "what a line is, and what a button carries",
        "markup": "what Slack writes for mentions and links",
        "moments": "moments as people type them",
        "order": "known names in another order, whichever verb's",
        "parse": "a line as a verb and its words",
        "registry": "every verb, as the subjects declare them",
        "status": "status, why and mine, across subjects",
        "verbs": "what a verb is, with all its traits",
        "zones": "zones as people name them, in any moment",
    },
    "bot/slack/pictures": {
        "answers": "the door: an answer's picture",
        "blocks": "the pieces of Block Kit",
        "buttons": "a button is a line to type",
        "document_form": "a form too big for its subject's file",
        "forms": "what every form has in common",
        "home": "one person's Home, across subjects",
        "limits": "what Slack would refuse of any picture",
        "item_list": "items of every subject, with their buttons",
        "log": "the record, one line an event",
        "notices": "the door: a notice's picture",
        "painter": "for whom, and in which language",
        "phase_card": "a phase's card, with items of every subject",
        "picture": "what every picture is",
        "status": "answers to questions, across subjects",
        "tables": "lists as tables, of every subject",
    },
    "bot/rounds": {
        "alerts": "what monitoring sends, told to every release it is about",
        "clock": "the metronome of all rounds",
        "company": "who else is connected to Slack as this app, whatever is taken by them",
        "gaps": "what people did while nobody listened, whatever it was about",
        "mailbox": "what comes in, before it belongs to a release",
    },
    "bot/out/show": {},
}


def nameless(root: Path, layer: str) -> Iterator[str]:
    """The files and packages of a layer that neither a subject nor a mechanism gives its name."""
    for path in sorted((root / layer).iterdir()):
        if _is_module(path) and path.stem not in SUBJECTS.keys() | MECHANISMS[layer].keys():
            # A package within a layer is a layer of its own, with its own list.
            if path.is_dir() and f"{layer}/{path.name}" in MECHANISMS:
                continue
            yield path.relative_to(root).as_posix()


def _is_module(path: Path) -> bool:
    return (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").is_file()


@pytest.mark.parametrize("layer", MECHANISMS)
def every_file_of_a_layer_is_named_by_a_subject_or_a_mechanism(layer: str) -> None:
    assert list(nameless(ROOT, layer)) == []


@pytest.mark.parametrize("layer", MECHANISMS)
def every_mechanism_has_a_file(layer: str) -> None:
    assert [name for name in MECHANISMS[layer] if not (ROOT / layer / f"{name}.py").is_file()] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def every_subject_lives_in_the_domain(subject: str) -> None:
    assert list((ROOT / "bot" / "domain").glob(f"*/{subject}.py"))


def there_are_subjects_to_read() -> None:
    assert {"signing", "going_live", "report"} < SUBJECTS.keys()


def a_file_with_a_second_name_for_a_subject_is_noticed(tmp_path: Path) -> None:
    layer = tmp_path / "bot" / "slack" / "pictures"
    layer.mkdir(parents=True)
    for name in ("__init__", "signing", "painter", "golive"):
        (layer / f"{name}.py").touch()
    assert list(nameless(tmp_path, "bot/slack/pictures")) == ["bot/slack/pictures/golive.py"]
