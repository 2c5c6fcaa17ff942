"""An answer says what happened and what it means next, in both languages."""

from datetime import timedelta
from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.history import replay
from bot.domain.plan.moments import Calendar
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech.answers import answer
from bot.speech.voice import Voice
from tests.domain.plans import boying
from tests.domain.story import given, settled
from tests.speech import stage

EN = Voice("en", "plain", "Asia/Shanghai")
ZH = Voice("zh-CN", "plain", "Asia/Shanghai")
EVIDENCE = "https://shop.example/1"
WRITTEN = stage.signed([("chen", "1a/web"), ("fu", "1a/admin")])
ALL_BUT_ONE = stage.signed([("chen", "1a/web"), ("fu", "1a/admin"), ("fu", "1b/web")])
DEPLOYED = [
    *stage.FIRST_PHASE,
    ("wu", c.Sign("2a")),
    ("lin", c.Assign("product", ("wu",))),
    ("lin", c.Sign("2a")),
]
LATER = stage.NOW + timedelta(days=1)

Asked = tuple[str, c.Command]
Case = tuple[str, list[Asked], Asked, str, str | None]  # the fact, what went before, what is asked, the words

ANSWERED: list[Case] = [
    (
        "a signature opens the next item, for somebody else",
        [],
        ("chen", c.Sign("1a/web", EVIDENCE)),
        "Signed 1a web (Write the plan) as developer. Next: 1b web (Fu).",
        "已签字（开发人员）：1a web（写上线方案）。下一步：1b web（Fu）。",
    ),
    (
        "a signature opens nothing: how many are left",
        WRITTEN,
        ("fu", c.Sign("1b/web", EVIDENCE)),
        "Signed 1b web (Test) as tester. 1 item is left in Submit to test.",
        "已签字（测试人员）：1b web（测试）。“提交测试”阶段还剩 1 项。",
    ),
    (
        "the last one of a phase opens the next phase",
        ALL_BUT_ONE,
        ("chen", c.Sign("1b/admin", EVIDENCE)),
        "Signed 1b admin (Test) as tester. That was the last one of Submit to test: Go-live opens. Next: 2a (Wu, Lin).",
        "已签字（测试人员）：1b admin（测试）。“提交测试”阶段已全部完成，进入“正式上线”阶段。下一步：2a（Wu、Lin）。",
    ),
    (
        "another role must sign too",
        stage.FIRST_PHASE,
        ("wu", c.Sign("2a")),
        "Signed 2a (Deploy) as operations. Still missing: project lead (Lin).",
        "已签字（运维人员）：2a（部署）。还缺签字：项目负责人（Lin）。",
    ),
    (
        "what comes next can be signed by nobody",
        [*stage.FIRST_PHASE, ("wu", c.Sign("2a"))],
        ("lin", c.Sign("2a")),
        (
            "Signed 2a (Deploy) as project lead. "
            "Nobody can sign 2b: product is to be named with `/release assign product @user`"
        ),
        "已签字（项目负责人）：2a（部署）。2b 暂无人可签：请项目负责人指定产品人员：`/release assign product @user`",
    ),
    (
        "the last signature is given before go-live",
        DEPLOYED,
        ("wu", c.Sign("2b")),
        (
            "Signed 2b (Accept) as product. All is signed; the release ends once it is live: 2026-12-05 12:00 "
            "(Asia/Shanghai)."
        ),
        "已签字（产品人员）：2b（验收）。已全部签字；到上线时刻 2026-12-05 12:00 (Asia/Shanghai) 发布结束。",
    ),
    (
        "a stand-in signs: both names",
        [("lin", c.NameStandIn("wu", "chen", stage.NOW))],
        ("wu", c.Sign("1a/web", EVIDENCE)),
        "Signed 1a web (Write the plan) as developer: Wu for Chen; both names are on the record. Next: 1b web (Fu).",
        "已签字（开发人员）：1a web（写上线方案）。由Wu代Chen签，两人姓名均已记录。下一步：1b web（Fu）。",
    ),
    (
        "one's own next item comes first",
        [("lin", c.NameStandIn("wu", "fu", stage.NOW)), ("lin", c.NameStandIn("wu", "chen", stage.NOW))],
        ("fu", c.Sign("1a/admin", EVIDENCE)),
        "Signed 1a admin (Write the plan) as developer. Next: 1b admin (Wu).",
        None,
    ),
    (
        "a withdrawal re-closes what rested on it",
        stage.FIRST_PHASE,
        ("chen", c.Withdraw("1a/web")),
        (
            "Your signature as developer on 1a web (Write the plan) is taken back. "
            "With it, 1 item lost its signatures: 1b web. Waiting again: 2a."
        ),
        "已撤回你的签字（开发人员）：1a web（写上线方案）。另有 1 项的签字随之失效：1b web。重新等待：2a。",
    ),
    (
        "the lead takes somebody's signature back",
        WRITTEN,
        ("lin", c.Withdraw("1a/web", reason="wrong file")),
        "The signature of Chen as developer on 1a web (Write the plan) is taken back. Waiting again: 1b web.",
        "已撤回Chen的签字（开发人员）：1a web（写上线方案）。重新等待：1b web。",
    ),
    (
        "a waiver opens what waited",
        [],
        ("lin", c.Waive("1a/web", "the old one holds")),
        (
            "Waived 1a web (Write the plan): “the old one holds”. That stays visible in every view and report. "
            "Next: 1b web (Fu)."
        ),
        (
            "已豁免：1a web（写上线方案），理由：“the old one holds”。"
            "该豁免会一直显示在各视图和报告中。下一步：1b web（Fu）。"
        ),
    ),
    (
        "a waiver is taken back",
        [("lin", c.Waive("1a/web", "the old one holds"))],
        ("lin", c.Withdraw("1a/web")),
        "The waiver of 1a web (Write the plan) is taken back. Waiting again: 1b web.",
        "已撤销豁免：1a web（写上线方案）。重新等待：1b web。",
    ),
    (
        "a block tells who knows and how it ends",
        [],
        ("fu", c.Block("1a/web", reason="the disk is full")),
        (
            "Blocked 1a web (Write the plan): “the disk is full”. Told: Lin. "
            "When it is settled: `/release unblock 1a web REASON`"
        ),
        (
            "已阻塞：1a web（写上线方案），原因：“the disk is full”。已通知Lin。"
            "解决后请输入：`/release unblock 1a web 原因`"
        ),
    ),
    (
        "a block without a reason leaves it to the message that asks for it",
        [],
        ("fu", c.Block("1a/web")),
        "Blocked 1a web (Write the plan). I ask you why in a direct message.",
        "已阻塞：1a web（写上线方案）。我在私信里请你说明原因。",
    ),
    (
        "the reason given in the thread answers like a block",
        [("fu", c.Block("1a/web"))],
        ("fu", c.Note("1a/web", "the disk is full")),
        (
            "Blocked 1a web (Write the plan): “the disk is full”. Told: Lin. "
            "When it is settled: `/release unblock 1a web REASON`"
        ),
        None,
    ),
    (
        "an unblocked item is open again",
        [("fu", c.Block("1a/web", reason="not so"))],
        ("fu", c.Unblock("1a/web")),
        "Unblocked 1a web (Write the plan). Next: 1a web (Chen).",
        "已解除阻塞：1a web（写上线方案）。下一步：1a web（Chen）。",
    ),
    (
        "an unblocked item may still wait",
        [("fu", c.Block("1b/web", reason="not so"))],
        ("fu", c.Unblock("1b/web")),
        "Unblocked 1b web (Test). It is not its turn yet: `/release why 1b web`",
        "已解除阻塞：1b web（测试）。目前还没轮到它：`/release why 1b web`",
    ),
    (
        "on it",
        [],
        ("chen", c.Watch("1a/web", message="C1:1")),
        "You are on 1a web (Write the plan): reminders to you wait 2 h.",
        "已记下你正在处理：1a web（写上线方案），2 小时内不再提醒你。",
    ),
    (
        "no longer on it",
        [("chen", c.Watch("1a/web", message="C1:1"))],
        ("chen", c.TakeBackReaction("C1:1", "watch")),
        "You are no longer on 1a web (Write the plan): reminders to you come as planned.",
        "已取消“处理中”：1a web（写上线方案），提醒恢复正常。",
    ),
    (
        "words left for an item",
        [],
        ("chen", c.Note("1a/web", "half done")),
        "Noted for 1a web (Write the plan); it serves as evidence when you sign: `/release done 1a web`",
        None,
    ),
    (
        "words left for an item are deleted",
        [("chen", c.Note("1a/web", "half done", "C1:1"))],
        ("chen", c.Unsay("1a/web", "C1:1")),
        "What you deleted no longer counts for 1a web (Write the plan).",
        "你删除的话不再计入1a web（写上线方案）。",
    ),
    (
        "words after the signature",
        [("chen", c.Sign("1a/web", EVIDENCE))],
        ("chen", c.Note("1a/web", "3 cases failed after all")),
        (
            "You signed 1a web (Write the plan) (2026-12-01 10:00 Asia/Shanghai), and the record holds "
            "“https://shop.example/1”: that stays. To take your signature back: `/release undo 1a web`"
        ),
        None,
    ),
    (
        "a role is filled, and what waited for it opens",
        [*stage.FIRST_PHASE, ("wu", c.Sign("2a")), ("lin", c.Sign("2a"))],
        ("lin", c.Assign("product", (c.Newcomer("U9", "Zoe"),))),
        "The role product is now held by Zoe. Next: 2b (Zoe).",
        "产品人员现由Zoe担任。下一步：2b（Zoe）。",
    ),
    (
        "a stand-in is named for later",
        [],
        ("lin", c.NameStandIn("wu", "chen", LATER, LATER + timedelta(days=2))),
        (
            "Wu stands in for Chen from 2026-12-02 10:00 (Asia/Shanghai) to 2026-12-04 10:00 (Asia/Shanghai); "
            "both names are on the record of what they sign."
        ),
        (
            "Wu代理Chen，自 2026-12-02 10:00 (Asia/Shanghai) 起至 2026-12-04 10:00 (Asia/Shanghai)；"
            "代签时两人姓名均会记录。"
        ),
    ),
    (
        "a stand-in takes over what is open",
        [],
        ("lin", c.NameStandIn("wu", "chen", stage.NOW)),
        (
            "Wu stands in for Chen from 2026-12-01 10:00 (Asia/Shanghai) until the release ends; "
            "both names are on the record of what they sign. Next: 1a web (Wu)."
        ),
        None,
    ),
    (
        "a link waits for the account's word",
        [],
        ("lin", c.Link("wu", "U0WU")),
        "I have asked the account `U0WU` whether it is Wu's: nothing is linked before it says so.",
        "已询问账号 `U0WU` 是否属于Wu：确认之前不会关联。",
    ),
    (
        "a link waits for the person's word",
        [],
        ("lin", c.Link("fu", "U0XX")),
        "I have asked Fu: nothing is linked before they agree.",
        None,
    ),
    (
        "an account is linked",
        [("lin", c.Link("fu", "U0XX"))],
        ("fu", c.Link("fu", "U0XX")),
        "Fu is now the Slack account `U0XX`.",
        "Fu已关联 Slack 账号 `U0XX`。",
    ),
    (
        "an account is switched off",
        [],
        ("", c.TellAccount("fu", "U0FU", "gone")),
        "Fu (fu@shop.example) has a Slack account that was switched off.",
        None,
    ),
    (
        "a pause",
        [],
        ("lin", c.Pause("audit")),
        "The release is paused: nothing is signed and nobody is reminded. To go on: `/release resume`",
        "发布已暂停：期间不能签字，也不发提醒。恢复请输入：`/release resume`",
    ),
    (
        "the report",
        [],
        ("fu", c.AskReport()),
        "The report goes to #shop, into the thread of the last card, as a page and as Markdown.",
        "报告将以网页和 Markdown 两种格式发到 #shop 最后一张卡片的消息串里。",
    ),
    (
        "another try",
        [],
        ("lin", c.Retry()),
        "What could not be delivered is being tried again. `/release status` shows to the lead what still is not.",
        "正在重新投递未送达的消息。仍未送达的，项目负责人可用 `/release status` 查看。",
    ),
    (
        "a channel that is archived",
        [],
        ("", c.LoseChannel("unarchive", "is_archived")),
        "Nothing reaches the channel: the channel is archived; unarchive it (is_archived).",
        "消息无法送达频道：频道已归档；请取消归档（is_archived）。",
    ),
    (
        "a channel that is back",
        [("", c.LoseChannel("unarchive", "is_archived"))],
        ("", c.RegainChannel()),
        "The channel is reached again.",
        "频道已恢复。",
    ),
    (
        "after a pause",
        [("lin", c.Pause("audit"))],
        ("lin", c.Resume()),
        "The release goes on. Where it stands: `/release status`",
        "发布已恢复。查看进度：`/release status`",
    ),
    (
        "another go-live",
        [],
        ("lin", c.Reschedule(stage.NOW + timedelta(days=7), Calendar())),
        "Go-live is moved to 2026-12-08 10:00 (Asia/Shanghai), in 7 days; every due time moves with it.",
        "上线时间改为 2026-12-08 10:00 (Asia/Shanghai)，距现在还有 7 天；各事项的截止时间随之调整。",
    ),
    (
        "the end for good",
        [],
        ("lin", c.Abort("budget")),
        "The release is aborted for good. Its record stays: `/release log`",
        "发布已终止，不可恢复。记录仍可查看：`/release log`",
    ),
]


@pytest.mark.parametrize(
    ("before", "asked", "english", "chinese"), [pytest.param(*case[1:], id=case[0]) for case in ANSWERED]
)
def an_answer_says_what_happened_and_what_is_next(
    before: list[Asked], asked: Asked, english: str, chinese: str | None
) -> None:
    done = stage.done(stage.release(*before), *asked)
    assert answer(EN, done, asked[0]) == english
    assert chinese is None or answer(ZH, done, asked[0]) == chinese


def the_readers_own_next_item_is_named_in_full() -> None:
    done = stage.done(stage.release(("lin", c.Assign("tester", ("lin",), "web"))), "chen", c.Sign("1a/web", EVIDENCE))
    assert answer(EN, done, "lin").endswith("Next for you: 1b web (Test).")
    assert answer(EN, done, "chen").endswith("Next: 1b web (Lin).")


def a_start_tells_where_the_checklist_is_and_what_is_missing_before_the_end() -> None:
    event = stage.started()
    done = Done(None, (event,), stage.release())
    assert answer(EN, done, "lin") == (
        "Started shop-1.0: go-live is 2026-12-05 12:00 (Asia/Shanghai), in 4 days 2 h. The checklist is kept in #shop. "
        "Go-live is on a day off (2026-12-05); make sure everybody is there, or choose another day. "
        "No Slack account is known yet for Wu, and I go on looking. To name one: `/release link @user Wu`. "
        "Nobody is named yet for product: `/release assign product @user`"
    )
    assert answer(ZH, done, "lin") == (
        "已启动 shop-1.0：上线时间 2026-12-05 12:00 (Asia/Shanghai)，距现在还有 4 天 2 小时。检查清单发布在 #shop。"
        "上线定在 2026-12-05，是休息日；请确认人员都在，或换一天。"
        "Wu尚未找到 Slack 账号，我会继续查找。也可直接关联：`/release link @user Wu`。"
        "产品人员还没有指定人员：`/release assign product @user`"
    )


@pytest.mark.parametrize(
    ("event", "english"),
    [
        (
            e.Reminded(at=stage.NOW, by="", via="clock", person="fu", matter="soon", items=("1a/web",)),
            "reminded Fu of what is due soon: 1a web.",
        ),
        (
            e.Reminded(at=stage.NOW, by="", via="clock", person="fu", matter="overdue", items=("1a/web",), late=True),
            "told Fu what is overdue: 1a web (late: the bot had been away).",
        ),
        (
            e.Escalated(at=stage.NOW, by="", via="clock", items=("1a/web", "1b/web")),
            "told the lead what is overdue: 1a web, 1b web.",
        ),
        (
            e.MomentCame(at=stage.NOW, by="", via="clock", item="1a/web", moment=stage.NOW),
            "the time has come for 1a web (Write the plan).",
        ),
        (e.Finished(at=stage.NOW, by="", via="clock"), "with that the release is finished."),
        (
            e.StandInBegan(at=stage.NOW, by="", via="clock", person="wu", instead_of="fu", since=stage.NOW),
            "Wu now stands in for Fu.",
        ),
        (
            e.StandInEnded(at=stage.NOW, by="", via="clock", person="wu", instead_of="fu"),
            "Wu no longer stands in for Fu.",
        ),
    ],
)
def what_the_clock_did_is_told_in_the_words_of_the_record(event: e.Event, english: str) -> None:
    release = stage.release()
    assert answer(EN, Done(release, (event,), release), "") == english


def the_last_signature_finishes_a_release_that_is_live() -> None:
    before = stage.release(*DEPLOYED)
    done = stage.done(before, "wu", c.Sign("2b"), before.go_live)
    assert answer(EN, done, "wu").startswith(
        "Signed 2b (Accept) as product. That was the last one: the release is finished."
    )


def every_kind_of_event_is_answered() -> None:
    asked_for = {type(event) for case in ANSWERED for event in happened(stage.release(*case[1]), *case[2])}
    by_the_clock = {
        e.Reminded, e.Escalated, e.MomentCame, e.Finished, e.StandInBegan, e.StandInEnded, e.WorkflowWaits,
    }  # fmt: skip
    work = (
        e.BugEvent
        | e.GateEvent
        | e.TrackerEvent
        | e.DocumentEvent
        | e.CodeEvent
        | e.DeploymentEvent
        | e.RequestEvent
        | e.HotfixEvent
        | e.MailEvent
        | e.WatchEvent
        | e.ListingEvent
        | e.GoLiveEvent
        | e.ProblemEvent
        | e.RollbackEvent
    )
    elsewhere = set(get_args(work | e.MeetingEvent | e.MinutesEvent)) | {e.ResultFailed}  # in files of their own
    assert asked_for | by_the_clock | elsewhere | {e.Started} == set(get_args(e.Event))


def happened(before: Release, person: str, command: c.Command) -> tuple[e.Event, ...]:
    return stage.done(before, person, command).events


def an_answer_stays_short_however_much_it_opens() -> None:
    systems = {
        f"system-{n}": {
            "order": n + 1,
            "name": f"system-{n}",
            "version": "1.0",
            "kind": "application",
            "holders": {"developer": "chen", "tester": "fu"},
        }
        for n in range(100)
    }
    data = stage.PLAN.model_dump(mode="json", exclude_defaults=True) | {"systems": systems}
    data["phases"][0]["steps"][1]["needs"] = []
    data["phases"][0]["steps"] = [{"id": "1", "title": "Begin", "by": "lead"}, *data["phases"][0]["steps"][1:]]
    data["phases"][0]["steps"][1]["needs"] = ["1"]
    done = stage.done(stage.release(plan=type(stage.PLAN).model_validate(data)), "lin", c.Sign("1"))
    told = answer(EN, done, "lin")
    assert told.endswith("Next: 1b system-0 (Fu), 1b system-1 (Fu), 1b system-2 (Fu) and 97 more.")


def a_signature_that_reopens_an_earlier_phase_opens_none() -> None:
    """New code, submitted when preheat is through, is to be deployed again from the test environment on."""
    story = given(boying(), settled("2b")).confirms(c.SubmitCode("boying-user", "master", "5c8e1d4"), by="chenxiaowen")
    assert story.before is not None
    assert story.release.phase < story.before.phase
    told = answer(EN, Done(story.before, story.events, story.release), "chenxiaowen")
    assert "That was the last one" not in told


def a_release_that_is_resumed_after_its_go_live_says_so() -> None:
    paused = stage.release(("lin", c.Pause("audit")))
    resumed = e.Resumed(at=paused.go_live + timedelta(hours=1), by="lin", via="slash")
    told = answer(EN, Done(paused, (resumed,), replay((resumed,), paused)), "lin")
    assert "Its go-live, 2026-12-05 12:00 (Asia/Shanghai), has passed meanwhile." in told
    assert told.endswith("`/release reschedule to WHEN`")
