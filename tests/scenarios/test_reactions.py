"""Emoji on the bot's messages, and words in their threads: what they do, and what taking them back does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox import Message
from tests.evidence import typed
from tests.scenarios.people import Someone
from tests.scenarios.screen import asked_for, key_of, labels_of, lines_of, offers_without_button, words_of
from tests.scenarios.stage import BOYING, MOBILE, Stage, stage

MARCH = datetime(2030, 3, 1, 8, tzinfo=UTC)
LINK = "https://wiki.example/cases"
CASES = f"{LINK}\n测试方案：登录\n测试用例：28 条\n临界点用例：5 条"


@contextmanager
def started(plan: Path = BOYING) -> Iterator[tuple[Stage, Someone, Someone, Someone, Someone]]:
    """The lead, then 陈晓雯, 方浩 and 付诚, at the beginning of the release."""
    with stage(plan=plan) as s:
        lead, chen, fang, fu = s.cast("shijiasheng", "chenxiaowen", "fanghao", "fucheng")
        lead.types("/release start")
        yield s, lead, chen, fang, fu


@contextmanager
def with_one_item_open() -> Iterator[tuple[Stage, Someone, Someone, Message]]:
    """陈晓雯 has one item alone to sign, 1b boying-admin-web, and her prompt lists it."""
    with started() as (s, lead, chen, fang, _fu):
        fang.delivers("1a-4")
        yield s, lead, chen, chen.prompt("1b/boying-admin-web")


def a_check_mark_on_a_prompt_signs_with_the_evidence_from_its_thread() -> None:
    with with_one_item_open() as (s, _lead, chen, prompt):
        assert "`/release write 1b boying-admin-web" in chen.reacts("✅", on=prompt)
        assert s.item("1b/boying-admin-web")["signatures"] == []
        assert "1b" in chen.says(CASES, thread=prompt)
        chen.unreacts("✅", on=prompt)
        assert "已签字" in chen.reacts("✅", on=prompt)
        signature = s.item("1b/boying-admin-web")["signatures"][0]
        assert (signature["via"], signature["note"], signature["role"]) == ("reaction", LINK, "tester")
        assert labels_of(chen.again(prompt)) == []


def a_check_mark_on_a_card_signs_the_one_item_that_is_hers() -> None:
    with started() as (s, lead, _chen, fang, _fu):
        fang.delivers("1a-4")
        assert "1a-1" in fang.reacts("✅", on=lead.card())
        assert s.item("1a-1/boying-database")["signatures"][0]["via"] == "reaction"
        fang.unreacts("✅", on=lead.card())
        assert s.item("1a-1/boying-database")["state"] == "open"


def a_check_mark_on_a_message_in_the_cards_thread_signs_its_item() -> None:
    with started() as (s, lead, _chen, fang, _fu):
        lead.types("/release block 1a-1 boying-database 机器还没到")
        lead.types("/release unblock 1a-1 boying-database")
        about = fang.sees("1a-1", "boying database", "解除")
        assert about.thread_ts == lead.card().ts
        fang.reacts("✅", on=about)
        assert s.item("1a-1/boying-database")["state"] == "done"
        assert "撤回" in fang.unreacts("✅", on=about)
        assert s.item("1a-1/boying-database")["state"] == "open"


def what_is_done_in_a_thread_is_answered_there() -> None:
    with started() as (_s, lead, _chen, fang, _fu):
        lead.types("/release block 1a-1 boying-database 机器还没到")
        lead.types("/release unblock 1a-1 boying-database")
        about, card = fang.sees("1a-1", "boying database", "解除"), lead.card()
        assert fang.reacts("✅", on=about)
        assert fang.whisper().thread_ts == card.ts
        assert fang.unreacts("✅", on=about)
        assert fang.whisper().thread_ts == card.ts
        prompt = fang.prompt()
        assert fang.says(f"1a-4 {LINK}", thread=prompt)
        assert fang.whisper().thread_ts == prompt.ts
        assert fang.reacts("✅", on=card)
        assert fang.whisper().thread_ts is None


def what_stands_in_a_thread_tells_no_line_to_type_without_its_button() -> None:
    with started() as (s, lead, chen, fang, fu):
        lead.types("/release block 1b boying-user 等文档")
        told = fu.sees("1b", "boying-user", "等文档")
        assert told.thread_ts == lead.card().ts
        assert offers_without_button(lead.screen(), "/release") == []
        assert "unblock 1b boying-user in boying-1.0.0" in lines_of(told)
        assert "等文档" in fu.reacts("✅", on=told)
        lead.clicks(told, value="unblock 1b boying-user in boying-1.0.0")
        assert s.item("1b/boying-user")["state"] in {"waiting", "open"}
        about = fu.sees("1b", "boying-user", "解除")
        fu.unreacts("✅", on=about)
        assert fu.reacts("✅", on=about)
        assert fu.whisper().thread_ts == lead.card().ts
        assert lines_of(fu.whisper())
        assert chen.reacts("✅", on=about)
        bot = s.server.workspace.bot.user_id
        assert chen.tells(f"<@{bot}> mein", thread=lead.card())
        assert chen.whisper().thread_ts
        assert lines_of(chen.whisper()) == ["mine", "meeting"]
        fang.tells(f"<@{bot}> done", thread=lead.card())
        assert lines_of(fang.whisper()) == [f"done {item} in boying-1.0.0" for item in ("1a-1/boying-database", "1a-4")]
        for person in (lead, chen, fang, fu):
            assert offers_without_button(person.screen(), "/release") == []


def a_check_mark_that_fits_several_items_is_answered_by_a_private_question_whose_click_signs() -> None:
    with started() as (s, lead, _chen, fang, _fu):
        fang.says(f"1a-4 {LINK}\n{typed(s.plan, '1a-4')}", thread=fang.prompt())
        assert "`/release done 1a-4`" in fang.reacts("✅", on=fang.prompt())
        question = fang.whisper()
        assert {item for item, _ in asked_for(question)} == {"1a-1/boying-database", "1a-4"}
        assert "已签字" in fang.clicks(question, value="done 1a-4 in boying-1.0.0")
        signature = s.item("1a-4")["signatures"][0]
        assert (signature["person"], signature["via"], signature["note"]) == ("fanghao", "button", LINK)
        assert s.item("1a-1/boying-database")["state"] == "open"
        assert not lead.finds("`/release done 1a-4`、")


def the_part_of_a_document_that_stands_in_the_thread_stands_in_the_form_too() -> None:
    with with_one_item_open() as (s, _lead, chen, prompt):
        chen.says("测试方案：登录与权限", thread=prompt)
        chen.clicks(prompt, text="撰写")
        assert chen.form is not None
        assert "还缺：测试用例、临界点用例" in words_of(chen.form)
        assert not chen.sends({"0:cases": "28 条", "0:boundaries": "5 条"})
        (version,) = s.bot.core.records.look("boying-1.0.0").documents["1b/boying-admin-web"]
        assert version.sections["scope"] == "登录与权限"


def a_check_mark_on_somebody_elses_prompt_item_is_refused_with_the_same_words_as_a_typed_line() -> None:
    with started() as (_s, lead, _chen, fang, _fu):
        about_hers = "须由测试人员（付诚）签字"
        lead.types("/release block 1b boying-user 等文档")
        lead.types("/release unblock 1b boying-user")
        on_thread = fang.reacts("✅", on=fang.sees("1b", "boying-user", "解除"))
        assert about_hers in on_thread
        assert about_hers in fang.types("/release done 1b boying-user")


def a_check_mark_taken_away_withdraws_and_the_prompt_asks_again() -> None:
    with with_one_item_open() as (s, lead, chen, prompt):
        chen.says(CASES, thread=prompt)
        chen.reacts("✅", on=prompt)
        assert "撤回" in chen.unreacts("✅", on=prompt)
        assert s.item("1b/boying-admin-web")["signatures"] == []
        assert asked_for(chen.again(prompt)) == [("1b/boying-admin-web", "boying-1.0.0")]
        assert "撤回" in lead.types("/release log 1b boying-admin-web")


def a_cross_asks_for_the_reason_and_the_reply_gives_it() -> None:
    with with_one_item_open() as (s, lead, chen, prompt):
        assert "原因" in chen.reacts("❌", on=prompt)
        assert s.item("1b/boying-admin-web")["state"] == "blocked"
        question = chen.dms()[-1]
        assert "原因" in words_of(question)
        told = chen.says("接口文档没有 <!channel>", thread=question)
        assert "接口文档没有" in told
        assert s.item("1b/boying-admin-web")["blocked_by"][0]["reason"] == "接口文档没有 <!channel>"
        news = lead.dms()[-1]
        assert "接口文档没有 &lt;!channel&gt;" in words_of(news)
        assert news.mentions.nobody
        assert lines_of(news) == ["unblock 1b/boying-admin-web in boying-1.0.0"]
        assert "接口文档没有" in words_of(lead.card())
        assert labels_of(chen.again(question)) == []


def a_cross_taken_away_unblocks() -> None:
    with with_one_item_open() as (s, lead, chen, prompt):
        chen.reacts("❌", on=prompt)
        assert "解除" in chen.unreacts("❌", on=prompt)
        assert s.item("1b/boying-admin-web")["state"] == "open"
        assert not any(lines_of(m) == ["unblock 1b/boying-admin-web in boying-1.0.0"] for m in lead.dms())


def a_pair_of_eyes_says_that_she_is_on_it_until_it_is_taken_away() -> None:
    with with_one_item_open() as (_s, lead, chen, prompt):
        assert "提醒" in chen.reacts("👀", on=prompt)
        assert "👀" in words_of(lead.card())
        assert "我在处理" not in labels_of(chen.again(prompt))
        assert "提醒" in chen.unreacts("👀", on=prompt)
        assert "我在处理" in labels_of(chen.again(prompt))


def nothing_is_meant_by_other_emoji_or_on_other_messages() -> None:
    with with_one_item_open() as (s, _lead, chen, prompt):
        version = s.shown()["release"]["version"]
        assert chen.reacts("🎉", on=prompt) == ""
        chen.hands.says("大家早上好")
        hers = next(m for m in reversed(chen.hands.sees()) if m.user == chen.id)
        assert chen.reacts("✅", on=hers) == ""
        assert chen.says("好的，我看看", thread=chen.card()) == ""
        assert s.shown()["release"]["version"] == version


def a_skin_tone_makes_no_difference_and_the_signature_lasts_until_the_last_is_gone(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    reactions = 'reactions: {sign: "+1"}\n'
    plan.write_text(
        BOYING.read_text(encoding="utf-8").replace("lead: lead\n", f"lead: lead\n{reactions}", 1), encoding="utf-8"
    )
    with started(plan=plan) as (s, lead, _chen, fang, _fu):
        fang.delivers("1a-4")
        fang.reacts("👍🏼", on=lead.card())
        assert s.item("1a-1/boying-database")["state"] == "done"
        fang.reacts("👍", on=lead.card())
        assert fang.unreacts("👍🏼", on=lead.card()) == ""
        assert s.item("1a-1/boying-database")["state"] == "done"
        fang.unreacts("👍", on=lead.card())
        assert s.item("1a-1/boying-database")["state"] == "open"


def a_removal_that_would_reopen_others_signatures_is_shown_first_and_done_by_a_click() -> None:
    with started() as (s, lead, chen, fang, fu):
        fang.delivers("1a-4")
        fang.reacts("✅", on=lead.card())
        chen.types("/release done 1a-1 boying-user")
        told = fang.unreacts("✅", on=lead.card())
        assert "1a-1 boying-user" in told
        assert s.item("1a-1/boying-database")["state"] == "done"
        fang.clicks(fang.whisper(), text="仍然撤回")
        assert s.item("1a-1/boying-database")["state"] == "open"
        assert s.item("1a-1/boying-user")["signatures"] == []
        chen.sees("你的签字已失效", "1a-1 boying-user")
        assert not fu.finds("签字已失效")


def a_deleted_card_is_posted_again_and_lives_on() -> None:
    with started() as (s, lead, _chen, fang, _fu):
        before, version = lead.card(), s.shown()["release"]["version"]
        lead.deletes(before)
        after = lead.card()
        assert after.ts != before.ts
        assert s.shown()["release"]["version"] == version
        fang.types("/release done 1a-1 boying-database")
        assert "1/34" in words_of(lead.card())


def what_is_edited_before_signing_counts_as_edited() -> None:
    with stage(plan=MOBILE, beginning=MARCH) as s:
        maja, lena = s.cast("maja", "lena")
        maja.types("/release start")
        maja.types("/release block freeze wait")
        prompt = lena.prompt("texts")
        lena.says("notes are written, link follows", thread=prompt)
        hers = next(m for m in reversed(lena.hands.dm()) if m.user == lena.id)
        assert "https://…" in lena.reacts("🚀", on=prompt)
        lena.edits(hers, f"notes are written: {LINK}")
        lena.unreacts("🚀", on=prompt)
        lena.reacts("🚀", on=prompt)
        assert [g["note"] for g in s.item("texts")["signatures"]] == [f"notes are written: {LINK}"]


@pytest.mark.parametrize("backwards", [False, True])
def an_emoji_that_arrives_late_or_out_of_order_or_again_leaves_what_the_last_one_says(*, backwards: bool) -> None:
    with with_one_item_open() as (s, _lead, chen, prompt):
        chen.says(CASES, thread=prompt)
        s.server.trouble.hold_events()
        for act in (chen.hands.reacts, chen.hands.unreacts, chen.hands.reacts):
            s.clock.move(1)
            act("✅", chen.again(prompt))
        s.server.trouble.release_events(backwards=backwards)
        s.settle()
        assert len(s.item("1b/boying-admin-web")["signatures"]) == 1
        s.server.trouble.redeliver("reaction_added", times=3)
        s.settle()
        assert len(s.item("1b/boying-admin-web")["signatures"]) == 1
        assert sum(":prompt:" in key_of(m) and "1b/boying-admin-web" in str(m.blocks) for m in chen.dms()) <= 1
