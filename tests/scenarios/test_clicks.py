"""Buttons: pressed twice, pressed when their matter is settled, and what they say before they are pressed."""

from tests.scenarios.people import Someone
from tests.scenarios.screen import asked_for, buttons_of, labels_of, words_of
from tests.scenarios.stage import stage

SIGN_DATABASE = "done 1a-1/boying-database in boying-1.0.0"


def a_double_click_signs_once_and_both_are_answered() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        prompt = fang.prompt()
        assert "已签字" in fang.clicks(prompt, value=SIGN_DATABASE)
        again = fang.clicks_what_was_there(prompt, value=SIGN_DATABASE)
        assert "已由方浩签字" in again
        assert len(s.item("1a-1/boying-database")["signatures"]) == 1


def a_stale_button_is_answered_by_who_was_faster() -> None:
    with stage() as s:
        lead, fang, chen = s.cast("shijiasheng", "fanghao", "chenxiaowen")
        lead.types("/release start")
        hers = chen.prompt("1a-4")
        fang.delivers("1a-4")
        told = chen.clicks_what_was_there(hers, value="done 1a-4 in boying-1.0.0")
        assert "方浩" in told
        assert chen.form is None
        assert len(s.item("1a-4")["signatures"]) == 1


def a_matter_settled_by_one_loses_its_buttons_with_everybody() -> None:
    with stage() as s:
        lead, fang, chen, li, fu = s.cast("shijiasheng", "fanghao", "chenxiaowen", "licuiqi", "fucheng")
        lead.types("/release start")
        assert all(_is_asked_for(person, "1a-4") for person in (fang, chen, li, fu))
        fang.delivers("1a-4")
        assert not any(_is_asked_for(person, "1a-4") for person in (fang, chen, li, fu))
        assert "方浩" in words_of(li.dms()[0])


def a_form_sent_too_late_says_so_and_keeps_what_was_written() -> None:
    with stage() as s:
        lead, fang, chen = s.cast("shijiasheng", "fanghao", "chenxiaowen")
        lead.types("/release start")
        chen.clicks(chen.prompt("1a-4"), value="done 1a-4 in boying-1.0.0")
        fang.delivers("1a-4")
        errors = chen.completes("1a-4", "我写的方案")
        assert ["方浩" in error for error in errors.values()] == [True]
        assert chen.form is not None
        assert [signature["person"] for signature in s.item("1a-4")["signatures"]] == ["fanghao"]


def the_button_of_the_last_signature_says_what_it_brings_about() -> None:
    with stage() as s:
        lead, li, fang = s.cast("shijiasheng", "licuiqi", "fanghao")
        lead.types("/release start")
        assert labels_of(fang.prompt())[0] == "已部署 — 开启 1a-1 boying-user 和另外 2 项"
        lead.types("/release assign business @licuiqi")
        s.signs("1a-1", "1a-2", "1a-3", "1a-4", "1a-5", "1a-6", "1b", "1c", "1d")
        assert labels_of(li.prompt("1e"))[0] == "撰写…"
        s.person("fucheng").delivers("1e")
        assert labels_of(li.prompt("1e"))[0] == "签字 — 最后一项，开启预热发布"
        assert "已签字" in li.clicks(li.prompt("1e"), text="最后一项")
        assert s.shown()["release"]["phase"] == "2"


def the_buttons_of_a_card_answer_whoever_presses_them_privately_and_in_her_own_terms() -> None:
    with stage() as s:
        lead, li, fang = s.cast("shijiasheng", "licuiqi", "fanghao")
        lead.types("/release start")
        assert "轮到你：2 项" in fang.clicks(lead.card(), text="签我的")
        assert "轮到你：1 项" in li.clicks(lead.card(), text="签我的")
        assert "1a-1" in li.clicks(lead.card(), text="卡在哪里")
        assert len(lead.channel()) == 1


def a_click_on_block_asks_for_the_reason_in_a_form() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        fang.clicks(fang.prompt(), value="block 1a-1/boying-database in boying-1.0.0")
        assert not fang.fills("机器没到")
        assert s.item("1a-1/boying-database")["blocked_by"][0]["reason"] == "机器没到"
        assert "已解除" in lead.clicks(lead.dms()[-1], text="解除")
        assert s.item("1a-1/boying-database")["state"] == "open"
        assert not buttons_of(lead.dms()[-1])


def a_click_says_that_she_is_on_it() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        assert "提醒" in fang.clicks(fang.prompt(), value="watch 1a-1/boying-database in boying-1.0.0")
        assert "👀" in words_of(lead.card())


def the_home_tab_is_kept_true_and_its_buttons_work() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        home = fang.opens_home()
        assert {item for item, _ in asked_for(home)} == {"1a-1/boying-database", "1a-4"}
        fang.clicks(home, value=SIGN_DATABASE)
        assert fang.form is not None
        assert "已签字（DBA）" in words_of(fang.form)
        assert s.item("1a-1/boying-database")["state"] == "done"
        fang.hands.closes()
        assert {item for item, _ in asked_for(fang.opens_home())} == {"1a-2/boying-database", "1a-4"}


def a_form_opened_from_the_home_tab_tells_its_answer_itself() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        fang.clicks(fang.opens_home(), value="done 1a-4 in boying-1.0.0")
        assert not fang.completes("1a-4")
        assert fang.form is not None
        assert "已签字（开发人员）" in words_of(fang.form)
        assert s.item("1a-4")["signatures"][0]["via"] == "button"


def a_form_that_was_sent_is_answered_privately_where_it_was_opened() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        fang.clicks(fang.prompt("1a-4"), value="done 1a-4 in boying-1.0.0")
        assert not fang.completes("1a-4", "齐全 <!channel>")
        assert fang.form is None
        assert "已签字（开发人员）" in words_of(fang.whisper())
        assert fang.whisper().channel == fang.dms()[0].channel


def _is_asked_for(person: Someone, item: str) -> bool:
    return any(asked == item for message in person.dms() for asked, _ in asked_for(message))
