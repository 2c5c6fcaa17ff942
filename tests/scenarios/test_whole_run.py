"""The whole plan, from `/release start` to the end, worked off by people in each of the ways Slack gives them.

The shipped plan is gone through by all of the ways at once, in Socket Mode (and in test_to_the_end over HTTP); the
other plan, which is shorter, by each of them, in both modes.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.plan import Plan
from bot.domain.state.release import Release
from sandbox import Message
from sandbox.state.happenings import MessageChanged, MessagePosted
from tests.conformance.traffic import amiss
from tests.evidence import WORDS
from tests.scenarios.drivers import Did, Way, by_button, by_command, by_reaction, mixed, work_off
from tests.scenarios.screen import asked_for, buttons_of, key_of, words_of
from tests.scenarios.stage import MOBILE, Mode, Stage, stage

Assigned = Mapping[str, tuple[str, ...]]

WAYS: dict[str, tuple[Callable[[], Way], set[str]]] = {
    "commands": (lambda: by_command, {"slash"}),
    "buttons": (lambda: by_button, {"button"}),
    "reactions": (lambda: by_reaction, {"reaction", "button"}),  # the button of the question which item is meant
    "mixed": (mixed, {"reaction", "slash", "button"}),
}
CALLED_FOR = (":named:", ":invitation:", ":minutes_to_read:", ":preparing:")
ASSIGNED: Assigned = {"business": ("licuiqi",), "product": ("fanghao",)}


@pytest.fixture(name="boying", scope="module")
def the_boying_release_at_its_end() -> Iterator[tuple[Stage, list[Did]]]:
    with stage("socket") as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        lead.types("/release assign 业务及需求人员 @licuiqi")
        lead.types("/release assign product @fanghao")
        work, _ = WAYS["mixed"]
        yield s, work_off(s, work())


def the_boying_release_runs_from_start_to_finish(boying: tuple[Stage, list[Did]]) -> None:
    s, did = boying
    assert {each.via for each in did} == WAYS["mixed"][1]
    _is_finished(s, did, ASSIGNED)
    assert "77/77" in s.person("shijiasheng").types("/release status")


def the_traffic_over_the_socket_is_such_as_slack_takes_and_sends(boying: tuple[Stage, list[Did]]) -> None:
    s, _ = boying
    assert amiss(s.server) == {}


@pytest.mark.parametrize(
    ("way", "mode"), [("commands", "http"), ("buttons", "socket"), ("reactions", "socket"), ("mixed", "http")]
)
def the_mobile_release_runs_from_start_to_finish(way: str, mode: Mode) -> None:
    with stage(mode, plan=MOBILE, beginning=datetime(2030, 3, 1, 8, tzinfo=UTC)) as s:
        s.person("maja").types("/release start")
        work, ways = WAYS[way]
        did = work_off(s, work())
        assert {each.via for each in did} <= ways
        _is_finished(s, did, {})
        passes = s.item("pass/ios-app")["signatures"]
        assert len({each["person"] for each in passes}) == 2


def _is_finished(s: Stage, did: list[Did], assigned: Assigned) -> None:
    s.comes(max(s.now(), s.release().go_live))
    assert s.shown()["release"]["state"] == "finished"
    assert s.bot.core.records.verify() == []
    _is_signed_as_it_was_done(s, did)
    _is_signed_by_who_holds_the_role(s, assigned)
    _shows_each_card_once(s)
    _said_nothing_twice(s)
    _called_only_who_must_act(s)
    _leaves_no_button(s)


def _is_signed_as_it_was_done(s: Stage, did: list[Did]) -> None:
    signatures = Counter(Did(g["person"], i["id"], g["via"]) for i in s.shown()["items"] for g in i["signatures"])
    assert signatures == Counter(did)


def _is_signed_by_who_holds_the_role(s: Stage, assigned: Assigned) -> None:
    shown = s.shown()
    release = s.bot.core.records.look(shown["release"]["id"])
    for item in shown["items"]:
        assert item["state"] == "done"
        assert {g["role"] for g in item["signatures"]} == set(item["roles"])
        for signature in item["signatures"]:
            assert signature["person"] in _holders(s.plan, signature["role"], item["system"], assigned)
            assert s.server.workspace.users[signature["user"]].key == signature["person"]
            assert not item["asks"] or all(WORDS in each for each in _brought(release, item, signature))


def _brought(release: Release, item: Mapping[str, Any], signature: Mapping[str, Any]) -> Collection[str]:
    """The words of the evidence: every section of a document, else the signature's note."""
    if item["asks"]["kind"] != "document":
        return [str(signature["note"])]
    (version,) = release.documents[item["id"]]
    return version.sections.values()


def _holders(plan: Plan, role: str, system: str | None, assigned: Assigned) -> Collection[str]:
    if role in assigned:
        return assigned[role]
    of_system = plan.systems[system].holders.get(role) if system else None
    return of_system or plan.roles[role].people


def _shows_each_card_once(s: Stage) -> None:
    someone = s.cast()[0]
    for number, phase in enumerate(s.plan.phases, start=1):
        assert phase.name.in_(s.plan.language) in words_of(someone.card(number))
    assert sum(":card:" in key_of(m) for m in someone.channel()) == len(s.plan.phases)


def _said_nothing_twice(s: Stage) -> None:
    posted = [m for m in _posted(s) if m.bot_id]
    assert all(times == 1 for times in Counter(map(key_of, posted)).values())
    anew = [m for m in posted if ":reminder:" not in key_of(m)]
    asked = Counter((m.channel, item) for m in anew for item, _ in asked_for(m))
    assert all(times == 1 for times in asked.values())


def _called_only_who_must_act(s: Stage) -> None:
    """A message to a person asks for something she can do, or tells of a role she was given; nobody is mentioned.

    To come to the meeting, to read its minutes, and to give what going live takes is asked, too.
    """
    for message in _posted(s):
        if s.server.workspace.channels[message.channel].is_im and message.bot_id:
            assert asked_for(message) or any(kind in key_of(message) for kind in CALLED_FOR), words_of(message)
    changed = [h.message for h in s.server.workspace.happenings if isinstance(h, MessageChanged)]
    assert all(m.mentions.nobody for m in (*_posted(s), *changed) if m.bot_id)


def _leaves_no_button(s: Stage) -> None:
    shown = [*s.cast()[0].channel(), *(m for person in s.cast() for m in person.dms())]
    assert not [words_of(m) for m in shown if buttons_of(m)]


def _posted(s: Stage) -> Iterator[Message]:
    return (h.message for h in s.server.workspace.happenings if isinstance(h, MessagePosted))
