"""Items named forgivingly, the words that follow them, and which one is meant where the name leaves several."""

import pytest

from bot.domain import refusals as r
from bot.domain.commands import Block, Sign, Unblock, Waive, Watch, Withdraw
from tests.slack.boying import after, signed, started
from tests.slack.lines import typed

USER = "1b/boying-user"
LONG = "文" * 9_990 + "\n第二行 end"


@pytest.mark.parametrize(
    "name",
    [
        "1b/boying-user", "1b boying-user", "1b boying user", "1B  Boying_User", "1b　boying-user",
        "１Ｂ／ｂｏｙｉｎｇ－ｕｓｅｒ",
        "1b user", "1b-user", "1b/user", "1b:boying-user", "1b：boying-user", "1b，user", "1b、user", "1b boyinguser",
        "1b (boying-user)", "1b boying–user",
    ],
)  # fmt: skip
def the_same_item_in_any_spelling_is_the_same(name: str) -> None:
    assert typed(f"done {name} 测了 42 个用例 https://wiki/42") == Sign(USER, "测了 42 个用例 https://wiki/42")


@pytest.mark.parametrize(
    ("text", "item", "note"),
    [
        ("done 3b-3/boying-web v1 上线", "3b-3/boying-web", "v1 上线"),
        ("done 3b3 user", "3b-3/boying-user", ""),
        ("done 1b boying database ok", "1b/boying-database", "ok"),
        ("done 1b database ok", "1b/boying-database", "ok"),
        ("done 3b-2 脚本已执行", "3b-2/boying-database", "脚本已执行"),
        ("done 1a-4 https://plan", "1a-4", "https://plan"),
        ("done 1a4，方案已写", "1a-4", "方案已写"),
        ("完成1a-4方案已写", "1a-4", "方案已写"),
        ("done 1a-4: - first\n- second", "1a-4", "- first\n- second"),
        ("done 2-gate A 0 B 0 C 3", "2-gate", "A 0 B 0 C 3"),
    ],
)
def the_words_after_an_item_are_its_note(text: str, item: str, note: str) -> None:
    assert typed(text) == Sign(item, note)


def the_longest_name_wins() -> None:
    assert typed("done 1b boying admin web works") == Sign("1b/boying-admin-web", "works")
    assert typed("done 1b admin web works") == Sign("1b/boying-admin-web", "works")
    assert typed("done 3d-2 web ok") == typed("done 3d-2/web ok")


def a_name_spelled_as_it_is_written_ends_where_it_ends() -> None:
    assert typed("done 1b boying-admin web works too") == Sign("1b/boying-admin", "web works too")
    assert typed("done 3d 2 problems found") == Sign("3d", "2 problems found")


def a_word_that_fits_two_systems_leaves_these_two() -> None:
    assert typed("done 1b web ok") == r.WhichItem("done", ("1b/boying-web", "1b/boying-admin-web"), "ok")


def a_word_that_fits_every_system_belongs_to_the_note() -> None:
    assert typed("done 1b boying 全部通过", by="chenxiaowen") == Sign("1b/boying-admin-web", "boying 全部通过")


def a_note_is_kept_whole() -> None:
    assert typed(f"done 1b/boying-user   {LONG}  ") == Sign(USER, LONG)


def a_note_from_slack_is_what_the_person_typed() -> None:
    text = "done 1b user &lt;!channel&gt; R&amp;D <https://wiki/a?b=1&amp;c|wiki/a> <@U1|shi> <#C1|ops> <@U2>"
    assert typed(text) == Sign(USER, "<!channel> R&D https://wiki/a?b=1&c @shi #ops <@U2>")
    assert typed("done 1b user &lt;b&gt;", via="cli") == Sign(USER, "&lt;b&gt;")


@pytest.mark.parametrize(
    ("written", "typed_in"),
    [
        ("<http://deploy.sh|deploy.sh>", "deploy.sh"),
        ("<https://wiki.example/deploy.sh|deploy.sh>", "https://wiki.example/deploy.sh"),
        ("<http://wiki.example/a|wiki.example/a>", "http://wiki.example/a"),
        ("<tel:+8613800000000|138 0000 0000>", "138 0000 0000"),
        ("<!here>, <!subteam^S1|@qa>, <!channel|channel>", "@here, @qa, @channel"),
    ],
)
def what_slack_took_for_a_link_or_a_call_is_what_the_person_typed(written: str, typed_in: str) -> None:
    assert typed(f"done 1b user {written}") == Sign(USER, typed_in)


@pytest.mark.parametrize("line", ["`{}`", "*{}*", "_{}_", "```{}```", "*`{}`*", "`/release {}`"])
def a_line_that_was_copied_with_the_look_it_had_is_that_line(line: str) -> None:
    assert typed(line.format("done 1b user 测试通过")) == Sign(USER, "测试通过")
    assert typed("done 1b user *测试通过*") == Sign(USER, "*测试通过*")


def the_release_at_the_end_is_no_part_of_the_note_and_another_word_is() -> None:
    assert typed("done 1b/boying-user 测试通过 in boying-1.0.0") == Sign(USER, "测试通过")
    assert typed("done 1b/boying-user in boying-1.0.0") == Sign(USER)
    assert typed("done 1b/boying-user tested in production") == Sign(USER, "tested in production")


def a_step_by_name_alone_is_the_one_item_this_person_may_sign() -> None:
    assert typed("done 1b 用例已写", by="chenxiaowen") == Sign("1b/boying-admin-web", "用例已写")
    assert typed("我来 1b", by="chenxiaowen") == Watch("1b/boying-admin-web")


def a_step_with_two_items_of_this_person_asks_which_and_keeps_the_note() -> None:
    assert typed("done 1b see &lt;wiki&gt;") == r.WhichItem("done", (USER, "1b/boying-admin"), "see <wiki>")
    one_left = signed(started(), USER)
    assert typed("done 1b 用例", release=one_left) == Sign("1b/boying-admin", "用例")


def a_step_of_others_is_left_to_be_chosen_from_all_its_items() -> None:
    refused = typed("done 1b", by="licuiqi")
    assert isinstance(refused, r.WhichItem)
    assert refused.items == started().layout.of_step["1b"]


def a_step_that_waits_is_still_this_persons_own_item_of_it() -> None:
    assert typed("done 1c", by="chenxiaowen") == Sign("1c/boying-admin-web")


def no_item_at_all_is_the_only_one_there_can_be() -> None:
    release = signed(started(), USER, "1b/boying-admin")
    for text, command in [("done", Sign("1a-4")), ("我来", Watch("1a-4"))]:
        assert typed(text, release=release) == command
    assert typed("撤回", release=signed(started(), "1b/boying-admin-web"), by="chenxiaowen") == Withdraw(
        "1b/boying-admin-web"
    )
    blocked = after(started(), "fucheng", Block(USER, "no data"))
    assert typed("解除阻塞", release=blocked) == Unblock(USER)


def no_item_at_all_where_several_fit_asks_which() -> None:
    assert typed("done") == r.WhichItem("done", ("1a-1/boying-admin-web", "1a-4", USER, "1b/boying-admin")[1:])


def no_item_at_all_where_none_fits_says_what_is_missing() -> None:
    for verb in ("undo", "unblock", "block", "waive"):
        refused = typed(verb)
        assert isinstance(refused, r.Lacks)
        assert refused.what == "item"
        assert f"{verb} ITEM" in refused.usage


@pytest.mark.parametrize(
    ("text", "name", "near"),
    [
        ("done 1b/boying-usr ok", "1b/boying-usr", USER),
        ("done 1b boying-usr ok", "1b boying-usr", USER),
        ("done 1b/boying ok", "1b/boying", USER),
        ("done 3b-2 boying-user", "3b-2 boying-user", "3b-2/boying-database"),
        ("done 1a-4/boying-user", "1a-4/boying-user", "1a-4"),
        ("done 3b-9", "3b-9", "3b-4"),
        ("done boying-user ok", "boying-user", "1a-1/boying-user"),
        ("done tested", "tested", ""),
        ("完成 🚀", "🚀", ""),
    ],
)
def an_unknown_item_answers_with_the_near_ones(text: str, name: str, near: str) -> None:
    refused = typed(text)
    assert isinstance(refused, r.NoSuchItem)
    assert refused.name == name
    assert near in refused.near or not near


def a_role_may_be_named_right_after_the_item() -> None:
    assert typed("done 3c as ops 已完成", by="licuiqi") == Sign("3c", "已完成", "ops")
    assert typed("完成 3c 作为 运维人员，已完成", by="licuiqi") == Sign("3c", "已完成", "ops")
    assert typed("done 3c as discussed with ops", by="licuiqi") == Sign("3c", "as discussed with ops")


def a_block_needs_its_reason() -> None:
    assert typed("阻塞 1b user 数据库坏了") == Block(USER, "数据库坏了")
    assert typed("block 1b user") == r.Lacks("reason", "block 1b/boying-user REASON")
    assert typed("unblock 1b user fixed") == Unblock(USER, "fixed")


def a_waiver_goes_to_the_rules_with_whatever_reason_it_has() -> None:
    assert typed("豁免 2-gate 老板同意") == Waive("2-gate", "老板同意")
    assert typed("waive 2-gate") == Waive("2-gate", "")


@pytest.mark.parametrize(
    ("text", "confirmed", "reason"),
    [
        ("undo 1b/boying-user", "", ""),
        ("undo 1b/boying-user 写错了", "", "写错了"),
        ("undo 1b/boying-user confirm 3f2a91c0", "3f2a91c0", ""),
        ("undo 1b/boying-user confirm 3F2A91C0 写错了 in boying-1.0.0", "3f2a91c0", "写错了"),
        ("撤回 1b/boying-user 确认：写错了", "", "写错了"),
        ("撤回 1b/boying-user 确认：00000000 写错了", "00000000", "写错了"),
        ("undo 1b/boying-user I forgot to confirm", "", "I forgot to confirm"),
        ("undo 1b/boying-user confirmed too early", "", "confirmed too early"),
    ],
)
def an_undo_is_confirmed_by_the_code_of_what_it_showed(text: str, confirmed: str, reason: str) -> None:
    assert typed(text) == Withdraw(USER, reason, confirmed=confirmed)


def an_undo_of_a_step_is_the_one_item_of_it_that_this_person_signed() -> None:
    release = signed(started(), USER, "1b/boying-web")
    assert typed("undo 1b", release=release) == Withdraw(USER)
    refused = typed("undo 1b", by="shijiasheng", release=signed(started(), USER, "1b/boying-admin"))
    assert refused == r.WhichItem("undo", (USER, "1b/boying-admin"))
