"""Whose Slack account is whose: by the address at the start, then by the lead; never by names that look alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

from tests.scenarios.people import Someone
from tests.scenarios.screen import asked_for, words_of
from tests.scenarios.stage import BOYING, Stage, stage


@contextmanager
def with_an_address_that_differs() -> Iterator[tuple[Stage, Someone, Someone]]:
    """方浩's Slack account has another address than the plan."""
    cast: dict[str, Any] = yaml.safe_load(BOYING.read_text(encoding="utf-8"))
    cast["people"]["fanghao"]["email"] = "fang.hao@private.example"
    with stage(people=cast) as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        yield s, lead, fang


def the_lead_is_told_at_the_start_who_is_not_linked() -> None:
    with with_an_address_that_differs() as (_s, lead, fang):
        asked = lead.sees("方浩", "/release link")
        assert not asked.mentions.users
        assert fang.dms() == []


def nobody_is_linked_because_a_name_looks_alike() -> None:
    with with_an_address_that_differs() as (s, lead, fang):
        told = {fang.types(f"/release link {name}") for name in ("方浩", "fanghao", "nobody", "石稼晟")}
        assert len(told) == 1, "a stranger is told the same, whoever is in the plan"
        assert "方浩" not in told.pop()
        assert "fanghao" not in s.bot.core.records.look("boying-1.0.0").links
        assert s.item("1a-1/boying-database")["may_sign"] == []
        assert "方浩" in lead.types("/release status")


def a_prompt_that_waited_for_the_link_arrives_once_the_lead_makes_it() -> None:
    with with_an_address_that_differs() as (s, lead, fang):
        asked = lead.sees("方浩", "/release link")
        assert "方浩" in lead.types("/release link @fanghao 方浩")
        assert "fanghao" not in s.release().links
        fang.clicks(fang.sees("石稼晟", "方浩"), text="是我")
        assert s.release().links["fanghao"] == fang.id
        assert fang.finds("方浩", "账号") and lead.finds("🔗", "方浩")
        s.recovers()
        assert {item for item, _ in asked_for(fang.prompt())} == {"1a-1/boying-database", "1a-4"}
        assert "方浩" not in words_of(lead.again(asked))
        assert "已签字" in fang.types("/release done 1a-1 boying-database")


def an_address_that_is_put_right_links_by_the_persons_own_word() -> None:
    with with_an_address_that_differs() as (s, _lead, fang):
        s.server.change_user("fanghao", email="fanghao@boying.example")
        s.settle()
        assert "方浩" in fang.types("/release link")
        s.recovers()
        assert asked_for(fang.prompt())


def whoever_may_act_no_more_is_refused_and_sent_nothing_and_the_lead_names_somebody_by_a_button() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        s.server.change_user("fanghao", is_guest=True)
        s.settle()
        asked = lead.sees("方浩", "访客")
        assert "1a-1" not in fang.types("/release done 1a-1 boying-database")
        assert s.item("1a-1/boying-database")["signatures"] == []
        before = len(fang.dms())
        lead.types("/release block 1a-4 待定")
        lead.clicks(asked, value="assign dba in boying-1.0.0")
        lead.sends({"who": s.person("licuiqi").id})
        assert s.release().holders("dba", None) == ("licuiqi",)
        assert len(fang.dms()) == before
        assert "1a-1" not in str(fang.opens_home())
        s.server.change_user("licuiqi", deleted=True)
        s.settle()
        assert "licuiqi" in s.release().hindered
