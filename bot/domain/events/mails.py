"""The mails a release owes, and what came back."""

from bot.domain.events.fact import Fact


class MailOwed(Fact):
    """A signed item calls for a mail. `by` is the person in whose name it goes; `to` are people.

    `reply`: the mail it answers, "" where it begins a matter; `text`: what the person wrote. `item` is "" for the
    closing report, and `report` the number of the last entry that it tells of; 0 for every other mail. `corrects`: the
    mail that no longer holds, because the signature behind it was taken back; "" for every other mail.
    """

    mail: str
    item: str
    to: tuple[str, ...]
    reply: str = ""
    text: str = ""
    report: int = 0
    corrects: str = ""


class MailSent(Fact):
    """It was handed to the mail server, which has it for everybody but these.

    `refused`: people it will never reach, with the server's reason, "" where no address is known. `deferred`: people
    the server takes no mail for just now; it is handed over once more for them. `apart`: each of its readers has a copy
    under an id of their own, of which `message_id` is what they have in common.
    """

    mail: str
    message_id: str
    refused: tuple[tuple[str, str], ...] = ()
    deferred: tuple[str, ...] = ()
    apart: bool = False


class MailBounced(Fact):
    """A person's address gave the mail back."""

    mail: str
    person: str
    reason: str


class MailAnswered(Fact):
    """A reply came from one of the people of the release. `signs`: with it an item was signed, or may have been."""

    mail: str
    text: str
    message_id: str = ""
    signs: bool = True


class MailUnclear(Fact):
    """A mail came that could be bound to no person or no item for sure: the lead decides. `why`: a `mails.Doubt`."""

    sender: str
    subject: str
    text: str
    why: str
    mail: str = ""


MailEvent = MailOwed | MailSent | MailBounced | MailAnswered | MailUnclear
