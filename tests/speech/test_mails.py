"""What is said of mails, in both languages: where they go, what became of them, and who has still to answer."""

from typing import get_args

import pytest

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.state.mails import Doubt
from bot.record.outcome import Done
from bot.slack.pictures import mails, signing
from bot.speech import log
from bot.speech import mails as mails_words
from bot.speech.answers import answer
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from tests.domain.story import Story
from tests.mail.post import mailed

EN, ZH = Voice("en", "plain", "Asia/Shanghai"), Voice("zh-CN", "plain", "Asia/Shanghai")
SENT = c.ConfirmMail("M2", "<2@post.example>", (("dee", "550 no"),), ("wang",))
STRANGE = c.ReceiveUnclear("me@evil.example", "Hi", "all <done>", "sender", "M2")
AT = "2030-03-04 12:00 Asia/Shanghai"

RECORDED: list[tuple[c.Command, str, str, str]] = [
    (
        SENT,
        "",
        (
            f"{AT} the post: the mail “Plan, scripts, branches” could be handed over for nobody; "
            "not to Dee O'Hara (550 no); not yet for 王运"
        ),
        f"{AT} 邮件系统：邮件“方案、脚本与分支号”未能发给任何人；未送达Dee O'Hara（550 no）；王运暂未送出",
    ),
    (
        c.ConfirmMail("M2", "<2@post.example>", (("dee", ""),)),
        "",
        f"{AT} the post: the mail “Plan, scripts, branches” went to 王运; not to Dee O'Hara (no mail address is known)",
        f"{AT} 邮件系统：邮件“方案、脚本与分支号”已发给王运；未送达Dee O'Hara（不知道邮箱地址）",
    ),
    (
        c.ReturnMail("M2", "dee", "550 full"),
        "",
        f"{AT} the post: the mail “Plan, scripts, branches” came back from Dee O'Hara: “550 full”",
        f"{AT} 邮件系统：发给Dee O'Hara的邮件“方案、脚本与分支号”被退回：“550 full”",
    ),
    (
        c.ReceiveReply("M2", "在做", "<r@x>"),
        "chen",
        f"{AT} 陈晓雯: answered the mail “Plan, scripts, branches”: “在做”",
        f"{AT} 陈晓雯：回复了邮件“方案、脚本与分支号”：“在做”",
    ),
    (
        STRANGE,
        "",
        (
            f"{AT} the post: a mail from me@evil.example is for the lead to place, because nobody of the release has "
            "the address it comes from: “all <done>”"
        ),
        f"{AT} 邮件系统：来自 me@evil.example 的邮件须由项目负责人处理，因为本次发布中没有人使用这个邮箱：“all <done>”",
    ),
]


@pytest.mark.parametrize(("command", "by", "english", "chinese"), RECORDED)
def what_the_post_says_is_on_the_record(command: c.Command, by: str, english: str, chinese: str) -> None:
    told = []
    for voice in (EN, ZH):
        story = mailed(voice.language).when(command, by=by, via="mail")
        told.append(log.line(voice, story.release, story.events[0]))
        assert answer(voice, Done(story.before, story.events, story.release), by)
    assert told == [english, chinese]


def every_event_about_mail_is_recorded_by_these() -> None:
    seen = {type(event) for command, by, *_ in RECORDED for event in mailed().when(command, by=by, via="mail").events}
    assert seen | {e.MailOwed} == set(get_args(e.MailEvent))


def whoever_signs_reads_where_their_mail_goes() -> None:
    english, chinese = (
        answer(voice, Done(story.before, story.events, story.release), "wang")
        for voice in (EN, ZH)
        if (story := mailed(voice.language).when(c.Sign("3c", "ok"), by="wang"))
    )
    assert "In your name the mail “Steps and results” goes to 付诚, 林珊." in english
    assert "邮件“操作结果”以你的名义发给付诚、林珊。" in chinese


def a_prompt_says_to_whom_the_mail_will_go() -> None:
    story = mailed()
    shown = signing.prompt(ZH, story.release, n.Prompt(person="wang", items=("3c",)), story.now)
    assert "签字后邮件发给测试人员（付诚）、项目负责人（林珊）：“操作结果”" in shown.text


def a_mail_that_nobody_would_get_is_asked_about_before_it_is_signed_for() -> None:
    refused = _answered().when(c.Sign("3d"), by="wang").decision
    assert isinstance(refused, r.NobodyHolds)
    assert "/release assign guest @user" in refusal(EN, _answered().release, refused)


def a_mail_of_an_earlier_version_that_went_to_nobody_is_told_of_as_it_was() -> None:
    story = _answered()
    owed = e.MailOwed(at=story.now, by="wang", via="slash", mail="M9", item="3d", to=())
    story = story.and_given(lambda *_: [owed])
    shown = mails.render(ZH, story.release, n.MailTrouble(person="lin", mail="M9", people=()), story.now)
    assert "没有收件人" in shown.text


def _answered() -> Story:
    return mailed().when(c.Sign("3c", "ok"), by="wang").when(c.Sign("3c", "ok"), by="dee")


@pytest.mark.parametrize("why", get_args(Doubt))
@pytest.mark.parametrize("voice", [EN, ZH])
def every_doubt_has_words_for_the_lead(why: Doubt, voice: Voice) -> None:
    story = mailed(voice.language).when(c.ReceiveUnclear("me@x.example", "Hi <!channel>", "1\n2", why), via="mail")
    shown = mails.render(Voice(voice.language), story.release, n.MailUnsure(person="lin", number=0), story.now)
    assert why not in mails_words.doubt(voice, story.release.unclear[0]).split()
    assert "me@x.example" in shown.text
    assert "> 1\n> 2" in shown.text
    assert "<!channel>" not in shown.text


def the_list_shows_what_became_of_each_mail() -> None:
    story = mailed().when(SENT, via="mail")
    text = mails.shown(ZH, story.release, {"M2": "451 greylisted"}).text
    assert "2 封邮件，同一会话" in text
    assert (
        f"“方案、脚本与分支号” · 3b · 付诚致王运、Dee O'Hara\n✅ 已发出 {AT} · 📭 王运暂未送出 (451 greylisted)" in text
    )
    assert "⚠️ 未送达Dee O'Hara（550 no）" in text
    assert "⏳ 待答复：王运、Dee O'Hara" in text
    assert "“上线方案（已审核）” · 1b · 陈晓雯致付诚\n📭 尚未发出" in text


def the_status_counts_what_is_late_lost_and_awaited() -> None:
    story = mailed()
    assert mails_words.status(EN, story.release) == (
        "✉️ 2 mails have not gone out, an answer is awaited from 王运, Dee O'Hara: `/release mail`"
    )
    story = story.when(c.ConfirmMail("M1", "<1@post.example>"), via="mail").when(SENT, via="mail")
    assert mails_words.status(ZH, story.release).startswith(
        "✉️ 1 封邮件尚未发出、1 封未全部送达、等待王运、Dee O'Hara答复"
    )


def a_mail_that_is_not_there_is_refused_in_words() -> None:
    assert refusal(EN, mailed().release, r.NoSuchMail("M9")) == (
        "post-1.0 has no mail `M9` of which that is still to be told. Its mails: `/release mail`"
    )
