"""What is said of deployments, requests and hotfixes: answers, the record, refusals, what waits for whom and why."""

from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.state.release import Release
from bot.record.outcome import Done
from bot.speech import blocking, cards, checklist, deployments, hotfixes, log, prompts, why
from bot.speech.answers import answer
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk.grammar.parse import parse
from bot.talk.grammar.verbs import Line
from tests.domain.depot import REPLACING, depot
from tests.domain.story import HOUR, MINUTE, Fact, Story, asked, given, settled, up_to

EN = Voice("en", "plain", "Europe/Berlin")
ZH = Voice("zh-CN", "plain", "Europe/Berlin")
AT = "2026-08-23 13:00 Europe/Berlin"
ASK = asked(c.Request("dba", "stage/api", "run 003.sql"), by="tom")
HOTFIX = asked(c.OpenHotfix("api", "fix/login", "login fails"), by="tom")
SUBMITTED = asked(c.Sign("submit/web", "1f3c9a0"), by="max")
OLDER = r.CodeMoves(
    c.Sign("stage/api"),
    ("submit/api",),
    newer=(e.Ran(system="api", environment="", branch="main", commit="9c8d7e6"),),
)
API = asked(c.Sign("submit/api", "4f2a91c"), by="mia")

Case = tuple[tuple[Fact, ...], c.Command, str, str, str]  # what went before, the command, by whom, both answers

ANSWERED: list[Case] = [
    (
        (SUBMITTED, up_to("stage/web")),
        c.Deploy("stage/web"),
        "tess",
        (
            "Signed stage depot-web (stage) as tester. Next for you: check depot-web (check). "
            "depot-web main@1f3c9a0 now runs in test."
        ),
        (
            "已签字（tester）：stage depot-web（stage）。接下来轮到你：check depot-web（check）。"
            "depot-web main@1f3c9a0 已部署到测试环境。"
        ),
    ),
    (
        (SUBMITTED, settled("submit"), up_to("stage/web")),
        c.Deploy("stage/api", failed="disk full"),
        "tom",
        (
            "depot-api failed to deploy to test: “disk full”. "
            "stage depot-api (stage) is shut; its developers and the lead "
            "are told. Held by it: stage web. When it has gone well: `/release deploy api test`"
        ),
        (
            "depot-api 部署到测试环境失败：“disk full”。"
            "stage depot-api（stage）已阻塞，并已通知其开发人员和项目负责人。"
            "因此等待的有：stage web。部署成功后输入：`/release deploy api test`"
        ),
    ),
    (
        (SUBMITTED, up_to("stage/web")),
        c.Deploy("stage/db", failed="a lock"),
        "dora",
        (
            "depot database failed to deploy to test: “a lock”. stage depot database (stage) is shut; its developers "
            "and the lead are told. Held by it: stage web. These run there and stand on it: depot-api. "
            "When it has gone well: `/release deploy db test`"
        ),
        (
            "depot database 部署到测试环境失败：“a lock”。"
            "stage depot database（stage）已阻塞，并已通知其开发人员和项目负责人。"
            "因此等待的有：stage web。那里已在运行、依赖它的系统：depot-api。"
            "部署成功后输入：`/release deploy db test`"
        ),
    ),
    (
        (settled("stage"),),
        c.Withdraw("stage/web", "never ran"),
        "tess",
        (
            "Your signature as tester on stage depot-web (stage) is taken back. Waiting again: check web. "
            "Tess, 2026-08-23 13:00 Europe/Berlin: deployed depot-web main@e08aac0573 to test; that was "
            "taken back, so it is not known what runs there. If it was done all the same: `/release runs "
            "stage web yes`, if nothing was: `/release runs stage web no`"
        ),
        (
            "已撤回你的签字（tester）：stage depot-web（stage）。重新等待：check web。"
            "Tess，2026-08-23 13:00 Europe/Berlin：将 depot-web main@e08aac0573 部署到测试环境；"
            "此记录已被撤回，因此不确定那里运行的是什么。"
            "若确实已执行：`/release runs stage web yes`；若没有执行：`/release runs stage web no`"
        ),
    ),
    (
        (settled("stage"), asked(c.Withdraw("stage/web", "never ran"), by="tess")),
        c.TellDeployment("stage/web", there=False),
        "tess",
        (
            "Said that nothing was done for stage depot-web (stage), whose deployment is struck from the "
            "record. This release has not deployed depot-web to test."
        ),
        ("说明 stage depot-web（stage） 没有执行，其部署记录已删去。本次发布没有将 depot-web 部署到测试环境。"),
    ),
    (
        (up_to("stage/api"),),
        c.Request("dba", "stage/api", "run 003.sql"),
        "tom",
        "R1 is with Dora (database admin): “run 003.sql”. stage depot-api (stage) waits for the answer.",
        "请求 R1 已发给Dora（数据库管理员）：“run 003.sql”。stage depot-api（stage）等待答复。",
    ),
    (
        (up_to("stage/api"), ASK),
        c.Answer("R1", "14 rows"),
        "dora",
        "R1 is done; Tom is told. Next: stage api (Tom).",
        "请求 R1 已处理，已通知Tom。下一步：stage api（Tom）。",
    ),
    (
        (up_to("stage/api"), ASK),
        c.Answer("R1", "no backup", done=False),
        "dora",
        "R1 is declined; Tom is told. Next: stage api (Tom).",
        "请求 R1 已拒绝，已通知Tom。下一步：stage api（Tom）。",
    ),
    (
        (settled("stage"),),
        c.OpenHotfix("api", "fix/login", "login fails"),
        "tom",
        (
            "Opened hotfix H1 of depot-api: H1-fix, H1-review, H1-test, H1-redeploy-test. "
            "Waiting for it: check api, agree, ship api. "
            "Lena is asked what it means for the release. Next: H1-fix api (Mia)."
        ),
        (
            "已开启紧急修复 H1（depot-api）：H1-fix、H1-review、H1-test、H1-redeploy-test。"
            "等待它完成的有：check api、agree、ship api。已请Lena决定发布如何继续。下一步：H1-fix api（Mia）。"
        ),
    ),
    (
        (settled("stage"), HOTFIX),
        c.CarryOn("H1"),
        "lena",
        "The release goes on beside hotfix H1 of depot-api. Waiting for it: check api, agree, ship api.",
        "发布与紧急修复 H1（depot-api）并行继续。等待它完成的有：check api、agree、ship api。",
    ),
    (
        (settled("stage"), HOTFIX),
        c.AbandonHotfix("H1", "next version"),
        "lena",
        (
            "Abandoned hotfix H1 of depot-api: “next version”. "
            "What was left of it is let go, and stays visible as waived. "
            "Next: check api (Tom)."
        ),
        (
            "已放弃紧急修复 H1（depot-api）：“next version”。"
            "其余步骤不再执行，并始终显示为豁免。下一步：check api（Tom）。"
        ),
    ),
    (
        REPLACING,
        c.CompareHotfix("H1", "9c8d7e6", holds=True),
        "mia",
        "On record: `9c8d7e6` holds H1.",
        "已记录：`9c8d7e6` 包含 H1。",
    ),
    (
        REPLACING,
        c.CompareHotfix("H1", "9c8d7e6", holds=False),
        "mia",
        (
            "On record: `9c8d7e6` does not hold H1. "
            "It is lost wherever `9c8d7e6` runs. To bring it back, submit a commit that holds it: "
            "`/release branch api BRANCH COMMIT`, or open it anew: `/release hotfix api BRANCH bug B1`. "
            "B1 A api is open again, round 2. To mend it: Mia."
        ),
        (
            "已记录：`9c8d7e6` 不包含 H1。部署了 `9c8d7e6` 的环境都不再有这个修复。"
            "要找回它，请提交包含它的版本：`/release branch api 分支 提交号`，或重新开启："
            "`/release hotfix api 分支 bug B1`。B1 A api 已重新打开，第 2 轮，由Mia修复。"
        ),
    ),
]


@pytest.mark.parametrize(("before", "command", "by", "english", "chinese"), ANSWERED)
def a_deed_is_answered_by_what_it_was_and_what_it_brought(
    before: tuple[Fact, ...], command: c.Command, by: str, english: str, chinese: str
) -> None:
    story = given(depot(), *before).later(HOUR).when(command, by=by)
    done = Done(story.before, story.events, story.release)
    assert (answer(EN, done, by), answer(ZH, done, by)) == (english, chinese)


def every_kind_of_event_about_deployments_is_answered() -> None:
    kinds = {
        type(event)
        for before, command, by, *_ in ANSWERED
        for event in given(depot(), *before).when(command, by=by).events
    }
    assert set(get_args(e.DeploymentEvent | e.RequestEvent | e.HotfixEvent)) <= kinds


@pytest.mark.parametrize(
    ("story", "english"),
    [
        (given(depot(), SUBMITTED, up_to("stage/web")).when(c.Deploy("stage/web"), by="tess"),
         "Tess: deployed depot-web main@1f3c9a0 to test"),
        (given(depot(), API, up_to("stage/api")).when(c.Deploy("stage/api", failed="x"), by="tom"),
         "Tom: failed to deploy depot-api main@4f2a91c to test: “x”"),
        (given(depot(), up_to("stage/api"), ASK),
         "Tom: asked database admin for something that stage depot-api (stage) needs (R1): “run 003.sql”"),
        (given(depot(), up_to("stage/api"), ASK).when(c.Answer("R1", "14 rows"), by="dora"),
         "Dora: did what R1 asked: “14 rows”"),
        (given(depot(), up_to("stage/api"), ASK).when(c.Answer("R1", "not so", done=False), by="dora"),
         "Dora: declined R1: “not so”"),
        (given(depot(), settled("stage"), HOTFIX),
         "Tom: opened hotfix H1 of depot-api on branch fix/login: “login fails”"),
        (given(depot(), settled("stage"), HOTFIX).when(c.CarryOn("H1"), by="lena"),
         "Lena: let the release go on beside hotfix H1 of depot-api"),
        (given(depot(), settled("stage"), HOTFIX).when(c.AbandonHotfix("H1", "later"), by="lena"),
         "Lena: abandoned hotfix H1 of depot-api: “later”"),
    ],
)  # fmt: skip
def the_record_names_the_deed_and_quotes_the_words(story: Story, english: str) -> None:
    told = [event for event in story.history if isinstance(event, e.DeploymentEvent | e.RequestEvent | e.HotfixEvent)][
        -1
    ]
    assert log.line(EN, story.release, told) == f"{AT} {english}"
    assert log.line(ZH, story.release, told)


def a_failed_redeployment_is_told_as_the_reason_the_signatures_ended() -> None:
    story = given(depot(), settled("stage")).when(c.Deploy("stage/api", failed="x"), by="tom")
    ended = next(event for event in story.events if isinstance(event, e.Reopened))
    assert log.what(EN, story.release, ended) == ("stage depot-api (stage) lost its signatures, because it failed")


def _at(*facts: Fact) -> Release:
    return given(depot(), *facts).release


REFUSED: list[tuple[r.DeploymentRefusal | r.RequestRefusal | r.HotfixRefusal, str]] = [
    (
        r.NotDeployed("api", "live"),
        "Nothing in this plan deploys depot-api to production. What runs where: `/release deploy`",
    ),
    (
        r.NotDeployed("api", ""),
        "Nothing in this plan deploys depot-api to a live environment. What runs where: `/release deploy`",
    ),
    (
        r.NotInDoubt("stage/api"),
        (
            "What stage depot-api (stage) deployed is not in doubt, or no longer what was asked about, so nothing "
            "changes. What runs where: `/release deploy`"
        ),
    ),
    (
        OLDER,
        (
            "main@9c8d7e6 of depot-api was submitted later than this commit. This also voids the signatures on submit "
            f"api. If that is right, type `/release done stage api confirm {OLDER.code}`"
        ),
    ),
    (
        r.DeploysNothing("agree"),
        (
            "agree (agree) deploys nothing, so nothing of it is overridden. "
            "The lead lets a check go with a reason, and sees first what that opens: `/release waive agree REASON`"
        ),
    ),
    (
        r.Awaited("stage/api", ("R1",), ("dora",)),
        (
            "stage depot-api (stage) waits for Dora to answer R1. Whoever asked may take it back: "
            "`/release decline R1 REASON`"
        ),
    ),
    (
        r.Unasked("guest", ("lena",)),
        "There is nobody for guest to ask. Lena can name somebody: `/release assign guest @user`",
    ),
    (r.NotAsked("R1", ("dora",)), "R1 is for Dora to answer. All requests: `/release ask`"),
    (
        r.AnsweredAlready("R1", "dora", done=True),
        f"R1 has its answer already: ✅ done by Dora, {AT}: “14 rows”",
    ),
    (
        r.NoHotfixes(),
        (
            "This plan has no checklist for hotfixes. Mended code is submitted anew: "
            "`/release branch SYSTEM BRANCH COMMIT`"
        ),
    ),
    (
        r.NowhereDeployed("api"),
        (
            "depot-api runs nowhere yet, so nothing needs a hotfix. Mended code is submitted anew: "
            "`/release branch api BRANCH COMMIT`"
        ),
    ),
    (
        r.HotfixIs("H1", "carried on"),
        "The release goes on beside H1 already. Where it stands: `/release hotfix`",
    ),
    (r.HotfixIs("H1", "abandoned"), "H1 was abandoned, so nothing is left to decide: `/release hotfix`"),
    (
        r.BeyondRole("maker", "tom", ("mia",), ("lena",)),
        ("Tom holds the role maker for no system, so only the lead (Lena) names them here. Those who do: Mia."),
    ),
    (
        r.HotfixInDoubt("stage/api", "H1", "9c8d7e6", ("mia",)),
        (
            "stage depot-api (stage) would replace H1 by `9c8d7e6`, and nobody has said whether that holds it. "
            "Mia can say: `/release hotfix holds H1 9c8d7e6` or `/release hotfix lacks H1 9c8d7e6`"
        ),
    ),
    (
        r.HotfixInDoubt("", "H1", "9c8d7e6", ("mia",)),
        "Whether `9c8d7e6` holds H1 is said by those who know it: Mia.",
    ),
    (
        r.ComparedAlready("H1", "9c8d7e6", holds=False),
        "`9c8d7e6` does not hold H1: that is on record already. All of it: `/release hotfix`",
    ),
    (r.OnRecord(), "That is on record already, so nothing changes."),
    (r.HotfixIs("H1", "landed"), "H1 is through, so nothing is left to decide: `/release hotfix`"),
]


@pytest.mark.parametrize(("refused", "english"), REFUSED)
def a_refusal_says_why_and_what_to_type(
    refused: r.DeploymentRefusal | r.RequestRefusal | r.HotfixRefusal, english: str
) -> None:
    release = _at(up_to("stage/api"), ASK, asked(c.Answer("R1", "14 rows"), by="dora"))
    assert refusal(EN, release, refused) == english
    suggested = [part for part in refusal(ZH, release, refused).split("`")[1::2] if part.startswith("/release")]
    assert all(isinstance(parse(line), Line) for line in suggested)


def every_kind_of_refusal_about_deployments_is_worded() -> None:
    assert {type(refused) for refused, _ in REFUSED} == set(
        get_args(r.DeploymentRefusal | r.RequestRefusal | r.HotfixRefusal)
    )


def a_request_is_the_reason_its_item_waits_in_the_card_and_by_why() -> None:
    release = _at(up_to("stage/api"), ASK)
    reason = f"waits for Dora (database admin) to answer R1 since {AT}: “run 003.sql”"
    assert checklist.blocked(EN, release, "stage/api") == reason
    assert f"⛔ {reason}" in why.of_item(EN, release, "stage/api", release.started_at)
    shown = "\n".join(entry.text for entry in cards.entries(EN, release, ["stage/api"], release.started_at))
    assert reason in shown


def why_names_the_hotfix_that_holds_an_item_and_the_failure_below_it() -> None:
    held = "\n".join(why.of_item(EN, _at(settled("stage"), HOTFIX), "check/api", given(depot()).now))
    assert f"🩹 Held by hotfix H1 of depot-api: “login fails” — Tom, {AT}" in held
    assert "H1-fix depot-api fix — Mia (maker)" in held
    broken = _at(API, up_to("stage/web"), asked(c.Deploy("stage/api", failed="disk full"), by="tom"))
    told = "\n".join(why.of_item(EN, broken, "stage/web", broken.started_at))
    assert f"❌ depot-api failed there: main@4f2a91c failed: “disk full” — Tom, {AT}; before it: main@4f2a91c" in told


def a_card_tells_of_each_hotfix_how_far_it_is_and_what_it_holds() -> None:
    release = _at(settled("stage"), HOTFIX, asked(c.Sign("H1-fix", "5e6f7a8"), by="mia"))
    assert list(hotfixes.under_way(EN, release, 0)) == [
        (
            "🩹 hotfix H1 of depot-api: “login fails” · 1 of 4 done · holds 3 items · "
            "Lena decides: pause, carry on or abandon"
        )
    ]
    assert list(hotfixes.under_way(EN, release, 1)) == []


def whoever_deploys_is_told_what_to_deploy_and_for_which_hotfix() -> None:
    release = _at(SUBMITTED, up_to("stage/web"))
    assert "To deploy: main@1f3c9a0" in prompts.item(EN, release, "stage/web", "tess", release.started_at)
    fixed = _at(settled("stage"), HOTFIX)
    assert "🩹 hotfix H1 of depot-api: “login fails”" in prompts.item(EN, fixed, "H1-fix", "mia", fixed.started_at)


def an_older_commit_over_a_newer_one_and_what_falls_with_a_commit_are_shown_with_the_line_that_says_yes() -> None:
    fixed = (asked(c.Sign("H1-fix", "5e6f7a8"), by="mia"), asked(c.Sign("H1-review"), by="rita"))
    opened = given(depot(), settled("stage"), HOTFIX, *fixed, asked(c.Sign("H1-test"), by="tom")).later(HOUR)
    submitting = opened.when(c.SubmitCode("api", "main", "9c8d7e6"), by="mia")
    story = opened.confirms(c.SubmitCode("api", "main", "9c8d7e6"), by="mia").later(HOUR)
    deploying = story.when(c.Deploy("stage/api"), by="tom").when(c.Deploy("H1-redeploy-test"), by="tom")
    for asking, words in (
        (submitting, "This also voids the signatures on submit api, stage api."),
        (deploying, "main@9c8d7e6 of depot-api, which is in test, was submitted later than this commit."),
    ):
        assert isinstance(asking.decision, r.Confirm)
        told = refusal(EN, asking.release, asking.decision)
        assert words in told
        (line,) = [part for part in told.split("`") if part.startswith("/release")]
        assert isinstance(parse(line), Line)
        assert asking.decision.code in line
        assert words not in refusal(ZH, asking.release, asking.decision)


def what_told_of_a_failed_deployment_says_what_became_of_it_and_calls_no_longer() -> None:
    """Struck, or done once more, however that went; and a later one that takes the number of the struck is another."""
    paused = given(depot(), SUBMITTED, up_to("stage/web"), asked(c.Pause("lunch"), by="lena"))
    failed = paused.later(MINUTE).when(c.Deploy("stage/web", failed="disk full"), by="tess")
    (notice,) = (each for each in failed.told if isinstance(each, n.DeploymentFailed))

    def told(story: Story) -> str:
        return deployments.failed_news(EN, story.release, notice)

    assert "submit it anew: `/release branch web BRANCH COMMIT`" in told(failed)
    struck = failed.later(MINUTE).when(c.TellDeployment("stage/web", there=False), by="tess")
    gone = "A deployment that was told to have failed is struck from the record: nothing was done."
    assert told(struck) == gone
    assert told(struck.later(MINUTE).when(c.Deploy("stage/web", failed="no route"), by="tess")) == gone
    again = failed.later(MINUTE).when(c.Deploy("stage/web", failed="no route"), by="tess")
    well = failed.later(MINUTE).when(c.Deploy("stage/web"), by="tess")
    for story, since in ((again, "Since then: ❌ test: main@1f3c9a0 failed: “no route”"),
                         (well, "Since then: test: main@1f3c9a0 — Tess")):  # fmt: skip
        assert "❌ depot-web failed to deploy to test: main@1f3c9a0 failed: “disk full”" in told(story)
        assert since in told(story)
        assert "submit it anew" not in told(story)
    over = failed.later(MINUTE).confirms(c.Abort("next year"), by="lena")
    assert over.release.state == "aborted"
    assert "disk full" in told(over) and "submit it anew" not in told(over)


def what_a_failed_deployment_shut_is_opened_first_by_one_that_goes_well() -> None:
    """`why` and what tells of the block used to name `unblock` alone; what somebody has blocked names nothing else."""
    open_ = given(depot(), SUBMITTED, up_to("stage/web"))
    failed = open_.when(c.Deploy("stage/web", failed="disk full"), by="tess")
    told = why.of_item(EN, failed.release, "stage/web", failed.now)
    well = "When it has gone well: `/release deploy web test`"
    assert told.index(well) + 1 == told.index("Tess, Lena can unblock it: `/release unblock stage web REASON`")
    assert blocking.obstacle(EN, failed.release, "stage/web").endswith(well)
    failed.when(c.Deploy("stage/web"), by="tess").then_state("stage/web", "done")
    blocked = open_.when(c.Block("stage/web", "no disk"), by="tess")
    assert well not in why.of_item(EN, blocked.release, "stage/web", blocked.now)
    assert well not in blocking.obstacle(EN, blocked.release, "stage/web")


def a_deployment_that_signs_nothing_says_whether_the_release_is_paused_or_over() -> None:
    open_ = given(depot(), SUBMITTED, up_to("stage/web"))
    paused = open_.when(c.Pause("lunch"), by="lena").when(c.Deploy("stage/web"), by="tess")
    over = open_.confirms(c.Abort("next year"), by="lena").when(c.Deploy("stage/web"), by="tess")
    for story, english, chinese in ((paused, "the release is paused.", "发布已暂停。"),
                                    (over, "the release is over.", "发布已结束。")):  # fmt: skip
        done = Done(story.before, story.events, story.release)
        assert f"That is on record, and signs nothing: {english}" in answer(EN, done, "tess")
        assert f"已记录，但不签字：{chinese}" in answer(ZH, done, "tess")
