"""What people type that cannot be done, and what they are told: each as a conversation."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.domain.plan.spelling import is_text
from sandbox import Message
from sandbox.state.happenings import EphemeralShown, MessageChanged, MessagePosted
from tests.faults.garbage import DONE, LINE, RAW, TOLD, spoilt
from tests.scenarios.screen import words_of
from tests.scenarios.stage import BOYING, MOBILE, Stage, stage
from tests.scenarios.wire import sent

WRONG_KIND = "xoxb-of-a-bot"
NASTY = "<!channel> <!here> <@{user}> `rm -rf` *b* & <b> https://wiki.example/?a=1&b=2"


@pytest.fixture(scope="module")
def s() -> Iterator[Stage]:
    """One release, just started: the tests of this module ask for what is refused, and leave it as it is."""
    with stage(people=_with_more_people()) as set_up:
        set_up.person("shijiasheng").types("/release start")
        yield set_up


def _with_more_people() -> dict[str, Any]:
    """The plan's cast, a colleague of another project, and a guest."""
    cast: dict[str, Any] = yaml.safe_load(BOYING.read_text(encoding="utf-8"))
    cast["people"]["zhaoliu"] = {"name": "赵六", "email": "zhaoliu@elsewhere.example"}
    cast["people"]["keren"] = {"name": "客人", "email": "keren@elsewhere.example", "guest": True}
    return cast


def an_unknown_item_is_answered_by_the_near_ones(s: Stage) -> None:
    told = s.person("fucheng").types("/release done 1b boying-usr")
    assert "1b boying-usr" in told
    assert "`1b boying-user`" in told


def an_unknown_verb_is_answered_by_the_near_one(s: Stage) -> None:
    assert "`/release status`" in s.person("fucheng").types("/release statsu")


def an_item_of_somebody_else_is_answered_by_the_role_and_who_holds_it(s: Stage) -> None:
    told = s.person("chenxiaowen").types("/release done 1b boying-user https://wiki.example/1")
    assert "测试人员（付诚）" in told


def an_item_that_is_too_early_is_answered_by_what_it_waits_for_and_whose_turn_it_is(s: Stage) -> None:
    told = s.person("chenxiaowen").types("/release done 1a-2 boying-user 自测通过")
    assert "1a-1 boying-user" in told
    assert "方浩" in told


def what_evidence_is_missing_is_asked_for_with_the_line_to_type() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        fang.types("/release done 1a-1 boying-database")
        told = fang.types("/release done 1a-2 boying-database")
        assert "自测了什么" in told
        assert "`/release done 1a-2 boying-database 说明`" in told
        assert s.item("1a-2/boying-database")["signatures"] == []


def a_document_that_is_missing_is_asked_for_in_a_form_that_holds_what_was_typed(s: Stage) -> None:
    fu = s.person("fucheng")
    form = fu.opens("/release done 1b boying-user 测试用例：42 条，见附件")
    assert "还缺：测试方案、临界点用例" in words_of(form)
    assert "42 条，见附件" in str(form.blocks)
    assert s.item("1b/boying-user")["signatures"] == []
    fu.hands.closes()


def a_note_without_a_link_is_no_evidence_where_a_link_is_asked_for() -> None:
    with stage(plan=MOBILE, beginning=datetime(2030, 3, 1, 8, tzinfo=UTC)) as s:
        s.person("maja").types("/release start")
        told = s.person("lena").types("/release done texts written")
        assert "Link to the release notes" in told
        assert "https://…" in told
        assert s.item("texts")["signatures"] == []


def an_item_that_is_done_is_answered_by_whom_and_when() -> None:
    with stage() as s:
        lead, fang, li = s.cast("shijiasheng", "fanghao", "licuiqi")
        lead.types("/release start")
        fang.types("/release done 1a-1 boying-database")
        told = li.types("/release done 1a-1 boying-database")
        assert "方浩" in told
        assert "2021-06-01 09:0" in told
        assert "`/release undo 1a-1 boying-database`" in told


def a_go_live_that_is_past_is_refused_with_a_line_to_type() -> None:
    with stage() as s:
        told = s.person("shijiasheng").types("/release start at 2021-05-01 12:00")
        assert re.search(r"`/release start at 2021-06-\d\d 12:00`", told)
        assert s.bot.core.records.releases() == []


@pytest.mark.parametrize("who", ["zhaoliu", "keren"])
@pytest.mark.parametrize(
    "line", ["", "log", "why 1b", "mine", "done 1b boying-user https://x.example/1", "abort x", "start"]
)
def a_stranger_and_a_guest_are_refused_logged_and_shown_nothing(s: Stage, who: str, line: str) -> None:
    before = _version(s)
    with capture_logs() as logs:
        told = s.person(who).types(f"/release {line}")
    assert _tells_nothing(told), told
    assert [log["user"] for log in logs if log["event"] == "stranger.refused"] == [s.person(who).id]
    assert _version(s) == before


@pytest.mark.parametrize("who", ["zhaoliu", "keren"])
def a_strangers_click_and_emoji_do_nothing_and_are_answered_by_nothing_of_the_release(s: Stage, who: str) -> None:
    stranger, lead, before = s.person(who), s.person("shijiasheng"), _version(s)
    assert _tells_nothing(stranger.clicks(lead.card(), value="why in boying-1.0.0"))
    assert _tells_nothing(stranger.clicks(lead.card(), value="mine in boying-1.0.0"))
    assert stranger.reacts("✅", on=lead.card()) == ""
    assert stranger.says("1b boying-user https://x.example/1", thread=lead.card()) == ""
    assert _version(s) == before


def a_strangers_emoji_and_click_are_in_the_log(s: Stage) -> None:
    stranger, card = s.person("zhaoliu"), s.person("shijiasheng").card()
    with capture_logs() as logs:
        stranger.reacts("❌", on=card)
        stranger.clicks(card, value="why in boying-1.0.0")
    refused = [log for log in logs if log["event"] == "stranger.refused"]
    assert [(log["user"], log["via"]) for log in refused] == [(stranger.id, "reaction"), (stranger.id, "button")]


def a_long_note_is_cut_in_slack_and_whole_in_the_record() -> None:
    note = "长" * 9_950 + " https://wiki.example/cases"
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        fang.types("/release done 1a-1 boying-database")
        fang.types(f"/release done 1a-2 boying-database {note}")
        assert s.item("1a-2/boying-database")["signatures"][0]["note"] == note
        item = "1a-2 boying-database"
        for line in ("status", "log", f"log {item}", f"why {item}", f"undo {item}"):
            shown = lead.types(f"/release {line}")
            assert len(shown) < 8_000, line
        events = json.loads(s.runs("log", "--json").stdout)
        assert [e["data"].get("note", "") for e in events if e["kind"] == "Signed"] == ["", note]


def a_note_full_of_markup_pings_nobody_and_is_whole_in_the_record() -> None:
    with stage() as s:
        lead, fu, fang, chen = s.cast("shijiasheng", "fucheng", "fanghao", "chenxiaowen")
        note = NASTY.format(user=fang.id)
        lead.types("/release start")
        fang.types("/release done 1a-1 boying-database")
        chen.types("/release done 1a-1 boying-user")
        fang.types(f"/release done 1a-2 boying-database {note}")
        fu.types(f"/release block 1a-4 {note}")
        lead.types(f"/release unblock 1a-4 {note}")
        lead.clicks(lead.asks(f"/release waive 1a-4 {note}"), text="豁免")
        lead.types(f"/release pause {note}")
        lead.types("/release resume")
        chen.clicks(chen.prompt("1a-2/boying-user"), value="done 1a-2/boying-user in boying-1.0.0")
        assert not chen.fills(note)
        fu.clicks(fu.prompt("1b/boying-admin"), value="done 1b/boying-admin in boying-1.0.0")
        assert not fu.completes("1b/boying-admin", note)
        fang.says(f"1a-3 {note}", thread=fang.prompt("1a-3/boying-database"))
        for line in ("status", "log", "why 1a-4", "why 1b boying-user", "mine"):
            lead.types(f"/release {line}")
        lead.opens_home()
        assert "rm -rf" in words_of(lead.opens("/release write show 1b boying-admin"))
        lead.hands.closes()
        lead.clicks(lead.asks(f"/release abort {note}"), text="终止发布")
        assert not [words_of(m) for m in _everything_said_by_the_bot(s) if not m.mentions.nobody]
        kept = [e["data"] for e in json.loads(s.runs("log", "--json").stdout)]
        notes = [data.get("note") or data.get("reason") or data.get("text") for data in kept]
        typed = note.replace(f"<@{fang.id}>", "@fanghao")  # what Slack makes of a mention in a command
        assert [each for each in notes if each and "rm -rf" in each] == [*[typed] * 5, note, note, typed]
        assert [set(data["sections"].values()) for data in kept if "sections" in data] == [{note}]


def a_wrong_plan_is_refused_with_file_line_and_every_problem(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        BOYING.read_text(encoding="utf-8")
        .replace("needs: boying-user, branch", "needs: boying-usr, branch")
        .replace("lead: lead", "lead: boss", 1),
        encoding="utf-8",
    )
    with stage() as s:
        checked = s.runs("check", str(wrong))
        assert checked.returncode == 1
        problems = [line for line in checked.stdout.splitlines() if re.match(rf"{re.escape(str(wrong))}:\d+: ", line)]
        assert any("boying-usr" in line for line in problems)
        assert any("boss" in line for line in problems)
        started = s.runs("do", "--as", "shijiasheng", "--", "start", plan=wrong)
        assert started.returncode == 1
        assert s.bot.core.records.releases() == []


def a_missing_environment_is_told_whole_and_ends_with_2(s: Stage) -> None:
    ran = s.runs("run", SLACK_APP_TOKEN=WRONG_KIND, PORT="eighty", LOG_LEVEL="LOUD", LOG_FORMAT="xml")
    assert ran.returncode == 2
    told = ran.stderr.splitlines()
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "PORT", "LOG_LEVEL", "LOG_FORMAT"):
        assert any(name in line for line in told), name


def no_way_in_is_told_too(s: Stage) -> None:
    ran = s.runs("run", SLACK_BOT_TOKEN=s.server.bot_token)
    assert ran.returncode == 2
    assert "SLACK_APP_TOKEN" in ran.stderr
    assert "SLACK_SIGNING_SECRET" in ran.stderr


def _version(s: Stage) -> int:
    return int(s.shown()["release"]["version"])


def _tells_nothing(told: str) -> bool:
    names = ("boying", "石稼晟", "付诚", "1b", "1a", "提交测试")
    return bool(told) and not any(name in told for name in names)


def _everything_said_by_the_bot(s: Stage) -> Iterator[Message]:
    for happening in s.server.workspace.happenings:
        if isinstance(happening, MessagePosted | MessageChanged | EphemeralShown) and happening.message.bot_id:
            yield happening.message


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def _sent_as_form(data: Any) -> str:
    return urlencode({"payload": json.dumps(data)})


def _typed(line: Any) -> str:
    known = line if isinstance(line, dict) else {}
    return urlencode({str(name): str(value) for name, value in known.items() if is_text(f"{name}{value}")})


BODIES = st.one_of(
    st.tuples(st.sampled_from(TOLD).flatmap(spoilt).map(json.dumps), st.just(JSON)),
    st.tuples(st.sampled_from(DONE).flatmap(spoilt).map(_sent_as_form), st.just(FORM)),
    st.tuples(spoilt(LINE).map(_typed), st.just(FORM)),
    st.tuples(RAW.map(lambda raw: raw.decode("latin-1")), st.just(JSON)),
    st.tuples(RAW.map(lambda raw: raw.decode("latin-1")), st.just(FORM)),
    st.tuples(RAW.map(lambda raw: urlencode({"payload": raw})), st.just(FORM)),
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BODIES)
def what_is_signed_and_no_payload_of_slacks_is_answered_calmly(s: Stage, sends: tuple[str, str]) -> None:
    """A payload that Slack never sends used to be a 500, with a traceback in the log."""
    body, kind = sends
    with capture_logs() as logged:
        answer = sent(s, body, kind)
    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (body, answer.text)
    assert not [entry for entry in logged if entry.get("exc_info") or entry["log_level"] == "error"]
