"""Which mails a release owes, what the post says of them, and what a reply brings about: the rules, without a wire."""

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.reading.mails import asks, awaiting, unreached, unsent
from bot.domain.rules.mails import proposed
from bot.mail.addresses import Mailbox
from bot.mail.threads import Thread
from bot.mail.writing import Letterhead
from bot.mail.writing import written as to_write
from bot.slack.pictures import mails, signing
from bot.speech.voice import Voice
from tests.domain.story import MINUTE, Story, asked, given, signed
from tests.mail.letters import SEALS
from tests.mail.post import mailed, steps, written

OFFICE = Letterhead(Mailbox("Release Captain", "captain@bot.example"), takes_replies=False, seals=SEALS)
EN = Voice("en")
THREAD = Thread("post-1.0", "M1", "bot.example")


def sent(story: Story, *mails: str) -> Story:
    for mail in mails:
        story = story.when(c.ConfirmMail(mail, f"<{mail}@post.example>"), via="mail")
    return story


def a_signed_step_owes_its_mail_to_everybody_in_its_roles() -> None:
    story = mailed()
    first, second = story.release.mails.values()
    assert (first.item, first.person, first.to, first.text) == ("1b", "chen", ("fu",), "请查收")
    assert (second.item, second.person, second.to) == ("3b", "fu", ("wang", "dee"))
    assert unsent(story.release) == (first, second)
    assert unsent(sent(story, "M1").release) == (second,)


def each_who_answers_does_it_in_their_own_name_and_words() -> None:
    story = sent(mailed(), "M1", "M2")
    assert awaiting(story.release, story.release.mails["M2"]) == ("wang", "dee")
    story = story.when(c.Sign("3c", "已部署"), by="wang").then_events(e.Signed, e.MailOwed)
    assert awaiting(story.release, story.release.mails["M2"]) == ("dee",)
    story = story.when(c.Sign("3c", "脚本已执行"), by="dee").then_events(e.Signed, e.MailOwed)
    assert awaiting(story.release, story.release.mails["M2"]) == ()
    answers = [(mail.person, mail.text, mail.reply) for mail in story.release.mails.values()][2:]
    assert answers == [("wang", "已部署", "M2"), ("dee", "脚本已执行", "M2")]


def a_mail_asks_for_its_answer_or_for_what_it_opens_the_way_for() -> None:
    release = mailed().release
    assert [item.id for item in asks(release, release.mails["M2"])] == ["3c"]
    assert asks(release, release.mails["M1"]) == ()


def a_mail_whose_signature_is_taken_back_is_corrected_to_the_same_people_in_its_thread() -> None:
    story = sent(mailed(), "M1", "M2").confirms(c.Withdraw("3b", "wrong branch"), by="fu")
    first, correction = (story.release.mails[key] for key in ("M2", "M3"))
    assert (correction.corrects, correction.reply, correction.to) == ("M2", "M2", first.to)
    assert (correction.person, correction.text) == ("fu", "wrong branch")
    assert asks(story.release, correction) == ()
    assert awaiting(story.release, first) == ()
    again = story.signs("3b", by="fu")
    assert [mail.corrects for mail in again.release.mails.values()] == ["", "", "M2", ""]
    letter = to_write(story.release, correction, OFFICE, {"wang": "wang@post.example"}, "wang")
    assert "不再成立" in letter.text
    assert "wrong branch" in letter.text
    assert "签字" not in letter.text.partition("不再成立")[0]
    assert letter.in_reply_to == THREAD.id_of("M2")


def a_mail_that_falls_with_something_else_is_corrected_in_the_name_of_whoever_had_sent_it() -> None:
    fallen = sent(mailed(), "M1", "M2").confirms(c.Withdraw("1b", "not tested"), by="chen")
    corrections = {mail.corrects: mail.person for mail in fallen.release.mails.values() if mail.corrects}
    assert corrections == {"M1": "chen", "M2": "fu"}


def an_answer_that_is_taken_back_is_corrected_though_others_stand() -> None:
    story = (
        sent(mailed(), "M1", "M2").when(c.Sign("3c", "已部署"), by="wang").when(c.Sign("3c", "脚本已执行"), by="dee")
    )
    story = story.confirms(c.Withdraw("3c"), by="wang")
    (correction,) = [mail for mail in story.release.mails.values() if mail.corrects]
    assert story.release.mails[correction.corrects].person == "wang"
    assert not [m for m in story.when(c.Withdraw("3c"), by="wang").release.mails.values() if m.corrects == "M4"]


def a_mail_is_confirmed_once_and_those_who_were_put_off_later() -> None:
    story = mailed().when(c.ConfirmMail("M2", "<2@post.example>", (("dee", "550 no"),), ("wang",)), via="mail")
    story.then_told(n.MailTrouble(person="lin", mail="M2", people=("dee",)))
    first = story.release.mails["M2"].sent_at
    assert story.release.mails["M2"].still_to_send == ("wang",)
    story = story.later(MINUTE).when(c.ConfirmMail("M2", "<2@post.example>"), via="mail")
    assert story.release.mails["M2"].still_to_send == ()
    assert story.release.mails["M2"].sent_at == first
    assert unreached(story.release) == (story.release.mails["M2"],)
    story.when(c.ConfirmMail("M2", "<2@post.example>"), via="mail").then(r.NoSuchMail("M2"))


def a_mail_that_comes_back_is_told_to_the_lead_once() -> None:
    story = sent(mailed(), "M2").when(c.ReturnMail("M2", "dee", "550 no such user"), via="mail")
    story.then_told(n.MailTrouble(person="lin", mail="M2", people=("dee",)))
    story.when(c.ReturnMail("M2", "dee", "550 no such user"), via="mail").then(r.NoSuchMail("M2"))
    story.when(c.ReturnMail("M2", "fu", "550 no such user"), via="mail").then(r.NoSuchMail("M2"))


def a_mail_to_a_role_nobody_holds_is_not_signed_for_until_the_lead_has_named_somebody() -> None:
    story = mailed().and_given(signed("3c", "wang", "ops"), signed("3c", "dee", "dba"))
    story.when(c.Sign("3d"), by="wang").then(r.NobodyHolds("3d", ("guest",), ("lin",)))
    named = story.when(c.Assign("guest", ("dee",)), by="lin").when(c.Sign("3d"), by="wang")
    owed = next(event for event in named.events if isinstance(event, e.MailOwed))
    assert owed.to == ("dee",)


def a_reply_signs_for_its_sender_and_is_passed_on() -> None:
    story = sent(mailed(), "M2").when(c.ReceiveReply("M2", "已部署，一切正常", "<r@x.example>"), by="wang", via="mail")
    story.then_events(e.MailAnswered, e.Signed, e.MailOwed)
    (signature,) = story.release.records["3c"].signatures
    assert (signature.person, signature.role, signature.note, signature.via) == (
        "wang",
        "ops",
        "已部署，一切正常",
        "mail",
    )


def a_reply_that_does_not_suffice_goes_to_the_lead() -> None:
    story = sent(mailed(), "M2").when(c.ReceiveReply("M2", "", "<r@x.example>"), by="wang", via="mail")
    story.then_events(e.MailAnswered, e.MailUnclear).then_told(n.MailUnsure(person="lin", number=0))
    assert story.release.unclear[0].why == "evidence"


def what_may_be_somebodys_words_is_proposed_for_what_it_would_sign() -> None:
    story = sent(mailed(), "M2")
    release, now = story.release, story.now

    def would_sign(mail: str, person: str, text: str = "已部署") -> tuple[str, ...]:
        return proposed(release, mail, text, c.Actor(person, "", "mail"), now)

    assert would_sign("M2", "wang") == would_sign("M2", "dee") == ("3c",)
    assert would_sign("M2", "wang", "") == ("3c",)  # what is lacking is asked for in Slack
    assert would_sign("M2", "chen") == would_sign("M1", "wang") == would_sign("M9", "wang") == ()
    assert would_sign("M2", "nobody") == ()


def a_reply_that_signs_nothing_is_read_by_whoever_the_mail_was_sent_for() -> None:
    story = sent(mailed(), "M1", "M2")
    nowhere = story.when(c.ReceiveReply("M1", "方案缺数据库部分", "<r@x.example>"), by="fu", via="mail")
    nowhere.then_events(e.MailAnswered, e.MailUnclear).then_told(n.MailUnsure(person="chen", number=0))
    shown = mails.render(EN, nowhere.release, n.MailUnsure(person="chen", number=0), nowhere.now).text
    assert "付诚 answered the mail “The go-live plan, reviewed”. That signs nothing" in shown
    elsewhere = story.when(c.ReceiveReply("M2", "收到", "<r@x.example>"), by="chen", via="mail")
    elsewhere.then_told(n.MailUnsure(person="fu", number=0))
    left = story.and_given(asked(c.TellAccount("chen", "U-chen", "gone"), "", via="clock"))
    left = left.when(c.ReceiveReply("M1", "方案缺数据库部分", "<r@x.example>"), by="fu", via="mail")
    left.then_told(n.MailUnsure(person="lin", number=0))


def a_correction_of_what_was_signed_is_read_by_the_lead_too() -> None:
    story = sent(mailed(), "M2").when(c.ReceiveReply("M2", "已部署", "<r@x.example>"), by="wang", via="mail")
    story = story.when(c.ReceiveReply("M2", "其实没有", "<s@x.example>"), by="wang", via="mail")
    story.then_told(n.MailUnsure(person="fu", number=0), n.MailUnsure(person="lin", number=0))
    assert "`/release undo 3c" in mails.render(EN, story.release, n.MailUnsure(person="lin", number=0), story.now).text


def a_reply_that_tells_of_a_failure_signs_nothing_and_goes_to_the_lead() -> None:
    deploying = written()
    deploying["environments"]["test"] = {"name": "test", "by": "ops"}
    answer = {
        "id": "3c",
        "title": "Deploy and answer",
        "by": "ops",
        "each": "system",
        "deploys": "test",
        "answers": "3b",
    }
    deploying["phases"][1]["steps"][1] = {**answer, "needs": "3b"}
    story = sent(given(Plan.model_validate(deploying), *(asked(command, by) for command, by in steps())), "M2")
    story = story.when(c.ReceiveReply("M2", "第三步失败", "<r@x.example>"), by="wang", via="mail")
    story.then_told(n.MailUnsure(person="lin", number=0))
    assert story.release.unclear[0].why == "failure"


def a_reply_before_its_turn_is_kept_and_its_writer_asked_with_it_when_that_comes() -> None:
    later = written()
    later["phases"][1]["steps"].insert(0, {"id": "3a", "title": "Get ready", "by": "developer"})
    later["phases"][1]["steps"][2]["needs"] = ["3a", "3b"]
    story = given(Plan.model_validate(later), *(asked(command, by) for command, by in steps()))
    reply = c.ReceiveReply("M2", "脚本已执行", "<r@x.example>")
    story = sent(story, "M2").when(reply, by="dee", via="mail")
    story.then_events(e.MailAnswered, e.Noted, e.MailUnclear).then_told(n.MailUnsure(person="fu", number=0))
    assert not story.release.mails["M2"].answers[0].signs
    story = story.when(c.Sign("3a"), by="chen")
    prompt = n.Prompt(person="dee", items=("3c",))
    story.then_told(prompt, n.Prompt(person="wang", items=("3c",)))
    assert "You said: “脚本已执行”" in signing.prompt(EN, story.release, prompt, story.now).text
    assert [each.note for each in story.when(c.Sign("3c"), by="dee").release.records["3c"].signatures] == ["脚本已执行"]
    again = story.when(c.ReceiveReply("M2", "已执行并核对", "<s@x.example>"), by="dee", via="mail")
    assert [each.note for each in again.release.records["3c"].signatures] == ["已执行并核对"]


def a_mail_that_was_taken_back_waits_for_no_answer() -> None:
    story = sent(mailed(), "M2").confirms(c.Withdraw("3b", "wrong branch"), by="fu")
    for mail in ("M2", "M3"):
        story = story.when(c.ReceiveReply(mail, "收到", f"<{mail}@x.example>"), by="wang", via="mail")
        story.then_events(e.MailAnswered, e.MailUnclear)
        assert story.release.unclear[-1].why == "unasked"


def a_reply_while_the_release_is_paused_signs_nothing_and_goes_to_the_lead() -> None:
    story = sent(mailed(), "M2").when(c.Pause("等待审批"), by="lin")
    story = story.when(c.ReceiveReply("M2", "已部署", "<r@x.example>"), by="wang", via="mail")
    story.then_events(e.MailAnswered, e.MailUnclear)
    assert story.release.unclear[0].why == "halted"


def a_reply_that_fits_two_items_goes_to_the_lead() -> None:
    twice = written()
    second = {**twice["phases"][1]["steps"][1], "id": "3c-2"}
    twice["phases"][1]["steps"].insert(2, second)
    story = given(Plan.model_validate(twice))
    story = story.and_given(*(signed(key, "chen") for key in ("1a", "1b", "1c/web"))).when(c.Sign("3b"), by="fu")
    story = story.when(c.ReceiveReply("M1", "已部署", "<r@x.example>"), by="wang", via="mail")
    story.then_events(e.MailAnswered, e.MailUnclear)
    assert story.release.unclear[0].why == "several"
