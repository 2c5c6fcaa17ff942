"""The lead steers: pauses, resumes, moves and ends a release, waives a check, names people; others take back."""

from datetime import UTC, datetime, timedelta

from tests.scenarios.screen import asked_for, labels_of, words_of
from tests.scenarios.stage import MOBILE, stage

LINK = "https://wiki.example/cases"


def the_lead_alone_starts_and_the_second_start_is_refused() -> None:
    with stage() as s:
        lead, chen = s.cast("shijiasheng", "chenxiaowen")
        assert "石稼晟" in chen.types("/release start")
        assert "boying-1.0.0" in lead.types("/release start")
        assert "已在进行中" in lead.types("/release start")
        assert len(s.bot.core.records.releases()) == 1


def a_pause_stops_signing_and_buttons_until_the_release_is_resumed() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        assert "石稼晟" in fang.types("/release pause")
        lead.types("/release pause 等待法务")
        assert "等待法务" in words_of(fang.channel()[-1])
        assert not asked_for(fang.dms()[0])
        assert "等待法务" in fang.types("/release done 1a-1 boying-database")
        lead.types("/release resume")
        assert asked_for(fang.dms()[0])
        assert "已签字" in fang.types("/release done 1a-1 boying-database")
        assert len(fang.dms()) == 2


def a_release_that_is_moved_moves_every_due_time() -> None:
    with stage() as s:
        lead = s.person("shijiasheng")
        lead.types("/release start")
        before = s.item("1a-1/boying-database")["due"]
        assert "2021-06-21 12:00" in lead.types("/release reschedule to 2021-06-21 12:00 等待法务")
        assert s.shown()["release"]["go_live"].startswith("2021-06-21T04:00")
        assert s.item("1a-1/boying-database")["due"] > before
        assert "等待法务" in words_of(lead.channel()[-1])
        assert "2021-06-21 12:00" in words_of(lead.card())


def an_abort_asks_twice_and_then_nothing_can_be_pressed_any_more() -> None:
    with stage() as s:
        lead, fang = s.cast("shijiasheng", "fanghao")
        lead.types("/release start")
        assert "原因" in lead.types("/release abort")
        question = lead.asks("/release abort 需求取消")
        assert s.shown()["release"]["state"] == "running"
        assert "终止" in lead.clicks(question, text="终止发布")
        assert s.shown()["release"]["state"] == "aborted"
        assert fang.sees("boying-1.0.0", "终止", "“需求取消”")
        assert not [words_of(m) for person in s.cast() for m in (*person.dms(), *person.channel()) if labels_of(m)]
        assert "`/release log`" in fang.types("/release done 1a-1 boying-database")


def an_undo_shows_what_it_recloses_and_is_done_when_confirmed() -> None:
    with stage() as s:
        lead, fang, chen = s.cast("shijiasheng", "fanghao", "chenxiaowen")
        lead.types("/release start")
        fang.types("/release done 1a-1 boying-database")
        chen.types("/release done 1a-1 boying-user")
        preview = fang.asks("/release undo 1a-1 boying-database 脚本有误")
        assert "1a-1 boying-user" in words_of(preview)
        assert "1a-2 boying-database" in words_of(preview)
        assert s.item("1a-1/boying-user")["state"] == "done"
        fang.clicks(preview, text="仍然撤回")
        assert s.item("1a-1/boying-database")["state"] == "open"
        assert s.item("1a-1/boying-user")["state"] == "waiting"
        chen.sees("你的签字已失效", "1a-1 boying-user")
        assert not fang.finds("你的签字已失效")
        assert "脚本有误" in lead.types("/release log 1a-1 boying-database")
        assert "1a-1/boying-database" in {item for item, _ in asked_for(fang.prompt("1a-1/boying-database"))}


def an_undo_of_somebody_elses_signature_is_the_leads_alone_and_needs_a_reason() -> None:
    with stage() as s:
        lead, fang, chen = s.cast("shijiasheng", "fanghao", "chenxiaowen")
        lead.types("/release start")
        fang.types("/release done 1a-1 boying-database")
        assert "石稼晟" in chen.types("/release undo 1a-1 boying-database")
        assert "原因" in lead.types("/release undo 1a-1 boying-database")
        lead.types("/release undo 1a-1 boying-database 环境不对")
        assert s.item("1a-1/boying-database")["state"] == "open"
        fang.sees("签字已失效，因为已被撤回")


def a_waived_check_is_shown_with_its_reason_and_asked_of_nobody() -> None:
    with stage() as s:
        lead, fu = s.cast("shijiasheng", "fucheng")
        lead.types("/release start")
        assert "石稼晟" in fu.types("/release waive 1b boying-user 省时间")
        assert "原因" in lead.types("/release waive 1b boying-user")
        lead.agrees("/release waive 1b boying-user 上一版用例仍然适用")
        fu.sees("上一版用例仍然适用", "1b")
        assert "上一版用例仍然适用" in words_of(lead.card())
        assert "1b/boying-user" not in {item for item, _ in asked_for(fu.dms()[0])}
        assert "上一版用例仍然适用" in lead.types("/release why 1b boying-user")
        assert s.shown()["release"]["waived"] == ["1b/boying-user"]
        assert s.item("1b/boying-user")["waived"]["person"] == "shijiasheng"


def a_waived_check_stays_visible_for_ever() -> None:
    with stage(plan=MOBILE, beginning=datetime(2030, 3, 1, 8, tzinfo=UTC)) as s:
        lead = s.person("maja")
        lead.types("/release start")
        lead.agrees("/release waive pass ios-app nothing changed on iOS")
        s.signs(*s.plan.steps)
        s.comes(s.release().go_live)
        assert s.shown()["release"]["state"] == "finished"
        assert "nothing changed on iOS" in words_of(lead.card(2))
        assert "nothing changed on iOS" in lead.types("/release why pass ios-app")
        assert s.shown()["release"]["waived"] == ["pass/ios-app"]
        assert s.item("pass/ios-app")["waived"]["person"] == "maja"


def a_stand_in_signs_from_to_and_both_names_are_on_the_record() -> None:
    with stage() as s:
        lead, li, fu = s.cast("shijiasheng", "licuiqi", "fucheng")
        lead.types("/release start")
        s.signs("1a-4", "1a-1")
        lead.types("/release standin @fucheng for @licuiqi from 2021-06-02 9:00 until 2021-06-03 9:00")
        assert "须由开发人员（李翠琪）签字" in fu.types("/release done 1a-2 boying-admin 自测通过")
        s.comes(s.now() + timedelta(days=1))
        assert asked_for(fu.prompt("1a-2/boying-admin"))
        fu.sees("代", "李翠琪")
        assert "代李翠琪" in fu.types("/release done 1a-2 boying-admin 自测通过")
        signature = s.item("1a-2/boying-admin")["signatures"][0]
        assert (signature["person"], signature["instead_of"]) == ("fucheng", "licuiqi")
        s.comes(s.now() + timedelta(days=1))
        assert "须由开发人员（李翠琪）签字" in fu.types("/release done 1a-3 boying-admin 提交 abc123")
        assert "付诚" in li.types("/release log 1a-2 boying-admin")


def a_role_without_a_holder_stops_its_step_and_the_lead_is_asked_to_name_somebody() -> None:
    with stage() as s:
        lead, li = s.cast("shijiasheng", "licuiqi")
        lead.types("/release start")
        s.signs("1a-1", "1a-2", "1a-3", "1a-4", "1a-5", "1a-6", "1b", "1c", "1d")
        assert s.item("1e")["state"] == "blocked"
        asked = lead.sees("业务及需求人员", "1e", "/release assign")
        lead.types("/release assign business @licuiqi")
        assert s.item("1e")["state"] == "open"
        assert "/release assign" not in words_of(lead.again(asked))
        assert asked_for(li.prompt("1e"))
