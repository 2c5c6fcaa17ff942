"""What is left of a reply, client by client; and what is never taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.quoting import own_words

QUOTED = "> 方案见下。\n> 请确认。\n"
OUTLOOK = "From: Captain <captain@bot.example>\nSent: Monday, June 14, 2021 9:30 AM\nTo: Chen\nSubject: Ready\n\nbody\n"
OUTLOOK_ZH = "发件人: Captain\n发送时间: 2021年6月14日 9:30\n收件人: 陈\n抄送: 付\n主题: Ready\n\n正文\n"

CLIENTS = {
    "Gmail": "On Mon, Jun 14, 2021 at 9:30 AM Captain <captain@bot.example>\nwrote:\n\n" + QUOTED,
    "Gmail zh-CN": "Captain <captain@bot.example> 于2021年6月14日周一 09:30写道：\n\n" + QUOTED,
    "Apple Mail": "> On Jun 14, 2021, at 9:30 AM, Captain <captain@bot.example> wrote:\n> \n" + QUOTED,
    "Apple Mail zh-CN": "> 在 2021年6月14日，上午9:30，Captain <captain@bot.example> 写道：\n> \n" + QUOTED,
    "Thunderbird": "On 6/14/21 9:30 AM, Captain wrote:\n" + QUOTED,
    "Thunderbird zh-CN": "在 2021/6/14 9:30, Captain 写道:\n" + QUOTED,
    "a plain client": "2021-06-14 09:30 Captain <captain@bot.example>:\n" + QUOTED,
    "Outlook": OUTLOOK,
    "Outlook with a rule": "________________________________\n" + OUTLOOK,
    "Outlook, older": "-----Original Message-----\n" + OUTLOOK,
    "Outlook zh-CN": OUTLOOK_ZH,
    "QQ Mail": "------------------ 原始邮件 ------------------\n" + OUTLOOK_ZH,
    "QQ Mail, English": "------------------ Original ------------------\nFrom: Captain\n\nbody\n",
    "Foxmail": "发件人： Captain\n发送时间： 2021-06-14 09:30\n收件人： 陈\n主题： Ready\n正文\n",
    "163": '在 2021-06-14 09:30:00，"Captain" <captain@bot.example> 写道：\n\n正文\n',
    "163, English": 'At 2021-06-14 09:30:00, "Captain" <captain@bot.example> wrote:\n\n>body\n',
    "NetEase Master": "---- 回复的原邮件 ----\n| 发件人 | Captain |\n正文\n",
}
PHONES = [
    "Sent from my iPhone",
    "发自我的iPhone",
    "Get Outlook for iOS <https://aka.ms/o0ukef>",
    "从我的 iPad 发送",
    "来自我的华为手机",
]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def an_answer_above_the_quotation_is_all_that_is_left(client: str, end: str) -> None:
    written = f"已完成。\n\n1. 备份\n2. 部署\n\n{CLIENTS[client]}"
    assert own_words(written.replace("\n", end)) == "已完成。\n\n1. 备份\n2. 部署"


@pytest.mark.parametrize("line", PHONES)
def a_line_about_the_senders_device_is_no_answer(line: str) -> None:
    assert own_words(f"Done\n\n{line}\n\n{CLIENTS['Gmail']}") == "Done"


def a_signature_after_its_mark_is_left_out() -> None:
    assert own_words("Done\n\n-- \nChen\nTester\n") == "Done"


def an_answer_below_the_quotation_is_kept_alone() -> None:
    assert own_words(f"{CLIENTS['Thunderbird']}\nDone.\nNo errors.\n") == "Done.\nNo errors."


KEPT = {
    "answers between the lines": "On Jun 14, 2021 Captain <c@b> wrote:\n> Ready?\nYes.\n> And the DB?\nDone.",
    "marked lines nobody introduced": "The script ran:\n\n> select 1\n> 1 row",
    "a log that looks like headers": "Log:\nFrom: 10.0.0.1\nSent: 200\nSubject: none\nAll fine.",
    "rules and dashes": "Step 1\n________________________________\nStep 2\n---\n--\nrow 1",
    "a signature too long to be one": "Rows:\n-- \n" + "\n".join(f"row {n}" for n in range(9)),
    "words after the regards": "Done.\n\nBest regards,\nI also restarted nginx.",
    "a last line that begins like a phone's": "已核对\n来自测试环境的数据没有问题",
    "somebody quoted from memory": "Fu wrote:\nthe script failed",
    "a device in the middle": "Sent from my iPhone\nfails on iOS 14",
}


@pytest.mark.parametrize("doubtful", KEPT.values(), ids=KEPT.keys())
def what_may_be_the_answer_is_never_taken_away(doubtful: str) -> None:
    assert own_words(doubtful) == doubtful


@pytest.mark.parametrize("client", CLIENTS)
def a_mail_that_only_quotes_stays_whole(client: str) -> None:
    assert own_words(CLIENTS[client]) == CLIENTS[client].strip().replace("> \n", ">\n")


@given(st.lists(st.sampled_from(["Done", "", "完成", "1. backup", "--", "* ok"]), min_size=1))
def every_line_of_a_mail_that_quotes_nothing_is_kept(lines: list[str]) -> None:
    assert own_words("\n".join(lines)) == "\n".join(lines).strip()


def a_mail_of_hostile_length_is_read_in_one_pass() -> None:
    """A quadratic search over this one would not end within the time every test has."""
    hostile = "On 2021 a@b wrote:\n> x\n" * 100_000 + "-" * 1_000_000 + "a@b" * 300_000
    assert own_words(hostile)
