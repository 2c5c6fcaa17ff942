"""The rules for changing the workspace's mails: what is taken, what is refused, what people answer."""

from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import make_msgid
from zoneinfo import ZoneInfo

from sandbox.mail.invitations import STATUSES, answer_to, invitation_in
from sandbox.mail.reading import read
from sandbox.mail.replying import answer_addresses, reply_to
from sandbox.mail.sending import send
from sandbox.state.happenings import MailArrived, MailRefused, MailSent
from sandbox.state.ids import secret
from sandbox.state.mails import Handover, Mail, Mailbox
from sandbox.state.records import User
from sandbox.state.workspace import Workspace


def credentials(workspace: Workspace) -> tuple[str, str]:
    """The user and the password of the SMTP server."""
    return "app", secret("smtp", workspace.id)[:24]


def refusal_of(workspace: Workspace, address: str) -> str | None:
    """The SMTP answer to a recipient no mail can reach; None where the address is good."""
    _, _, domain = address.casefold().rpartition("@")
    if not domain or domain == "invalid" or domain.endswith(".invalid"):
        return f"550 5.1.2 <{address}>: there is no such domain"
    own = {user.email.casefold().rpartition("@")[2] for user in workspace.people}
    if domain in own and find(workspace, address) is None:
        return f"550 5.1.1 <{address}>: nobody here has this address"
    return None


def find(workspace: Workspace, address: str) -> User | None:
    """The person of the workspace with this address."""
    wanted = address.casefold()
    return next((user for user in workspace.people if user.email.casefold() == wanted and not user.deleted), None)


def accept(workspace: Workspace, sender: str, recipients: tuple[str, ...], raw: bytes) -> Mail:
    with workspace.change():
        mail = read(len(workspace.mails) + 1, workspace.clock.now(), sender, recipients, raw)
        workspace.mails.append(mail)
        workspace.tell(MailArrived(mail))
    return mail


def refuse(workspace: Workspace, sender: str, recipient: str, answer: str) -> None:
    workspace.tell(MailRefused(sender, recipient, answer, workspace.clock.now()))


def answer(workspace: Workspace, user: User, mail: Mail, words: str, *, everybody: bool = False) -> Mail:
    """Reply as this person: kept in the outbox, then handed to the app's mail server where there is one.

    Blocks until that server has answered. `PermissionError` for a mail that is not hers, `ValueError` for no words.
    """
    if not words.strip():
        raise ValueError("A reply needs words.")
    if not mail.concerns(user.email):
        raise PermissionError(f"{user.key} has not received this mail.")
    if not answer_addresses(mail, Mailbox(user.name, user.email)):
        raise ValueError("This mail names nobody to answer to.")
    own, message_id, now = _at_hand(workspace, user)
    return _sent(workspace, user, reply_to(mail, own, words, everybody=everybody, message_id=message_id, now=now))


def answer_invitation(workspace: Workspace, user: User, mail: Mail, status: str) -> Mail:
    """Answer as her calendar does (`Status`), to the organizer. As `answer`; `ValueError` for no invitation."""
    invited = invitation_in(mail)
    said = next((known for known in STATUSES if known == status), None)
    if invited is None or invited.method != "REQUEST" or said is None:
        raise ValueError("This mail invites to nothing, or that is no answer.")
    if user.email.casefold() not in {guest.box.address.casefold() for guest in invited.guests}:
        raise PermissionError(f"{user.key} is not invited.")
    own, message_id, now = _at_hand(workspace, user)
    return _sent(workspace, user, answer_to(mail, invited, own, said, message_id=message_id, now=now))


def _at_hand(workspace: Workspace, user: User) -> tuple[Mailbox, str, datetime]:
    """Who writes, the new mail's id, and the moment on their clock."""
    now = datetime.fromtimestamp(workspace.clock.now(), ZoneInfo(user.tz))
    return Mailbox(user.name, user.email), make_msgid(domain=user.email.rpartition("@")[2]), now


def _sent(workspace: Workspace, user: User, message: EmailMessage) -> Mail:
    """Kept first, then handed over to whoever is not of the workspace."""
    written = _kept(workspace, user, message)
    outside = [address for address in written.recipients if find(workspace, address) is None]
    done = replace(written, delivery=send(workspace.reply_to_smtp, written, outside))
    with workspace.change():
        workspace.mails = [done if mail is written else mail for mail in workspace.mails]
        workspace.tell(MailSent(done))
    return done


def _kept(workspace: Workspace, user: User, message: EmailMessage) -> Mail:
    boxes = (address for name in ("To", "Cc") if message[name] for address in message[name].addresses)
    recipients = tuple(dict.fromkeys(address.addr_spec for address in boxes))
    with workspace.change():
        written = read(len(workspace.mails) + 1, workspace.clock.now(), user.email, recipients, message.as_bytes())
        written = replace(written, delivery=Handover("kept"))
        workspace.mails.append(written)
    return written
