"""The help describes every verb in one line, and who-am-I tells what an account may do."""

from bot.domain import commands as c
from bot.speech import guide
from bot.speech.voice import Voice
from bot.talk.grammar.parse import parse
from bot.talk.grammar.registry import VERBS, help_lines
from bot.talk.grammar.verbs import Line
from tests.speech import stage

EN = Voice("en", "plain")
ZH = Voice("zh-CN", "plain")
TOLD = help_lines()


def every_verb_is_described_once() -> None:
    assert sorted(line.verb for line in TOLD) == sorted(verb.name for verb in VERBS)


def every_line_of_the_help_begins_with_a_line_that_is_understood() -> None:
    for voice in (EN, ZH):
        lines = [line for line in guide.help_text(voice, TOLD).splitlines() if line.startswith("•")]
        verbs = [parsed.verb.name for line in lines if isinstance(parsed := parse(line.split("`")[1]), Line)]
        assert verbs == [line.verb for part in ("see", "act", "lead") for line in TOLD if line.part == part]


def the_help_is_in_the_readers_language_with_chinese_words_for_chinese_readers() -> None:
    assert (
        "• `/release block ITEM REASON` stop an item until a problem is solved"
        in guide.help_text(EN, TOLD).splitlines()
    )
    assert (
        "• `/release block 事项 原因` 阻塞某一项，直到问题解决（也可写：阻塞、阻止）"
        in guide.help_text(ZH, TOLD).splitlines()
    )


def the_help_fits_one_message() -> None:
    """It is sent as a text without blocks, for which Slack advises 4,000 characters at most."""
    assert len(guide.help_text(Voice("zh-CN"), TOLD)) <= 4000
    assert len(guide.help_text(Voice("en"), TOLD)) <= 4000


def what_i_am_tells_my_roles_system_by_system() -> None:
    release = stage.release(("lin", c.NameStandIn("fu", "wu", stage.NOW)))
    assert guide.whoami(EN, release, "fu", "U0FU") == (
        "You are Fu, account `U0FU`. In shop-1.0 you are: "
        "developer of admin, tester of web. You are named to stand in for Wu."
    )
    assert guide.whoami(ZH, release, "lin", "U0LIN") == "你是Lin，账号 `U0LIN`。你在 shop-1.0 中的角色：项目负责人。"


def a_newcomer_with_no_role_is_told_so() -> None:
    release = stage.release(
        ("lin", c.Assign("product", (c.Newcomer("U9", "Zoe"),))), ("lin", c.Assign("product", ("wu",)))
    )
    assert guide.whoami(EN, release, "U9", "U9") == "You are Zoe, account `U9`. You hold no role in shop-1.0."


def an_account_that_nobody_knows_is_told_how_to_link() -> None:
    unknown = "Your account `U7` is linked to nobody in a running release. If a plan names you: `/release link`"
    assert guide.whoami(EN, None, "", "U7") == unknown
    assert guide.whoami(EN, stage.release(), "", "U7") == unknown
