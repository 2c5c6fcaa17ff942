"""The boying release from its deployment meeting to its end: two failures, a way back, a second go-live, an outage.

Each act is told as it is seen on people's screens; who reads them in order has read the story.
"""

from datetime import timedelta
from typing import Any

from bot.domain.reading.watching import live_since
from sandbox.state.mails import Mail
from tests.scenarios.outside import EVERY, Outside, at
from tests.scenarios.screen import asked_for, labels_of, words_of
from tests.scenarios.stage import Stage
from tests.scenarios.up_to_go_live import WIKI, the_release_is_worked_up_to_phase_3, typed

SCRIPT, BACK = "V1.0.0__init.sql", "4f" * 32
MEETING = "/release done 3a-1 at 2021-06-11 15:00 until 16:00 in 302 会议室"


def the_story(o: Outside) -> None:
    the_release_is_worked_up_to_phase_3(o)
    the_meeting_is_called_and_over_once_operations_are_there(o)
    the_minutes_are_objected_to_corrected_and_agreed(o)
    what_going_live_takes_is_brought_and_the_scripts_run_first(o)
    boying_admin_fails_and_the_lead_goes_on(o)
    it_fails_again_and_everything_goes_back(o)
    the_second_time_all_of_it_goes_live(o)
    who_acted_answers_by_mail_and_is_asked_for_the_first_check(o)
    the_page_goes_down_becomes_a_bug_by_a_click_and_comes_back(o)
    what_is_found_online_waits_for_the_next_version(o)
    it_is_watched_for_a_day_and_the_release_ends(o)


def the_meeting_is_called_and_over_once_operations_are_there(o: Outside) -> None:
    s = o.stage
    lead, chen, fang, fu = s.cast("shijiasheng", "chenxiaowen", "fanghao", "fucheng")
    o.comes("06-11 09:40")
    assert "已邀请 5 人" in chen.types(MEETING)
    fang.clicks(fang.sees("邀请你参加上线会议"), text="参加")
    fu.reacts("white_check_mark", fu.channel()[-1])
    typed(
        o,
        ("06-11 10:20", "shijiasheng", "/release meeting yes"),
        ("06-11 10:25", "chenxiaowen", "/release meeting yes"),
        ("06-11 10:30", "licuiqi", "/release meeting no"),
        ("06-11 14:00", "chenxiaowen", "3a-2"),
    )
    agenda = chen.types("/release meeting")
    for topic in (
        f"boying database：{SCRIPT}，SHA-256",
        "2. boying-user hotfix/login-timeout@5c8e1d4，在 boying database 之后",
        "5. boying database，正式环境：⚠️ 尚未登记之前运行的版本",
        "B3 C boying-admin：列表翻页后丢失筛选条件",
        "预热环境与测试环境共用库结构",
    ):
        assert topic in agenda, topic
    typed(
        o,
        ("06-11 15:10", "chenxiaowen", "/release decision 6 月 14 日 12:00 上线，先 user、admin，再 web、admin-web"),
        ("06-11 15:20", "fucheng", "/release risk 端午值班人少，响应会慢"),
        ("06-11 15:30", "chenxiaowen", "/release action @fanghao until 2021-06-14 10:00 上线前演练一次数据库恢复"),
    )
    o.comes("06-11 15:50")
    assert "运维人员（李翠琪）无人到会" in chen.types("/release meeting close")
    lead.types("/release standin @chenxiaowen for @licuiqi until 2021-06-11 18:00")


def the_minutes_are_objected_to_corrected_and_agreed(o: Outside) -> None:
    s = o.stage
    lead, chen, fang, fu = s.cast("shijiasheng", "chenxiaowen", "fanghao", "fucheng")
    o.comes("06-11 16:00")
    lead.sees("上线会议纪要，第 1 版")
    assert "已成为待办：*A3*" in chen.types("/release meeting close")
    assert s.item("A3")["may_sign"] == [fang.id]
    fu.clicks(fu.sees("纪要第 2 版是否正确"), text="提出异议")
    assert not fu.fills("恢复演练应由 DBA 与运维一起做")
    chen.sees("付诚对纪要有异议")
    o.comes("06-11 16:40")
    chen.types("/release minutes note 恢复演练由方浩与李翠琪一起做")
    for person in (lead, chen, fang):
        person.types("/release minutes agree")
    assert "纪要已定稿，并以邮件发出" in fu.types("/release minutes agree")
    assert "恢复演练由方浩与李翠琪一起做" in newest(s, "licuiqi").text
    typed(
        o,
        ("06-11 17:00", "chenxiaowen", "3a-4"),
        ("06-11 18:20", "fucheng", "3b-1"),
    )
    mail = newest(s, "fanghao")
    assert mail.subject.startswith("Re: [boying-1.0.0]")
    for enclosed in (
        "## 回滚步骤",
        f"boying database: {SCRIPT}",
        "boying-user: hotfix/login-timeout 5c8e1d4",
        "请答复",
    ):
        assert enclosed in mail.text, enclosed


def what_going_live_takes_is_brought_and_the_scripts_run_first(o: Outside) -> None:
    s = o.stage
    lead, li, fang = s.cast("shijiasheng", "licuiqi", "fanghao")
    typed(
        o,
        ("06-14 09:30", "fanghao", "A3 与李翠琪一起恢复到演练库，用时 12 分钟"),
        ("06-14 09:35", "fanghao", "/release previous boying-database 0.9.4"),
    )
    fang.clicks(fang.sees("上线前还需要你提供", SCRIPT), text=f"{SCRIPT} 的回滚脚本")
    assert not fang.fills(BACK)
    lacking = fang.types("/release done 3b-2 已执行")
    assert f"{SCRIPT}（SHA-256 " in lacking
    assert "的复核（作者与执行人是同一人）" in lacking
    lead.clicks(lead.sees("上线前还需要你提供", SCRIPT), text=f"我已复核 {SCRIPT}")
    fang.clicks(fang.sees("上线前还需要你提供"), text="备份编号")
    assert not fang.fills("rds-20210614-0940")
    for system, commit in (("user", "c1f0a6e"), ("admin", "9be27d4"), ("web", "5d1e8f3"), ("admin-web", "e70b2c9")):
        li.types(f"/release previous boying-{system} release/0.9 {commit}")
    li.sees("目前没有其他需要你为上线提供的")
    assert not [m for m in fang.dms() if ("3b-2/boying-database", "boying-1.0.0") in asked_for(m)], "its window is shut"
    assert "须等 3b-2 boying-database" in li.types("/release deploy boying-user production by pipeline")
    typed(o, ("06-14 11:00", "fanghao", f"3b-2 {SCRIPT} 执行 38 秒，校验 14 条通过"))


def boying_admin_fails_and_the_lead_goes_on(o: Outside) -> None:
    s = o.stage
    lead, li = s.cast("shijiasheng", "licuiqi")
    o.breaks("boying-admin", "连不上消息队列 mq.production:5672")
    o.comes("06-14 11:59")
    assert "0badbad" in li.types("/release deploy boying-user production master 0badbad"), "it was not tested"
    for system in ("boying-user", "boying-admin"):
        ordered(o, system)
    o.starts()
    assert [run["state"] for run in runs(s)] == ["started", "started"]
    o.comes("06-14 12:04")
    o.ends("D1", "D2")
    assert [run["state"] for run in runs(s)] == ["succeeded", "failed"]
    told = words_of(li.sees("❌ boying-admin 部署到正式环境失败"))
    assert "连不上消息队列" in told
    assert "因此等待的有：3b-3 boying-admin-web" in told
    o.comes("06-14 12:20")
    asked = lead.sees("正式环境：继续处理，还是回滚？", "12:04", "12:34")
    lead.clicks(asked, text="再给 30 分钟")
    assert "已延长到" in words_of(lead.again(asked))


def it_fails_again_and_everything_goes_back(o: Outside) -> None:
    s = o.stage
    lead, li, fang = s.cast("shijiasheng", "licuiqi", "fanghao")
    o.comes("06-14 12:25")
    li.types("/release deploy boying-admin production by pipeline")
    o.starts()
    o.comes("06-14 12:29")
    o.ends("D3")
    o.comes("06-14 12:45")
    lead.clicks(lead.sees("正式环境：继续处理，还是回滚？", "12:04", "13:04"), text="回滚")
    shown = words_of(lead.whisper())
    order = [shown.index(f"{system}（") for system in ("boying-admin", "boying-user", "boying database")]
    assert order == sorted(order), shown
    lead.clicks(lead.whisper(), text="回滚")
    assert s.item("3b-3/boying-user")["state"] == s.item("3b-2/boying-database")["state"] == "blocked"
    fang.sees("RB1 将回滚你签过的事项", "3b-2 boying-database")
    assert "须等 RB1-boying-user" in fang.types("/release done RB1-boying-database 已恢复")
    typed(
        o,
        ("06-14 12:50", "licuiqi", "RB1-boying-admin 新版本未启动，release/0.9 一直在运行"),
        ("06-14 12:56", "licuiqi", "RB1-boying-user 切回 release/0.9，2 个实例健康"),
        ("06-14 13:10", "fanghao", "RB1-boying-database 从 rds-20210614-0940 恢复，校验通过"),
    )
    assert words_of(lead.sees("RB1：正式环境回滚，3/3")).count("✅") == 3
    assert not s.shown()["golive"]["problems"]
    o.comes("06-14 14:00")
    assert "2021-06-15 12:00" in lead.types("/release reschedule to 2021-06-15 12:00，消息队列的生产端口明早开通")


def the_second_time_all_of_it_goes_live(o: Outside) -> None:
    s = o.stage
    lead, fang = s.cast("shijiasheng", "fanghao")
    o.mends("boying-admin")
    o.comes("06-15 09:30")
    for key in ("3b-2 boying-database", "3b-3 boying-user", "3b-3 boying-admin"):
        assert "解除" in (told := lead.types(f"/release unblock {key} 消息队列的端口已开通")), told
    assert "rds-20210614-0940" in fang.types("/release backup boying-database rds-20210615-0920")
    fang.agrees("/release backup boying-database rds-20210615-0920")
    done = f"/release done 3b-2 {SCRIPT} 执行 36 秒，校验 14 条通过"
    assert "只能在" in fang.types(done)
    lead.types("/release override 3b-2 boying-database 脚本可在线执行，提前跑完，中午少一步")
    assert "已部署到正式环境" in fang.types(done)
    for wall, over, first, pair in (
        ("06-15 12:00", "06-15 12:05", 4, ("boying-user", "boying-admin")),
        ("06-15 12:06", "06-15 12:10", 6, ("boying-web", "boying-admin-web")),
    ):
        o.comes(wall)
        for system in pair:
            ordered(o, system)
        o.starts()
        o.comes(over)
        o.ends(f"D{first}", f"D{first + 1}")
    assert [run["state"] for run in runs(s)[3:]] == ["succeeded"] * 4
    since = live_since(s.release())
    assert since
    assert since - at("06-15 12:10") < timedelta(minutes=1)
    o.looks()


def who_acted_answers_by_mail_and_is_asked_for_the_first_check(o: Outside) -> None:
    s = o.stage
    typed(
        o,
        ("06-15 12:12", "licuiqi", "3b-4"),
        ("06-15 12:13", "shijiasheng", "3b-5"),
        ("06-15 12:14", "licuiqi", "3c 12:00 部署 user、admin，12:06 部署 web、admin-web，各 2 个实例健康"),
    )
    answer = newest(s, "fucheng")
    assert "12:06 部署 web、admin-web" in answer.text
    assert [mailbox.name for mailbox in answer.reply_to] == ["李翠琪"]
    assert len(s.item("3c")["signatures"]) == 1
    typed(
        o,
        ("06-15 12:22", "fanghao", "3c 09:30 执行脚本，36 秒；备份 rds-20210615-0920"),
        ("06-15 12:24", "licuiqi", "3d"),
    )
    assert "不能签字" in s.person("licuiqi").types("/release done 4b-1 可用率 100%，接口耗时正常")
    o.comes("06-15 12:36")
    s.person("licuiqi").sees("已超时", "上线 15 分钟检查性能与可用性")
    typed(
        o,
        ("06-15 12:37", "licuiqi", "4b-1 可用率 100%，接口耗时正常"),
        ("06-15 13:11", "licuiqi", "4b-2 可用率 100%，消息无堆积"),
    )
    assert newest(s, "fanghao").references == answer.references
    assert "发布完成，请进行线上测试" in newest(s, "shijiasheng").text


def the_page_goes_down_becomes_a_bug_by_a_click_and_comes_back(o: Outside) -> None:
    s = o.stage
    lead, li, fang = s.cast("shijiasheng", "licuiqi", "fanghao")
    o.comes("06-15 13:22")
    o.is_up = False
    o.comes("06-15 13:31")
    li.sees("前台健康检查 异常", "返回 503")
    fang.clicks(fang.sees("前台健康检查 异常", "返回 503"), text="登记缺陷")
    assert not fang.sends({"title": "前台打不开，返回 503", "detail": "连接池耗尽"})
    found = s.shown()["bugs"][-1]
    assert (found["severity"], found["system"], found["environment"]) == ("A", "boying-web", "production")
    o.comes("06-15 13:38")
    o.is_up = True
    fang.types("/release bug fix B5 重启并调大连接池")
    o.comes("06-15 13:48")
    assert not labels_of(fang.sees("前台健康检查 已恢复"))
    lead.types("/release bug verify B5")
    assert "问题已经解决" in words_of(lead.sees("正式环境：继续处理，还是回滚？"))


def what_is_found_online_waits_for_the_next_version(o: Outside) -> None:
    typed(
        o,
        ("06-15 14:00", "chenxiaowen", "/release bug C boying-admin-web 导出按钮的提示语有错字"),
        ("06-15 14:05", "chenxiaowen", "/release bug defer B6 不影响功能，留到 1.0.1"),
        ("06-15 14:10", "fucheng", "3d-2 boying-user 线上回归 42 条通过"),
        ("06-15 14:20", "fucheng", "3d-2 boying-admin 线上回归 35 条通过"),
        ("06-15 14:30", "shijiasheng", "3d-2 boying-web 线上回归 51 条通过，B5 已复测"),
        ("06-15 14:40", "chenxiaowen", "3d-2 boying-admin-web 线上回归 18 条通过，B6 留到下一版本"),
        ("06-15 15:00", "fucheng", "3e"),
    )
    assert "发布结束" in newest(o.stage, "licuiqi").text
    assert bug(o.stage, "B6")["state"] == "deferred"


def it_is_watched_for_a_day_and_the_release_ends(o: Outside) -> None:
    s = o.stage
    assert s.item("4a-1")["title"].endswith("消息队列（测试、预热、正式各一套）")
    typed(
        o,
        ("06-15 15:30", "licuiqi", "4a-1 https://grafana.boying.example/d/mq"),
        ("06-15 15:31", "licuiqi", "4a"),
    )
    o.comes("06-16 12:01")
    o.comes("06-16 12:16")
    typed(o, ("06-16 12:17", "licuiqi", "4b-3 除 13:25 起的一次中断外正常，消息无堆积"))
    summed = s.release().measured["web"]
    assert summed.looks == timedelta(days=1) // EVERY + 1
    assert summed.failed == 3
    for number, (who, system) in enumerate(
        (
            ("fanghao", "boying-database"),
            ("chenxiaowen", "boying-user"),
            ("licuiqi", "boying-admin"),
            ("fanghao", "boying-web"),
            ("fucheng", "boying-admin-web"),
        )
    ):
        filed = f"{WIKI}/docs/1.0.0/{system}"
        words = f"需求文档：{filed}/requirements\n架构文档：{filed}/architecture\n开发文档：{filed}/development"
        typed(o, (f"06-17 {10 + number}:30", who, f"5a {system} {words}"))
    assert s.release().state == "finished"


def ordered(o: Outside, system: str) -> None:
    """By the button below what operations are asked for."""
    li, item = o.stage.person("licuiqi"), f"3b-3/{system}"
    before = len(o.stage.release().runs)
    li.clicks(li.prompt(item), value=f"deploy {item} by pipeline in boying-1.0.0")
    told = li.clicks(li.whisper(), text="确认部署")
    assert len(o.stage.release().runs) == before + 1, told


def newest(s: Stage, who: str) -> Mail:
    """The last mail that reached them."""
    return [mail for mail in s.person(who).hands.mails if mail.delivery is None][-1]


def runs(s: Stage) -> list[dict[str, Any]]:
    return list(s.shown()["golive"]["runs"])


def bug(s: Stage, key: str) -> dict[str, Any]:
    return next(found for found in s.shown()["bugs"] if found["id"] == key)
