"""What people of the workspace have answered, and one file of it that any mail program reads. Pure."""

import re
import time
from collections.abc import Sequence

from sandbox.state.mails import Mail

_FROM = re.compile(rb"^(>*From )", re.MULTILINE)


def written(mails: Sequence[Mail]) -> list[Mail]:
    """What people of the workspace wrote, oldest first."""
    return [mail for mail in mails if mail.delivery is not None]


def as_mbox(mails: Sequence[Mail]) -> bytes:
    """These mails as one file that `mailbox.mbox` reads."""
    return b"".join(_mbox_entry(mail) for mail in mails)


def _mbox_entry(mail: Mail) -> bytes:
    first = f"From {mail.sender} {time.asctime(time.gmtime(mail.at))}\n".encode()
    return first + _FROM.sub(rb">\1", mail.raw.replace(b"\r\n", b"\n")) + b"\n\n"
