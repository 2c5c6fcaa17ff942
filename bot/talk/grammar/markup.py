"""What Slack writes for mentions, links and `&`, `<`, `>` in the text of a slash command or a message.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from typing import Final

MENTION: Final = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
ADDRESS: Final = re.compile(r"<mailto:([^|>]+)(?:\|[^>]*)?>")
NAMED: Final = re.compile(r"<([@#])[A-Z0-9]+\|([^>]+)>")
CALLED: Final = re.compile(r"<!(?:(here|channel|everyone)(?:\|[^<>]*)?|[^|<>]+\|@?([^<>]+))>")
LINK: Final = re.compile(r"<(?:mailto:)?([^@#!|<>\s][^|<>]*)(?:\|([^<>]*))?>")
FENCE: Final = "```"
MARKS: Final = "`*_~"


def as_typed(text: str) -> str:
    """What the person typed, before Slack made links and entities of it. A mention without a name stays as it is."""
    called = CALLED.sub(lambda found: f"@{found[1] or found[2]}", text)
    plain = LINK.sub(_written, NAMED.sub(r"\1\2", called))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _written(found: re.Match[str]) -> str:
    """The address, whatever it is shown as; but no link was meant where Slack took `deploy.sh` for a host.

    Nor where it took a number for a telephone's.
    """
    address, shown = found[1], found[2] or ""
    is_no_link = address.startswith("tel:") or ("/" not in shown and address == f"http://{shown}")
    return shown if shown and is_no_link else address


def unmarked(line: str) -> str:
    """The line without the marks around all of it: Slack keeps what a line looked like where it was copied from."""
    while len(line) > 2 * len(FENCE) and line.startswith(FENCE) and line.endswith(FENCE):
        line = line[len(FENCE) : -len(FENCE)].strip()
    while line and line[0] in MARKS and line[0] == line[-1] and line[0] not in line[1:-1] and len(line) > 1:
        line = line[1:-1].strip()
    return line
