"""Two teams, two plans, one bot: which release somebody means, and that neither hears of the other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml

from tests.scenarios.screen import asked_for, key_of, words_of
from tests.scenarios.stage import BOYING, MOBILE, Stage, stage, until

TRAIN = "mobile-train"


@pytest.fixture(scope="module")
def s() -> Iterator[Stage]:
    """boying-1.0.0 in #boying-release, mobile-2030.11 in #mobile-train; 付诚 is customer support of the mobile team."""
    cast: dict[str, Any] = yaml.safe_load(BOYING.read_text(encoding="utf-8"))
    cast["people"] |= yaml.safe_load(MOBILE.read_text(encoding="utf-8"))["people"]
    now = datetime.now(UTC).replace(microsecond=0)
    with stage(people=cast, beginning=now, channel=TRAIN) as set_up:
        go_live = (now + timedelta(days=30)).strftime("%Y-%m-%d 12:00")
        set_up.person("shijiasheng").types(f"/release start at {go_live}")
        started = set_up.runs("do", "--as", "maja", "--", "start", plan=MOBILE)
        assert started.returncode == 0, started.stderr
        until(lambda: _all_linked(set_up), "the mobile team's acquaintance")
        set_up.recovers()
        set_up.person("maja").types("/release assign support @fucheng", TRAIN)
        yield set_up


def _all_linked(s: Stage) -> bool:
    """The bot gets to know the people of another plan as soon as a release of it is running."""
    release = s.bot.core.records.look("mobile-2030.11")
    return release.links.keys() >= release.plan.people.keys()


def the_channel_tells_which_release_is_meant(s: Stage) -> None:
    assert "boying-1.0.0" in s.person("fucheng").types("/release status")
    told = s.person("fucheng").types("/release status", TRAIN)
    assert "mobile-2030.11" in told
    assert "boying" not in told


def what_is_meant_elsewhere_is_asked_and_said_with_in(s: Stage) -> None:
    fu = s.person("fucheng")
    for place in ("dm", "general"):
        told = fu.types("/release mine", place)
        assert "boying-1.0.0" in told
        assert "mobile-2030.11" in told
        assert "`in " in told
    assert {release for _, release in asked_for(fu.asks("/release mine in mobile-2030.11", "dm"))} == {"mobile-2030.11"}
    assert {release for _, release in asked_for(fu.asks("/release mine in boying-1.0.0", "dm"))} == {"boying-1.0.0"}


def a_name_after_in_goes_before_the_channel(s: Stage) -> None:
    assert "mobile-2030.11" in s.person("fucheng").types("/release status in mobile-2030.11")


def a_member_of_one_team_is_not_asked_and_sees_nothing_of_the_other(s: Stage) -> None:
    assert "boying-1.0.0" in s.person("chenxiaowen").types("/release status", "dm")
    told = s.person("chenxiaowen").types("/release status in mobile-2030.11", "dm")
    assert "Cut the branch" not in told
    assert "maja" not in told.lower()
    told = s.person("chenxiaowen").types("/release status", TRAIN)
    assert "mobile-2030.11" not in told


def each_release_has_its_cards_in_its_own_channel_and_language(s: Stage) -> None:
    assert "提交测试" in words_of(s.person("chenxiaowen").card())
    assert "Cut the branch" in words_of(s.person("maja").card(channel=TRAIN))
    assert all(key_of(m).startswith("mobile") for m in s.person("maja").channel(TRAIN) if key_of(m))
    assert all(key_of(m).startswith("boying") for m in s.person("chenxiaowen").channel() if key_of(m))


def a_button_and_an_emoji_act_on_the_release_of_their_message(s: Stage) -> None:
    fu = s.person("fucheng")
    fu.clicks(fu.prompt("texts"), value="done texts in mobile-2030.11")
    assert not fu.fills("https://wiki.example/notes")
    assert [g["user"] for g in s.shown("mobile-2030.11")["items"][3]["signatures"]] == [fu.id]
    otto = s.person("otto")
    otto.reacts("🚀", on=otto.prompt("freeze"))
    assert s.shown("mobile-2030.11")["items"][0]["state"] == "done"
    assert s.shown("boying-1.0.0")["release"]["version"] == 1
