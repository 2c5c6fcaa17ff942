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
        assert "石稼晟" in fang.types("/release link 方浩")
        assert "fanghao" not in s.bot.core.records.look("boying-1.0.0").links
        assert s.item("1a-1/boying-database")["may_sign"] == []
        assert "方浩" in lead.types("/release status")


def a_prompt_that_waited_for_the_link_arrives_once_the_lead_makes_it() -> None:
    with with_an_address_that_differs() as (s, lead, fang):
        asked = lead.sees("方浩", "/release link")
        assert "方浩" in lead.types("/release link @fanghao 方浩")
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


def an_account_that_is_switched_off_is_refused() -> None:
    with stage() as s:
        s.person("shijiasheng").types("/release start")
        s.server.change_user("fanghao", deleted=True)
        s.settle()
        told = s.person("fanghao").types("/release done 1a-1 boying-database")
        assert "1a-1" not in told
        assert s.item("1a-1/boying-database")["signatures"] == []
