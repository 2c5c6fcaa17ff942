"""The whole plan, from `/release start` to the end, worked off by people in each of the ways Slack gives them.

The shipped plan is gone through by commands in `test_to_the_end`, and here by buttons, by emoji, and by all of the ways
at once; each time with some of what teams report about their releases. Another plan is gone through, too.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.plan import Plan
from bot.domain.state.release import Release
from sandbox import Message
from sandbox.state.happenings import MessageChanged, MessagePosted
from tests.conformance.traffic import amiss
from tests.evidence import WORDS
from tests.scenarios.drivers import Did, Situation, Way, by_button, by_reaction, mixed, work_off
from tests.scenarios.screen import asked_for, buttons_of, key_of, words_of
from tests.scenarios.situations import (
    A_BUG,
    ANOTHER_COMMIT,
    DELETED,
    FAILURE,
    MENDED,
    MENDED_COMMIT,
    OLD_BUTTON,
    TOO_EARLY,
)
from tests.scenarios.stage import MOBILE, Stage, stage

Assigned = Mapping[str, tuple[str, ...]]

RUNS: dict[str, tuple[Way, set[str], tuple[Situation, ...]]] = {
    "buttons": (by_button, {"button"}, (OLD_BUTTON, TOO_EARLY, ANOTHER_COMMIT)),
    "emoji": (by_reaction, {"reaction", "button"}, (A_BUG, MENDED, DELETED)),
    "mixed": (mixed(), {"reaction", "slash", "button"}, (FAILURE, A_BUG, TOO_EARLY, ANOTHER_COMMIT)),
}
"""How each run of the shipped plan is gone through, and what happens in it.

By commands, in `to_the_end`: nobody is asked before the window, another commit is refused, two deployments fail, a
rollback is confirmed, a backup is replaced, a stand-in acts, a watch is down.
"""

SHUT = ("Outdated", "GateLost", "Reopened", "Blocked")
CALLED_FOR = (":named:", ":invitation:", ":minutes_to_read:", ":preparing:")
TOLD_OF = (":bug_turn:", ":changed:", ":deployment_failed:", ":gate_fell:", ":voided:")
ASSIGNED: Assigned = {"business": ("licuiqi",), "product": ("fanghao",)}


@pytest.mark.parametrize("run", RUNS)
def the_boying_release_runs_from_start_to_finish_whatever_happens(run: str) -> None:
    way, ways, woven = RUNS[run]
    with stage() as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        lead.types("/release assign 业务及需求人员 @licuiqi")
        lead.types("/release assign product @fanghao")
        did = work_off(s, way, woven)
        assert ways - {"slash"} <= {each.via for each in did} <= ways
        _is_finished(s, did, ASSIGNED)
        assert "77/77" in lead.types("/release status")


def a_release_of_another_plan_runs_from_start_to_finish() -> None:
    with stage("socket", plan=MOBILE, beginning=datetime(2030, 3, 1, 8, tzinfo=UTC)) as s:
        s.person("maja").types("/release start")
        did = work_off(s, mixed())
        assert {each.via for each in did} <= {"reaction", "slash", "button"}
        _is_finished(s, did, {})
        passes = s.item("pass/ios-app")["signatures"]
        assert len({each["person"] for each in passes}) == 2
        assert amiss(s.server) == {}


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
    """Each once, those too that ended later."""
    signed = (entry for entry in s.bot.core.records.history(s.plan.release) if entry.kind == "Signed")
    given = Counter(Did(entry.data["by"], entry.data["item"], entry.data["via"]) for entry in signed)
    assert given == Counter(did)


def _is_signed_by_who_holds_the_role(s: Stage, assigned: Assigned) -> None:
    shown = s.shown()
    release = s.bot.core.records.look(shown["release"]["id"])
    for item in shown["items"]:
        assert item["state"] == "done"
        assert {g["role"] for g in item["signatures"]} == set(item["roles"])
        for signature in item["signatures"]:
            assert signature["person"] in _holders(s.plan, signature["role"], item["system"], assigned)
            assert s.server.workspace.users[signature["user"]].key == signature["person"]
            assert not item["asks"] or all(
                WORDS in each or MENDED_COMMIT in each for each in _brought(release, item, signature)
            )


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
    opened = _opened_anew(s)
    assert {item for (_, item), times in asked.items() if times > 1} <= opened


def _opened_anew(s: Stage) -> set[str]:
    """What was asked for once more: what was shut, and whatever rested on it and waited meanwhile."""
    shut = {e.data["item"] for e in s.bot.core.records.history(s.plan.release) if e.kind in SHUT}
    layout = s.release().layout
    return shut.union(*(layout.downstream(key) for key in shut))


def _called_only_who_must_act(s: Stage) -> None:
    """A message to a person asks for something she can do, or tells of a role she was given; nobody is mentioned.

    To come to the meeting, to read its minutes, and to give what going live takes is asked, too; a failure, a bug, and
    what became of their signatures is told to who must mend it.
    """
    for message in _posted(s):
        if s.server.workspace.channels[message.channel].is_im and message.bot_id:
            kinds = (*CALLED_FOR, *TOLD_OF)
            assert buttons_of(message) or any(kind in key_of(message) for kind in kinds), words_of(message)
    changed = [h.message for h in s.server.workspace.happenings if isinstance(h, MessageChanged)]
    assert all(m.mentions.nobody for m in (*_posted(s), *changed) if m.bot_id)


def _leaves_no_button(s: Stage) -> None:
    """But below a bug, which may always be opened again."""
    shown = [*s.cast()[0].channel(), *(m for person in s.cast() for m in person.dms())]
    assert not [words_of(m) for m in shown if buttons_of(m) and ":bug:" not in key_of(m)]


def _posted(s: Stage) -> Iterator[Message]:
    return (h.message for h in s.server.workspace.happenings if isinstance(h, MessagePosted))
