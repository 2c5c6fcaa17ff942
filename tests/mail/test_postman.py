"""What becomes of an owed mail: sent once and confirmed, put off, refused, kept while there is no server."""

from datetime import timedelta

from bot.domain import commands as c
from bot.mail.addresses import SmtpServer
from bot.mail.smtp import Smtp
from bot.mail.writing import written
from bot.post.mails import GIVEN_UP, UNSET, Delayed
from storage.people import Member
from tests.mail.core import OFFICE, place
from tests.mail.letters import SEALS
from tests.mail.smtp_servers import scripted, strict

ADDRESSES = {key: f"{key}@post.example" for key in ("lin", "chen", "fu", "wang", "dee")}


def smtp(port: int) -> Smtp:
    return Smtp(SmtpServer("127.0.0.1", port), timedelta(seconds=5))


def a_mail_is_sent_once_and_the_release_knows() -> None:
    with place() as here, strict() as office:
        goes_out_with = here.core.records.anchor("post-1.0", here.release.version)
        assert here.carries("M1", smtp(office.port)) is None
        assert here.carries("M1", smtp(office.port)) is None
        ((recipients, mail),) = office.taken
        for kind in ("plain", "html"):
            body = mail.get_body((kind,))
            assert body is not None
            assert str(goes_out_with) in body.get_content()
        assert recipients == ["fu@post.example"]
        assert here.mail("M1").message_id == "<release-captain/post-1.0/M1@post.example>"
        token = SEALS.of_copy("post-1.0", "M1", "fu")
        assert mail["Message-ID"] == f"<release-captain/post-1.0/M1/{token}@post.example>"
        assert here.mail("M1").apart
        assert here.mail("M1").sent_at == here.now
        assert str(mail["From"]) == '"陈晓雯 (Release Captain)" <captain@post.example>'
        assert str(mail["Reply-To"]) == "captain@post.example, 陈晓雯 <chen@post.example>"


def a_server_that_is_down_gets_the_mail_when_it_is_up_again() -> None:
    with place() as here:
        with strict() as gone:
            port = gone.port
        assert isinstance(here.carries("M1", smtp(port)), Delayed)
        assert here.mail("M1").message_id == ""
        with strict() as office:
            assert here.carries("M1", smtp(office.port)) is None
            assert len(office.taken) == 1


def a_mail_is_kept_while_there_is_no_server() -> None:
    with place() as here:
        assert here.carries("M1", None) == Delayed(UNSET)
        assert here.mail("M1").still_to_send == ("fu",)


def a_mail_whose_confirmation_was_never_written_is_the_same_mail_when_it_is_sent_again() -> None:
    """As after a kill between the server's answer and our commit."""
    with place() as here, strict() as office:
        smtp(office.port).send([written(here.release, here.mail("M2"), OFFICE, ADDRESSES, "wang")])
        assert here.carries("M2", smtp(office.port)) is None
        (_, first), (_, second), (_, dees) = office.taken
        assert first["Message-ID"] == second["Message-ID"] != dees["Message-ID"]
        assert first.as_bytes().partition(b"\n\n")[0].replace(b"\r", b"").count(b"Message-ID") == 1


def a_mail_whose_answer_was_lost_is_sent_again() -> None:
    lost = ["220 here", "250 hello", "250 sender", "250 recipient", "354 go ahead", None]
    with place() as here, scripted(lost) as port:
        assert isinstance(here.carries("M1", smtp(port)), Delayed)
        with strict() as office:
            assert here.carries("M1", smtp(office.port)) is None


def an_address_that_is_refused_is_told_to_the_lead_and_the_others_get_the_mail() -> None:
    with place() as here, strict({"dee@post.example": "550 5.1.1 no such user"}) as office:
        assert here.carries("M2", smtp(office.port)) is None
        assert [recipients for recipients, _ in office.taken] == [["wang@post.example"]]
        assert here.mail("M2").refused == {"dee": "550 5.1.1 no such user"}
        (told,) = here.told("mail_trouble")
        assert (told.person, told.spec["mail"], told.spec["people"]) == ("lin", "M2", ["dee"])


def nobody_learns_from_the_record_or_from_a_copy_what_stands_in_anothers() -> None:
    with place() as here, strict() as office:
        here.carries("M2", smtp(office.port))
        tokens = {who: SEALS.of_copy("post-1.0", "M2", who) for who in ("wang", "dee")}
        assert len(set(tokens.values())) == 2
        for recipients, mail in office.taken:
            held = [who for who, token in tokens.items() if token in mail.as_string()]
            assert [f"{who}@post.example" for who in held] == recipients
            assert str(mail["To"]) == "王运 <wang@post.example>, Dee O'Hara <dee@post.example>"
        journal = str([entry.data for entry in here.core.records.history("post-1.0")])
        assert not any(token in journal for token in tokens.values())


def a_mail_nobody_takes_is_told_to_the_lead_and_not_sent_again() -> None:
    refusing = {f"{key}@post.example": "550 5.1.1 no such user" for key in ("wang", "dee")}
    with place() as here, strict(refusing) as office:
        assert here.carries("M2", smtp(office.port)) is None
        assert here.carries("M2", smtp(office.port)) is None
        assert office.taken == []
        (told,) = here.told("mail_trouble")
        assert told.spec["people"] == ["wang", "dee"]


def only_who_was_put_off_gets_the_mail_again() -> None:
    with place() as here, strict({"dee@post.example": "451 4.7.1 greylisted"}) as office:
        assert here.carries("M2", smtp(office.port)) == Delayed("the mail server takes it later for dee")
        assert isinstance(here.carries("M2", smtp(office.port)), Delayed)
        office.answers = {}
        assert here.carries("M2", smtp(office.port)) is None
        assert [recipients for recipients, _ in office.taken] == [["wang@post.example"], ["dee@post.example"]]
        assert here.told("mail_trouble") == []


def nobody_is_put_off_for_ever() -> None:
    with place() as here, strict({"dee@post.example": "451 4.7.1 greylisted"}) as office:
        here.carries("M2", smtp(office.port))
        here.passes(GIVEN_UP + timedelta(minutes=1))
        assert here.carries("M2", smtp(office.port)) is None
        assert here.mail("M2").refused == {"dee": "451 4.7.1 greylisted"}
        assert len(here.told("mail_trouble")) == 1


def a_newcomer_has_the_address_that_slack_holds_and_one_without_is_told_to_the_lead() -> None:
    with place() as here, strict() as office:
        known = Member(
            "U9", "here", "nina@elsewhere.example", "Nina", "zh-CN", "Asia/Shanghai", active=True, guest=False
        )
        here.core.records.learn_members([known])
        newcomers = (c.Newcomer("U9", "Nina"), c.Newcomer("U8", "Otto"))
        here.says(c.Assign("guest", newcomers), "lin")
        here.says(c.Sign("3c", "已部署"), "wang")
        here.says(c.Sign("3c", "脚本已执行"), "dee")
        here.says(c.Sign("3d"), "wang")
        assert here.carries("M5", smtp(office.port)) is None
        assert office.taken[-1][0] == ["nina@elsewhere.example"]
        assert here.mail("M5").refused == {"U8": ""}
