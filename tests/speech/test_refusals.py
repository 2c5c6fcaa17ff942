"""Every refusal says why, and what to do next with the line to type, in both languages."""

from datetime import timedelta
from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.plan.moments import Calendar
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk.grammar.bind import bind
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line, WorkspaceMember
from tests.domain.story import agreed
from tests.speech import stage

EN = Voice("en", "plain", "Asia/Shanghai")
ZH = Voice("zh-CN", "plain", "Asia/Shanghai")
AT = "2026-12-01 10:00 Asia/Shanghai"
EVIDENCE = "https://shop.example/1"
LEADS = ("lin",)

WRITTEN = stage.signed([("chen", "1a/web"), ("fu", "1a/admin")])
TESTED = stage.FIRST_PHASE

Asked = tuple[str, c.Command]
Case = tuple[str, list[Asked], Asked, str, str | None]  # the fact, what went before, what is asked, the words

UNDO = r.Undoes(c.Withdraw("1a/web", "typo"), ("1b/web",), ("2a",))
ABORT = r.EndsRelease(c.Abort("budget"), tuple(stage.release().layout.items))
REFUSED: list[Case] = [
    (
        "another role's item",
        WRITTEN,
        ("chen", c.Sign("1b/web", EVIDENCE)),
        "1b web (Test) is for another role to sign: tester (Fu). What waits for you: `/release mine`",
        "1b web（测试）须由测试人员（Fu）签字。查看等你处理的事项：`/release mine`",
    ),
    (
        "too early",
        [],
        ("fu", c.Sign("1b/web", EVIDENCE)),
        (
            "1b web (Test) cannot be signed yet; it waits for 1a web. "
            "It is the turn of Chen, and you will be told when it opens."
        ),
        "1b web（测试）还不能签字，须等 1a web 完成。现在轮到Chen，可以签字时会通知你。",
    ),
    (
        "done already",
        WRITTEN,
        ("chen", c.Sign("1a/web", EVIDENCE)),
        (
            f"1a web (Write the plan) was signed by Chen as developer already ({AT}). "
            f"To take it back: `/release undo 1a web`"
        ),
        f"1a web（写上线方案）已由Chen签字（开发人员，{AT}）。如需撤回：`/release undo 1a web`",
    ),
    (
        "one's own vote is there, others are missing",
        [*TESTED, ("wu", c.Sign("2a"))],
        ("wu", c.Sign("2a")),
        f"2a (Deploy) was signed by Wu as operations already ({AT}). Still missing: project lead (Lin).",
        f"2a（部署）已由Wu签字（运维人员，{AT}）。还缺签字：项目负责人（Lin）。",
    ),
    (
        "waived",
        [("lin", c.Waive("1a/web", "old plan holds"))],
        ("chen", c.Sign("1a/web", EVIDENCE)),
        (
            f"1a web (Write the plan) was waived by Lin ({AT}), so nothing is left to sign. "
            "The lead takes that back with `/release undo 1a web`"
        ),
        f"1a web（写上线方案）已由Lin豁免（{AT}），无须签字。项目负责人可撤销豁免：`/release undo 1a web`",
    ),
    (
        "a link is asked for",
        [],
        ("chen", c.Sign("1a/web", "done")),
        (
            "1a web (Write the plan) asks for a link before it is signed (a link to the plan): "
            "`/release done 1a web https://…`"
        ),
        "1a web（写上线方案）签字时须附链接（方案的链接）：`/release done 1a web https://…`",
    ),
    (
        "a note is asked for",
        WRITTEN,
        ("fu", c.Sign("1b/web")),
        "1b web (Test) asks for a note before it is signed (the results): `/release done 1b web NOTE`",
        "1b web（测试）签字时须附说明（测试结果）：`/release done 1b web 说明`",
    ),
    (
        "blocked",
        [("fu", c.Block("1a/web", reason="the disk is full"))],
        ("chen", c.Sign("1a/web", EVIDENCE)),
        (
            f"1a web (Write the plan) is blocked by Fu since {AT}: “the disk is full”. "
            "Once that is settled, they or the lead type `/release unblock 1a web REASON`"
        ),
        (
            f"1a web（写上线方案）自 {AT} 起被Fu阻塞：“the disk is full”。"
            "解决后请本人或项目负责人输入：`/release unblock 1a web 原因`"
        ),
    ),
    (
        "a role is empty",
        [*TESTED, ("wu", c.Sign("2a")), ("lin", c.Sign("2a"))],
        ("lin", c.Sign("2b")),
        (
            "2b (Accept) cannot be signed: there is nobody for product. "
            "Lin can name somebody: `/release assign product @user`"
        ),
        "2b（验收）无法签字：没有可签的产品人员。请Lin指定人员：`/release assign product @user`",
    ),
    (
        "the tester may not be the developer",
        [],
        ("lin", c.Assign("tester", ("chen",), "web")),
        (
            "The developer of web may not hold this role too: work takes a second pair of eyes. "
            "Name somebody else, for instance Fu."
        ),
        None,
    ),
    (
        "the lead alone waives",
        [],
        ("fu", c.Waive("1a/web", "why not")),
        "Only the project lead (Lin) may do this: please ask them.",
        "此操作仅限项目负责人（Lin），请与其联系。",
    ),
    (
        "a reason is missing",
        [],
        ("lin", c.Waive("1a/web", "")),
        "A reason is needed, and stays on the record. Type `/release waive 1a web REASON`",
        "请写明原因，原因会留在记录里：`/release waive 1a web 原因`",
    ),
    (
        "somebody else's block",
        [("fu", c.Block("1a/web", reason="not so"))],
        ("chen", c.Unblock("1a/web")),
        "Only Fu or the project lead (Lin) can take this back on 1a web (Write the plan): please ask them.",
        "1a web（写上线方案）只能由Fu本人或项目负责人（Lin）撤回，请与他们联系。",
    ),
    (
        "nothing was signed",
        [],
        ("chen", c.Withdraw("1a/web")),
        (
            "Nobody has signed 1a web (Write the plan), so there is nothing to take back. "
            "How it stands: `/release why 1a web`"
        ),
        "1a web（写上线方案）还没有人签字，无可撤回。查看现状：`/release why 1a web`",
    ),
    (
        "nothing is blocked",
        [],
        ("chen", c.Unblock("1a/web")),
        "1a web (Write the plan) is not blocked by anybody. How it stands: `/release why 1a web`",
        "1a web（写上线方案）没有被人阻塞。查看现状：`/release why 1a web`",
    ),
    (
        "what rests on it is shown first",
        TESTED,
        ("chen", c.Withdraw("1a/web", reason="typo")),
        (
            "This also voids the signatures on 1b web, and 2a must wait again. "
            f"If that is right, type `/release undo 1a web confirm {UNDO.code} typo`"
        ),
        f"这会使 1b web 的签字失效，2a 须重新等待。如无误，请输入：`/release undo 1a web confirm {UNDO.code} typo`",
    ),
    (
        "an abort is asked for twice",
        [],
        ("lin", c.Abort("budget")),
        (
            "This ends the release for good, with 6 items left undone. "
            f"If it is to end, type `/release abort confirm {ABORT.code} budget`"
        ),
        f"终止后发布不可恢复，还有 6 项未完成。确认终止请输入：`/release abort confirm {ABORT.code} budget`",
    ),
    (
        "paused",
        [("lin", c.Pause("audit"))],
        ("chen", c.Sign("1a/web", EVIDENCE)),
        "The release is paused (“audit”): nothing moves until the lead types `/release resume`.",
        "发布已暂停（“audit”），项目负责人输入 `/release resume` 后才能继续。",
    ),
    (
        "aborted",
        [("lin", c.Abort("budget"))],
        ("chen", c.Sign("1a/web", EVIDENCE)),
        (
            "The release was aborted, so nothing changes any more. What happened: `/release log`."
            " What was found or deployed since is still put on record: "
            "`/release deploy SYSTEM ENVIRONMENT BRANCH COMMIT`"
        ),
        (
            "发布已终止，不能再操作。查看记录：`/release log`。此后发现的问题和执行的部署仍会记录："
            "`/release deploy 系统 环境 分支 提交号`"
        ),
    ),
    (
        "a go-live that is past",
        [],
        ("lin", c.Reschedule(stage.NOW - timedelta(hours=1), Calendar())),
        (
            "2026-12-01 09:00 (Asia/Shanghai) is already past. "
            "Choose a later go-live, for instance: `/release reschedule to 2026-12-15 09:00`"
        ),
        (
            "2026-12-01 09:00 (Asia/Shanghai) 已经过去。请选择更晚的上线时间，例如："
            "`/release reschedule to 2026-12-15 09:00`"
        ),
    ),
    (
        "somebody whose account was switched off",
        [("", c.TellAccount("fu", "U0FU", "gone"))],
        ("lin", c.Assign("ops", ("fu",))),
        (
            "Fu (fu@shop.example) has a Slack account that was switched off, so nobody acts in that name, "
            "and it is given nothing new. Name somebody else."
        ),
        None,
    ),
    (
        "a link that was asked for",
        [("lin", c.Link("wu", "U0WU"))],
        ("lin", c.Link("wu", "U0WU")),
        "I have asked the account `U0WU` whether it is Wu's: nothing is linked before it says so.",
        None,
    ),
    (
        "a stand-in that there is not",
        [],
        ("chen", c.EndStandIn()),
        "Nobody stands in for anybody.",
        "目前没有代理。",
    ),
    (
        "somebody else's stand-in",
        [("lin", c.NameStandIn("wu", "chen", stage.NOW))],
        ("fu", c.EndStandIn("wu")),
        "Wu stands in for Chen: they two, or the project lead (Lin), may end that.",
        None,
    ),
    (
        "a link that is the lead's to make",
        [],
        ("fu", c.Link("wu", "U0XX", email="fu@shop.example")),
        (
            "The address of your Slack account is not the plan's for Wu, so the project lead (Lin) makes the link: "
            "`/release link @user Wu`"
        ),
        "你的 Slack 邮箱与计划里Wu的邮箱不一致，须由项目负责人（Lin）关联：`/release link @user Wu`",
    ),
]


@pytest.mark.parametrize(
    ("before", "asked", "english", "chinese"), [pytest.param(*case[1:], id=case[0]) for case in REFUSED]
)
def a_refusal_says_why_and_what_to_do(before: list[Asked], asked: Asked, english: str, chinese: str | None) -> None:
    release = stage.release(*before)
    refused = stage.refused(release, *asked)
    assert refusal(EN, release, refused) == english
    assert chinese is None or refusal(ZH, release, refused) == chinese


LETS_GO = r.LetsGo(c.Waive("1a/web", "by phone"), ("1b/web",), ("2a",), (), ("1b/admin",))
DOUBTED = r.SoundsFailed(c.Sign("1b/web", "login failed"))
ALONE: list[tuple[r.Refused, str, str | None]] = [
    (
        LETS_GO,
        (
            "This lets go of 1a web (Write the plan) alone. It opens 1b web. What it waited for is waited for still: "
            "2a. This also voids the signatures on 1b admin. If that is right, type "
            f"`/release waive 1a web confirm {LETS_GO.code} by phone`"
        ),
        None,
    ),
    (
        DOUBTED,
        (
            "“login failed” sounds like a failure, so 1b web (Test) is not signed. If it failed, type "
            "`/release fail 1b web REASON`; if it went well, "
            f"`/release done 1b web confirm {DOUBTED.code} login failed`"
        ),
        (
            "“login failed” 像是在说失败，因此 1b web（测试） 没有签字。若已失败，请键入 `/release fail 1b web 原因`；"
            f"若确已通过，请键入 `/release done 1b web confirm {DOUBTED.code} login failed`"
        ),
    ),
    (
        r.NoSuchItem("1z", ("1a/web", "1b/web")),
        "There is no item “1z”. Did you mean `1a web`, `1b web`?",
        "没有名为“1z”的事项。你要找的是不是 `1a web`、`1b web`？",
    ),
    (
        r.Misordered("assign tester web @user"),
        "These words are understood in another order. Type `/release assign tester web @user`",
        "这几个词要换个顺序才能读懂。请输入 `/release assign tester web @user`",
    ),
    (
        r.NoSuchItem("zzz", ()),
        "There is no item “zzz”. All of them are in `/release status`.",
        "没有名为“zzz”的事项。全部事项见 `/release status`。",
    ),
    (
        r.WhichItem("done", ("1a/web", "1a/admin")),
        "Several items fit. Which one? `/release done 1a web`, `/release done 1a admin`",
        "有多个事项符合，请选其一：`/release done 1a web`、`/release done 1a admin`",
    ),
    (
        r.WhichAct(("meeting cancel REASON", "abort REASON")),
        (
            "Nothing is changed: that word may mean several things. Which one? "
            "`/release meeting cancel REASON`, `/release abort REASON`"
        ),
        "什么都没有改变：这个词可以指好几件事。是哪一件？`/release meeting cancel 原因`、`/release abort 原因`",
    ),
    (r.NoSuchName("verb", "sttus", ("status",)), "I do not know “sttus”. Did you mean `/release status`?", None),
    (
        r.NoSuchName("verb", "dance"),
        "I do not know “dance”. Type `/release help` for all that can be said.",
        "没有“dance”这个命令。全部命令见 `/release help`。",
    ),
    (
        r.NoSuchName("person", "fu"),
        "Fu cannot stand in for themselves. Name somebody else: `/release standin @user for Fu`",
        "Fu不能代理本人，请另选一人：`/release standin @user for Fu`",
    ),
    (
        r.ShownAnew("1a/web", "3f2a91c0"),
        (
            "1a web (Write the plan) rests on something else by now than when this was shown, so nothing is signed. "
            "Look at it as it is: `/release why 1a web`"
        ),
        "1a web（写上线方案） 所依据的内容在显示之后有变化，因此没有签字。请看现在的内容：`/release why 1a web`",
    ),
    (
        r.FourEyes("1b/web", "role", "developer", ("fu",)),
        "You are the developer, and 1b web (Test) takes a second pair of eyes. It can be signed by Fu.",
        "你是开发人员，1b web（测试）不能由本人把关。可由Fu签字。",
    ),
    (
        r.FourEyes("2a", "step", "1a", ()),
        (
            "You signed 1a, and 2a (Deploy) takes a second pair of eyes. "
            "Nobody else can sign it, so the project lead (Lin) names a stand-in: `/release standin @user for @user`"
        ),
        None,
    ),
    (
        r.Stranger(),
        (
            "You are not part of this release, so there is nothing for you here. "
            "If its plan names you, type `/release link`; otherwise ask the person who leads it."
        ),
        "你不在这次发布的人员名单里，无法查看或操作。如果计划里有你，请输入 `/release link`；否则请联系发布的负责人。",
    ),
    (
        r.GuestsMayNot(),
        (
            "You are a guest in this workspace, and guests may not act in a release. "
            "Ask the person who leads it to name somebody else, or an admin of the workspace for a full account."
        ),
        "你是此工作区的访客，访客不能参与发布。请联系发布的负责人另指他人，或请工作区管理员把你改为正式成员。",
    ),
    (
        r.AlreadyRunning("shop-1.0"),
        "shop-1.0 is running already. Where it stands: `/release status`",
        "shop-1.0 已在进行中。查看进度：`/release status`",
    ),
    (
        r.WhichRelease(("a-1", "b-1")),
        "Several releases are running: a-1, b-1. Add `in a-1` to what you type.",
        "有多个发布正在进行：a-1、b-1。请在命令末尾加上 `in a-1`。",
    ),
    (
        r.NothingToTakeBack("", "none"),
        "That emoji had set nothing here, so nothing changes. What is yours: `/release mine`",
        None,
    ),
    (
        r.LinkHeld("fu", LEADS),
        (
            "Fu acts with another Slack account already. To move the link, ask the project lead (Lin): "
            "`/release link @user Fu`"
        ),
        None,
    ),
    (
        r.OperatorNamesLead("lead"),
        (
            "In nobody's name only a lead is named here: `python -m bot do -- assign lead PERSON`. "
            "For anything else say who asks: `python -m bot do --as PERSON -- …`"
        ),
        None,
    ),
    (
        r.Lacks("reason", "undo 1a/web"),
        "A reason is needed, and stays on the record. Type `/release undo 1a web REASON`",
        "请写明原因，原因会留在记录里：`/release undo 1a web 原因`",
    ),
    (
        r.Lacks("backup", "backup web NAME"),
        "Which backup? Type `/release backup web NAME`",
        "请写明备份的名称：`/release backup web 名称`",
    ),
    (r.LinkTaken("fu", "U0FU"), "Fu is linked to the account `U0FU` already; nothing is left to do.", None),
]


@pytest.mark.parametrize(("refused", "english", "chinese"), ALONE)
def a_refusal_by_the_grammar_says_it_too(refused: r.Refused, english: str, chinese: str | None) -> None:
    release = stage.release()
    assert refusal(EN, release, refused) == english
    assert chinese is None or refusal(ZH, release, refused) == chinese


def a_start_is_refused_in_the_words_of_the_plan_before_there_is_a_release() -> None:
    past = r.PastMoment(stage.NOW, stage.GO_LIVE, "start")
    assert refusal(EN, None, past, stage.PLAN) == (
        "2026-12-01 10:00 (Asia/Shanghai) is already past. "
        "Choose a later go-live, for instance: `/release start at 2026-12-05 12:00`"
    )
    assert (
        refusal(EN, None, r.LeadOnly(LEADS), stage.PLAN) == "Only the project lead (Lin) may do this: please ask them."
    )
    assert refusal(EN, None, r.LeadOnly(LEADS)) == "Only the project lead may do this: please ask them."
    assert "`/release start`" in refusal(EN, None, r.NoRelease("shop"))
    assert "shop" not in refusal(EN, None, r.NoRelease("")), "nothing is shown where nothing may be"


def a_stranger_is_shown_nothing_of_the_release() -> None:
    told = refusal(EN, stage.release(), r.Stranger())
    assert not any(known.name in told for known in stage.release().people.values())


def whoever_is_kept_out_is_told_so_before_any_release_is_looked_at() -> None:
    kept_out = (r.Stranger(), r.GuestsMayNot(), r.MayNotAct("mia", "gone"), r.OperatorNamesLead("lead"))
    assert {type(refused) for refused in kept_out} == set(get_args(r.KeptOut))
    for voice in (EN, ZH):
        assert all(refusal(voice, None, refused) for refused in kept_out)


def a_refusal_by_a_release_needs_that_release() -> None:
    with pytest.raises(ValueError, match="TooEarly"):
        refusal(EN, None, r.TooEarly("1a/web", (), ()))


def every_kind_of_refusal_is_worded_in_a_test() -> None:
    provoked = {type(stage.refused(stage.release(*before), *asked)) for _, before, asked, *_ in REFUSED}
    alone = {type(refused) for refused, *_ in ALONE}
    work = (
        r.BugRefusal
        | r.GateRefusal
        | r.DocumentRefusal
        | r.CodeRefusal
        | r.DeploymentRefusal
        | r.RequestRefusal
        | r.HotfixRefusal
        | r.MailRefusal
        | r.GoLiveRefusal
        | r.ProblemRefusal
        | r.RollbackRefusal
        | r.WorkflowRefusal
    )
    others = work | r.MeetingRefusal | r.MinutesRefusal | r.NotYet | r.NothingTried  # in files of their own
    elsewhere = set(get_args(others))
    left = set(get_args(r.Refused)) - provoked - alone - elsewhere
    assert left == {r.NoRelease}, "NoRelease is worded with the start"


@pytest.mark.parametrize("language", [EN, ZH])
def every_line_that_a_refusal_suggests_is_understood(language: Voice) -> None:
    told = [
        refusal(language, stage.release(*before), stage.refused(stage.release(*before), *asked))
        for _, before, asked, *_ in REFUSED
    ]
    told += [refusal(language, stage.release(), refused) for refused, *_ in ALONE]
    lines = [part for text in told for part in text.split("`")[1::2] if part.startswith("/release")]
    assert len(lines) > 20
    assert [line for line in lines if not isinstance(parse(line), Line)] == []


def a_refusal_is_two_sentences_at_most() -> None:
    for _, before, asked, *_ in REFUSED:
        release = stage.release(*before)
        told = refusal(ZH, release, stage.refused(release, *asked))
        assert told.count("。") <= 2, told


def a_reason_too_long_for_the_line_is_asked_for_again() -> None:
    asked = r.Undoes(c.Withdraw("1a/web", "x" * 10_000), ("1b/web",))
    told = refusal(EN, stage.release(), asked)
    assert told.endswith(f"If that is right, type `/release undo 1a web confirm {asked.code} REASON`")


class Nobody:
    """A workspace without members: these lines name none."""

    def member(self, user: str) -> WorkspaceMember | None:
        assert user
        return None


@pytest.mark.parametrize(
    ("before", "person", "command"),
    [
        (TESTED, "chen", c.Withdraw("1a/web", reason="typo")),
        ([], "lin", c.Abort("budget")),
    ],
)
def the_line_that_confirms_is_the_same_command_confirmed(
    before: list[Asked], person: str, command: c.Withdraw | c.Abort
) -> None:
    release = stage.release(*before)
    suggested = refusal(EN, release, stage.refused(release, person, command)).split("`")[-2]
    line = parse(suggested)
    assert isinstance(line, Line)
    bound = bind(line, release, stage.actor(person), Nobody(), stage.NOW, lambda _: Calendar())
    assert bound == agreed(release, command, stage.actor(person), stage.NOW)
