"""What is said of documents, reviews, branches and scripts, in both languages."""

from datetime import timedelta
from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.speech import log
from bot.speech.answers import answer
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from tests.domain.papers import DIGEST, OTHER_DIGEST, papers, version, write
from tests.speech import stage

EN = Voice("en", "plain", "Europe/Berlin")
ZH = Voice("zh-CN", "plain", "Europe/Berlin")

Asked = tuple[str, c.Command]
Case = tuple[list[Asked], Asked, str, str]  # what went before, what is asked, the words in both languages

WRITTEN: list[Asked] = [("wim", write())]
AGREED: list[Asked] = [*WRITTEN, ("raul", c.Sign("review")), ("kim", c.Sign("agree"))]
ATTACHED: list[Asked] = [("mia", c.AttachScript("store", "001.sql", DIGEST))]


def _release(asked: list[Asked]) -> Release:
    return stage.release(*asked, plan=papers())


ANSWERED: list[Case] = [
    (
        [],
        WRITTEN[0],
        (
            "Delivered version 1 of the go-live plan for plan (write the plan). "
            "Signed plan (write the plan) as writer. Next: review (Rosa, Raul)."
        ),
        "提交方案第 1 版：plan（写方案）。已签字（作者）：plan（写方案）。下一步：review（Rosa、Raul）。",
    ),
    (
        AGREED,
        ("wim", write(order="another")),
        (
            "Delivered version 2 of the go-live plan for plan (write the plan). Signed plan (write the plan) as "
            "writer. Next: review (Rosa, Raul). With that, 2 items are to be signed anew, and their signers are "
            "told what changed: review, agree."
        ),
        (
            "提交方案第 2 版：plan（写方案）。已签字（作者）：plan（写方案）。下一步：review（Rosa、Raul）。"
            "因此有 2 项须重新签字，已把变化通知签字人：review、agree。"
        ),
    ),
    (
        [("lena", c.Pause("lunch"))],
        WRITTEN[0],
        (
            "Delivered version 1 of the go-live plan for plan (write the plan). "
            "It is not signed with that; how it stands: `/release why plan`"
        ),
        "提交方案第 1 版：plan（写方案）。这还不算签字，查看现状：`/release why plan`",
    ),
    (
        WRITTEN,
        ("raul", c.SendBack("review", "no steps")),
        "plan is sent back: “no steps”. Next: plan (Wim, Rosa).",
        "已退回 plan：“no steps”。下一步：plan（Wim、Rosa）。",
    ),
    (
        [],
        ("max", c.SubmitCode("site", "release/1", "3f2a91c")),
        "Submitted release/1 3f2a91c of site. Signed code site (code) as maker. Next: ship site (Kim).",
        "提交代码 site：release/1 3f2a91c。已签字（开发）：code site（提交代码）。下一步：ship site（Kim）。",
    ),
    (
        [],
        ATTACHED[0],
        f"Attached the script 001.sql of store, SHA-256 {DIGEST}.",
        f"登记脚本 001.sql（store），SHA-256 {DIGEST}。",
    ),
    (
        ATTACHED,
        ("mia", c.RemoveScript("store", "001.sql", "not needed")),
        "Removed the script 001.sql of store.",
        "移除脚本 001.sql（store）。",
    ),
]


@pytest.mark.parametrize(("before", "asked", "english", "chinese"), ANSWERED)
def an_answer_says_what_happened_and_what_it_means(
    before: list[Asked], asked: Asked, english: str, chinese: str
) -> None:
    done = stage.done(_release(before), *asked)
    assert answer(EN, done, asked[0]) == english
    assert answer(ZH, done, asked[0]) == chinese


def the_record_names_version_link_and_reason() -> None:
    linked = ("wim", c.Write("plan", Draft({}, "https://wiki.example/1", ("order", "rollback"))))
    done = stage.done(_release(AGREED), *linked)
    said = [log.what(EN, done.after, event) for event in done.events]
    assert said == [
        "delivered version 2 of the go-live plan for plan (write the plan): https://wiki.example/1",
        "plan (write the plan) lost its signatures, because what they were given for changed: go-live plan",
        "signed plan (write the plan) as writer",
        "review (review) lost its signatures, because what they were given for changed: go-live plan",
        "agree (agree) lost its signatures, because what they were given for changed: go-live plan",
    ]
    back = stage.done(_release(WRITTEN), "raul", c.SendBack("review", "no steps"))
    assert log.lines(EN, back.after, back.events, "plan")[0].endswith("Raul: sent back plan: “no steps”")


REFUSED: list[Case] = [
    (
        [],
        ("wim", c.Write("plan", Draft({"order": "site last"}))),
        ("The go-live plan for plan (write the plan) lacks: Rollback steps. To write them: `/release write plan`"),
        "plan（写方案）的方案缺少：回滚步骤。补写请输入：`/release write plan`",
    ),
    (
        [],
        ("tom", c.Sign("report/site")),
        "report site (test) takes the test report, with Cases, Results: `/release write report site`",
        "report site（测试）须提交报告，包含：用例、结果。请输入：`/release write report site`",
    ),
    (
        WRITTEN,
        ("wim", write()),
        (
            "The very same document is on record for plan (write the plan) already, so nothing changes. "
            "How it stands: `/release why plan`"
        ),
        "plan（写方案）已有完全相同的文档，没有变化。查看现状：`/release why plan`",
    ),
    (
        WRITTEN,
        ("wim", c.Write("plan", version(order="site last"), 0)),
        (
            "Wim delivered version 1 for plan (write the plan) meanwhile, 2026-12-01 03:00 Europe/Berlin. "
            "To read it: `/release write show plan`. "
            "What you wrote stands here still: copy it, and change that version in a new form."
        ),
        (
            "Wim 已为 plan（写方案）交付了第 1 版（2026-12-01 03:00 Europe/Berlin）。"
            "查看请输入：`/release write show plan`。"
            "你写的内容仍在这里：请先复制，再打开新的表单，在那一版上修改。"
        ),
    ),
    (
        [],
        ("kim", c.Write("chat", version())),
        "chat (chat) asks for no document. What it asks for: `/release why chat`",
        "chat（聊聊）不需要文档。查看所需：`/release why chat`",
    ),
    (
        [],
        ("kim", c.SendBack("chat", "not so")),
        "chat (chat) reviews nothing, so nothing is sent back by it. What waits for you: `/release mine`",
        "chat（聊聊）不是审核项，无法退回。查看等你处理的事项：`/release mine`",
    ),
    (
        ATTACHED,
        ("mia", c.AttachScript("store", "copy.sql", DIGEST)),
        (
            "This very script is attached to store already, as 001.sql or as what takes that back. "
            "All scripts: `/release script`"
        ),
        "这个脚本已登记在 store 下，即 001.sql 或其回滚脚本。全部脚本：`/release script`",
    ),
    (
        ATTACHED,
        ("mia", c.AttachScript("store", "001.sql", OTHER_DIGEST)),
        (
            "store has another script called 001.sql. Name this one differently, or remove that one first: "
            "`/release script remove store 001.sql REASON`"
        ),
        (
            "store 已有另一个名为 001.sql 的脚本。请换个名字，或先移除原来的："
            "`/release script remove store 001.sql 原因`"
        ),
    ),
    (
        [],
        ("max", c.SubmitCode("site", "--all", "1a2b3c4")),
        "Git takes no branch, tag or version called “--all”. Give the name as the repository has it.",
        "Git 不接受名为 “--all” 的分支、标签或版本，请按仓库中的名称填写。",
    ),
    (
        [],
        ("mia", c.AttachScript("store", "001.sql", "abc")),
        "“abc” is no SHA-256: that has 64 digits, 0-9 and a-f, as `sha256sum FILE` prints them.",
        "“abc” 不是 SHA-256：应为 64 位，由 0-9 和 a-f 组成，可用 `sha256sum FILE` 得到。",
    ),
    (
        [],
        ("tom", c.SubmitCode("site", "release/1", "3f2a91c")),
        "The code and scripts of site are for another role: maker (Max).",
        "site 的代码与脚本由其他角色负责：开发（Max）。",
    ),
    (
        [("max", c.SubmitCode("site", "release/1", "3f2a91c"))],
        ("max", c.SubmitCode("site", "release/1", "3f2a91c")),
        "release/1 3f2a91c of site is on record already, so nothing changes.",
        "site 的 release/1 3f2a91c 已有记录，没有变化。",
    ),
    (
        [],
        ("max", c.Sign("code/site")),
        (
            "code site (code) asks for branch and commit before it is signed (branch and commit): "
            "`/release done code site BRANCH COMMIT`"
        ),
        "code site（提交代码）签字时须附分支与提交号（分支）：`/release done code site 分支 提交号`",
    ),
]


@pytest.mark.parametrize(("before", "asked", "english", "chinese"), REFUSED)
def a_refusal_says_why_and_what_to_do(before: list[Asked], asked: Asked, english: str, chinese: str) -> None:
    release = _release(before)
    said = stage.refused(release, *asked)
    assert refusal(EN, release, said) == english
    assert refusal(ZH, release, said) == chinese


def a_document_that_was_sent_back_takes_a_new_version() -> None:
    written = _release(WRITTEN)
    sent = stage.done(written, "raul", c.SendBack("review", "not so"), stage.NOW + timedelta(hours=1)).after
    said = stage.refused(sent, "wim", c.Sign("plan"))
    assert (
        refusal(EN, sent, said)
        == "plan (write the plan) takes a new version of the go-live plan: `/release write plan`"
    )
    assert refusal(ZH, sent, said) == "plan（写方案）须提交新一版方案：`/release write plan`"


def every_kind_of_event_and_of_refusal_is_worded() -> None:
    happened = {type(event) for before, asked, *_ in ANSWERED for event in stage.done(_release(before), *asked).events}
    assert set(get_args(e.DocumentEvent | e.CodeEvent)) <= happened
    refused = {type(stage.refused(_release(before), *asked)) for before, asked, *_ in REFUSED}
    assert set(get_args(r.DocumentRefusal | r.CodeRefusal)) <= refused
