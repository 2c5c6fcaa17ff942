"""The command line beside the running bot, on the same database: what is done there is shown in Slack."""

import json
import os
import pwd
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.record.owing import card_key
from tests.scenarios.screen import asked_for, words_of
from tests.scenarios.stage import BOYING, MOBILE, ROOT, Stage, stage, until

ITEM = {
    "id", "phase", "system", "title", "state", "roles", "may_sign", "signatures", "needs", "blocked_by", "asks", "due",
}  # fmt: skip


@contextmanager
def started() -> Iterator[Stage]:
    """The clock of the machine is the command line's, so the release is started by it."""
    now = datetime.now(UTC).replace(microsecond=0)
    with stage(beginning=now) as set_up:
        go_live = (now + timedelta(days=30)).strftime("%Y-%m-%d 12:00")
        set_up.person("shijiasheng").types(f"/release start at {go_live}")
        yield set_up


@pytest.fixture
def s() -> Iterator[Stage]:
    with started() as set_up:
        yield set_up


@pytest.fixture(scope="module")
def shown() -> Iterator[Stage]:
    """For what is only looked at: every system is deployed to the development environment."""
    with started() as set_up:
        set_up.signs("1a-1")
        yield set_up


def what_is_done_at_the_command_line_is_shown_in_slack_and_marked_as_entered_there(s: Stage) -> None:
    lead, fang, chen = s.cast("shijiasheng", "fanghao", "chenxiaowen")
    done = s.runs("do", "--as", "方浩", "--", "done", "1a-1", "boying-database")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("已签字（DBA）")
    s.settle()
    assert "1/34" in words_of(lead.card())
    assert asked_for(chen.prompt("1a-1/boying-user"))
    assert "1a-1/boying-database" not in {item for item, _ in asked_for(fang.dms()[0])}
    assert s.item("1a-1/boying-database")["signatures"][0]["via"] == "cli"
    assert s.item("1a-1/boying-database")["signatures"][0]["person"] == "fanghao"
    assert "命令行" in lead.types("/release log 1a-1 boying-database")
    here = [entry for entry in json.loads(s.runs("log", "--json").stdout) if entry["data"].get("via") == "cli"]
    assert {entry["cause"].rpartition(":")[0] for entry in here} == {f"cli:{pwd.getpwuid(os.getuid()).pw_name}"}


def a_refusal_at_the_command_line_is_the_same_one_and_ends_with_1(shown: Stage) -> None:
    refused = shown.runs("do", "--as", "chenxiaowen", "--", "done", "1a-3", "boying-user", "tested", LANG="zh_CN.UTF-8")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.strip() == shown.person("chenxiaowen").types("/release done 1a-3 boying-user tested").replace(
        "*", ""
    )
    assert shown.runs("do", "--as", "nobody", "--", "status").returncode == 1


def the_json_of_show_has_the_shape_that_scripts_rely_on(shown: Stage) -> None:
    told = json.loads(shown.runs("show", "--json").stdout)
    work = {"bugs", "deployments", "requests", "hotfixes", "mails", "golive", "meeting", "watches", "alerts"}
    assert set(told) == {"release", "items", "deliveries", *work}
    assert {"id", "name", "state", "phase", "go_live"} <= set(told["release"])
    assert (told["release"]["id"], told["release"]["state"], told["release"]["phase"]) == (
        "boying-1.0.0",
        "running",
        "1",
    )
    assert len(told["items"]) == 76
    assert all(set(item) >= ITEM for item in told["items"])
    first = told["items"][0]
    assert first["id"] == "1a-1/boying-database"
    assert set(first["signatures"][0]) >= {"person", "user", "role", "at", "via", "note"}
    assert first["signatures"][0]["user"] == shown.person("fanghao").id
    assert {item["state"] for item in told["items"]} == {"done", "open", "waiting"}
    assert told == json.loads(shown.runs("show", "boying-1.0.0", "--json").stdout)
    assert shown.runs("show", "nothing-1").returncode == 1


def the_log_tells_the_story_and_its_json_the_chain(shown: Stage) -> None:
    assert "方浩" in shown.runs("log", LANG="zh_CN.UTF-8").stdout
    entries = json.loads(shown.runs("log", "--json").stdout)
    assert [entry["kind"] for entry in entries] == [
        "Started", "ScriptAttached", "RollbackScripted", *["Signed", "Deployed"] * 5
    ]  # fmt: skip
    assert [entry["number"] for entry in entries] == list(range(1, 14))
    assert [entry["previous"] for entry in entries[1:]] == [entry["hash"] for entry in entries[:-1]]


def a_record_that_was_tampered_with_is_found(s: Stage) -> None:
    s.signs("1a-1")
    sound = s.runs("verify")
    assert sound.returncode == 0, sound.stdout
    with closing(sqlite3.connect(s.database)) as database, database:
        changed = "update journal set data = replace(data, 'fanghao', 'fucheng') where number = 2"
        assert database.execute(changed).rowcount == 1
    found = s.runs("verify")
    assert found.returncode == 1
    assert "boying-1.0.0" in found.stdout
    assert "2" in found.stdout


def an_anchor_on_a_card_shows_what_no_chain_shows(s: Stage) -> None:
    """The last entries are cut off, and the header forgets them."""
    s.signs("1a-1")
    s.settle()
    (kept,) = re.findall(r"boying-1\.0\.0@\d+:[0-9a-f]+", s.person("shijiasheng").card().text)
    assert s.runs("verify", "--against", kept).returncode == 0
    s.person("shijiasheng").types("/release report")  # one entry more, and nothing that the card shows
    s.bot.core.records.touch(card_key("boying-1.0.0", 0))
    s.settle()
    assert kept in s.person("shijiasheng").card().text, "no card is edited for its anchor's sake"
    with closing(sqlite3.connect(s.database)) as database, database:
        number = int(kept.partition("@")[2].partition(":")[0])
        database.execute("delete from journal where number >= ?", [number])
        cut = "update releases set version = ?, head = (select hash from journal order by number desc limit 1)"
        database.execute(cut, [number - 1])
    assert s.runs("verify").returncode == 0
    found = s.runs("verify", "--against", kept)
    assert (found.returncode, f"{kept}: the record ends before this entry" in found.stdout) == (1, True)


def a_bot_on_a_record_that_was_changed_is_not_ready_and_tells_the_lead() -> None:
    with stage(looks_around=False) as s:
        until(lambda: not s.bot.problems(), "the bot's being ready")
        lead = s.person("shijiasheng")
        lead.types("/release start")
        s.signs("1a-1")
        s.leave()
        with closing(sqlite3.connect(s.database)) as database, database:
            changed = "update journal set at = '2021-06-01 00:00:00.000000' where number = 2"
            assert database.execute(changed).rowcount == 1
        s.enter()
        until(lambda: any("boying-1.0.0 was changed" in each for each in s.bot.problems()), "the look at the records")
        told = "第 2 条已不是原来写下的样子"
        until(lambda: any(told in message.text for message in lead.dms()), "what the lead is told")


def the_shipped_plans_are_usable_and_their_oddities_are_told(shown: Stage) -> None:
    for plan in (BOYING, MOBILE):
        checked = shown.runs("check", str(plan))
        assert checked.returncode == 0, checked.stdout
    told = shown.runs("check", str(BOYING), LANG="zh_CN.UTF-8").stdout
    assert "端午节" in told
    assert "SNAPSHOT" in told


def the_manifest_is_printed_as_it_is_shipped(shown: Stage) -> None:
    printed = shown.runs("manifest")
    assert printed.stdout == (ROOT / "manifest.json").read_text(encoding="utf-8")


def a_release_is_carried_on_at_the_command_line_while_the_bot_is_away(s: Stage) -> None:
    lead = s.person("shijiasheng")
    s.leave()
    assert s.runs("do", "--as", "fanghao", "--", "done", "1a-1", "boying-database").returncode == 0
    assert s.runs("do", "--as", "chenxiaowen", "--", "done", "1a-1", "boying-user").returncode == 0
    s.enter()
    s.settle()
    assert "2/34" in words_of(lead.card())
    assert len(lead.channel()) == 1
