"""What Slack writes for mentions, links and `&`, `<`, `>` in the text of a slash command or a message.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from typing import Final

MENTION: Final = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
ADDRESS: Final = re.compile(r"<mailto:([^|>]+)(?:\|[^>]*)?>")
NAMED: Final = re.compile(r"<([@#])[A-Z0-9]+\|([^>]+)>")
LINK: Final = re.compile(r"<(?:mailto:)?([^@#!|<>\s][^|<>]*)(?:\|[^<>]*)?>")


def as_typed(text: str) -> str:
    """What the person typed, before Slack made links and entities of it. A mention without a name stays as it is."""
    plain = LINK.sub(r"\1", NAMED.sub(r"\1\2", text))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
