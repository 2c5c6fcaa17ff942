"""What is wrong with what the post says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoSuchMail:
    """The release owes no mail of this id, or it has been told of already."""

    mail: str


MailRefusal = NoSuchMail
