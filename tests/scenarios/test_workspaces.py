"""Workspaces as they are: thousands of people and channels, several of one organisation, private channels, guests."""

import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.changes.membership import change_profile
from sandbox.state.log import LoggedCall
from storage import people
from tests.scenarios.stage import BOYING, Stage, stage, until

PLAN: dict[str, Any] = yaml.safe_load(BOYING.read_text(encoding="utf-8"))
TEAM = {key: {"name": each["name"], "email": each["email"]} for key, each in PLAN["people"].items()}
LEAD, TESTER = "shijiasheng", "fucheng"
MINUTE = 60.0
TIERS = {
    "users.lookupByEmail": 50, "users.info": 100, "users.conversations": 50,
    "conversations.info": 50, "conversations.list": 20, "conversations.join": 50,
}  # fmt: skip


def plan_with(tmp_path: Path, **said: Any) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(yaml.safe_dump(PLAN | said, allow_unicode=True), encoding="utf-8")
    return path


def busiest(calls: list[LoggedCall]) -> Counter[str]:
    """How often each method was called in its busiest minute."""
    times: dict[str, list[float]] = {}
    for call in calls:
        times.setdefault(call.method, []).append(call.at)
    return Counter({
        method: max(sum(start <= at < start + MINUTE for at in each) for start in each)
        for method, each in times.items()
    })  # fmt: skip


def a_workspace_of_twenty_thousand_is_served_at_once_and_hardly_asked_anything(tmp_path: Path) -> None:
    staff = {f"staff{n:02}": {"name": f"Staff {n}", "email": f"staff{n:02}@boying.example"} for n in range(60)}
    crowd = {f"crowd{n}": {"name": f"Crowd {n}"} for n in range(20_000 - len(staff) - len(TEAM))}
    rooms = {f"room-{n:04}": {"members": [LEAD]} for n in range(5_999)}
    room = {PLAN["channel"].removeprefix("#"): {"members": [*TEAM], "bot": False}}
    workspace = {"people": {**TEAM, **staff, **crowd}, "channels": {**rooms, **room}, "channel": "#home"}
    plan = plan_with(tmp_path, people=PLAN["people"] | staff)
    with stage(plan=plan, people=workspace, looks_around=False) as s:
        (lead,) = s.cast(LEAD)
        begun = s.clock.now()
        assert "boying-1.0.0" in lead.types("/release start")
        until(lambda: not s.bot.problems(), "the bot in its channel")
        assert s.clock.now() - begun < MINUTE

        while len(s.release().links) < len(PLAN["people"]) + len(staff):
            assert s.clock.now() - begun < 4 * MINUTE
            s.clock.move(1)
            s.bot._acquaintance.catch_up()  # noqa: SLF001 - the clock that moves is not the machine's
        calls = s.server.workspace.log.calls()
        assert [call.method for call in calls if call.status == 429] == []
        assert {method: n for method, n in busiest(calls).items() if n > TIERS.get(method, math.inf) * 0.9} == {}
        assert not {"users.list"} & {call.method for call in calls}

        with s.bot.core.database.read() as conn:
            known = people.members(conn)
        assert len(known) == len(PLAN["people"]) + len(staff)
        stranger, colleague = s.server.person("crowd7"), s.server.person("staff07")
        change_profile(s.server.workspace, stranger.id, name="Somebody Else")
        change_profile(s.server.workspace, colleague.id, name="Known To All")
        s.server.wait_for_calm()
        with s.bot.core.database.read() as conn:
            assert people.member(conn, stranger.id) is None
            assert getattr(people.member(conn, colleague.id), "name", "") == "Known To All"


def whoever_nobody_has_looked_for_is_met_when_they_are_mentioned() -> None:
    with stage(people={"people": TEAM | {"nina": {"name": "Nina"}}, "channel": PLAN["channel"]}) as s:
        lead, nina = s.person(LEAD), s.server.person("nina")
        lead.types("/release start")
        assert s.bot.core.records.member(nina.id) is None
        lead.types(f"/release assign tech-lead <@{nina.id}>")
        assert nina.id in s.release().people


GRID = {
    "enterprise": "boying",
    "channel": PLAN["channel"],
    "people": TEAM
    | {
        LEAD: TEAM[LEAD] | {"team": "headquarters", "teams": ["headquarters", "here"]},
        TESTER: TEAM[TESTER] | {"team": ""},
        "fanghao": TEAM["fanghao"] | {"team": "headquarters", "teams": ["headquarters"]},
        "partner": {"name": "Partner", "team": "elsewhere"},
        "stranger": {"name": "Stranger", "stranger": True},
    },
}


def an_organisations_people_act_where_they_are_members_and_nobody_elses_do() -> None:
    with stage(people=GRID) as s:
        lead, tester = s.cast(LEAD, TESTER)
        assert "boying-1.0.0" in lead.types("/release start")
        assert "not part of this release" not in tester.types("/release mine")
        assert {LEAD, TESTER} <= s.release().links.keys()
        assert "fanghao" not in s.release().links
        until(lambda: "fanghao" in s.release().hindered, "what the bot learns of an account that may not act here")
        s.settle()
        (card, *_), before = [m for m in lead.hands.sees() if m.reactions or m.blocks], s.release().version
        for outsider in map(s.server.person, ("fanghao", "partner", "stranger")):
            assert "boying-1.0.0" not in outsider.types("/release status").text
            assert "boying-1.0.0" not in outsider.types("/release done 1b boying-user https://x.example/1").text
            outsider.reacts("✅", card)
        s.settle()
        assert s.release().version == before


@pytest.mark.parametrize("channel", ["#boying-private", "C0PRIVATE1"])
def a_private_channel_is_found_once_somebody_invites_the_bot(tmp_path: Path, channel: str) -> None:
    rooms = {"boying-private": {"id": "C0PRIVATE1", "private": True, "members": [*TEAM], "bot": False}}
    workspace = {"people": TEAM, "channels": rooms, "channel": "#home"}
    with stage(plan=plan_with(tmp_path, channel=channel), people=workspace, looks_around=False) as s:
        until(lambda: bool(s.bot.core.records.members_with([TEAM[LEAD]["email"]])), "the lead")
        assert s.bot.problems() == [
            f"the bot is not in the channel {channel}; create it if need be, and type there: /invite @Release Captain"
        ]
        lead = s.person(LEAD)
        lead.hands.invites(s.server.workspace.bot.user_id, "boying-private")
        until(lambda: not s.bot.problems(), "the bot in its channel")
        lead.types("/release start")
        s.settle()
        assert any("boying" in message.text for message in lead.hands.sees("boying-private"))


def a_renamed_channel_is_known_by_its_new_name_under_its_id() -> None:
    """Of a running release nothing is missing then, nor after a start: it goes on in the channel it has posted in."""
    with stage() as s:
        known = s.bot.core.records.channel_id(PLAN["channel"])
        lead = s.person(LEAD)
        lead.types("/release start")
        lead.hands.renames(PLAN["channel"].removeprefix("#"), "boying-live")
        until(lambda: s.bot.core.records.channel_id("#boying-live") == known, "the new name")
        assert s.bot.problems() == []
        s.leave()
        lead.hands.renames("boying-live", "boying-renamed-while-away")
        s.enter()
        assert s.bot.problems() == []
        lead.types("/release pause 换了名字", "dm")
        assert "换了名字" in lead.hands.sees("boying-renamed-while-away")[-1].text


def a_guest_whom_the_plan_names_is_told_to_the_lead_and_may_not_act() -> None:
    with stage(people={"people": TEAM | {TESTER: TEAM[TESTER] | {"guest": True}}, "channel": PLAN["channel"]}) as s:
        lead, guest = s.cast(LEAD, TESTER)
        lead.types("/release start")
        until(lambda: any("guests may not act" in m.text for m in _settled(s, LEAD)), "what the lead is told")
        assert TESTER not in s.release().links
        assert "guests may not act" in guest.hands.types("/release mine").text
        assert "guests may not act" in lead.hands.types(f"/release link <@{guest.hands.id}> {TESTER}").text


def _settled(s: Stage, person: str) -> list[Any]:
    s.settle()
    return s.server.person(person).dm()
