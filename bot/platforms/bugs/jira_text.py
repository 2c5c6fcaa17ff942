"""A Jira description as plain text: version 3 of the API writes the Atlassian Document Format, webhooks write text."""

from typing import Any

DEEPEST = 40  # nodes within nodes; people's lists in tables reach ten
LINES = frozenset({
    "paragraph", "heading", "codeBlock", "blockquote", "listItem", "tableRow", "rule", "panel", "mediaSingle",
})  # fmt: skip


def words(description: Any) -> str:
    """Text as it is; of a document its text, a line for each block."""
    if isinstance(description, str):
        return description
    lines = (line.rstrip() for line in _text(description, 0).splitlines())
    return "\n".join(line for line in lines if line)


def _text(node: Any, depth: int) -> str:
    if depth > DEEPEST:
        return ""
    match node:
        case {"type": "text", "text": str(text)}:
            return text
        case {"type": "hardBreak"}:
            return "\n"
        case {"type": "mention" | "emoji" | "status" | "date", "attrs": dict(attrs)}:
            return str(attrs.get("text") or attrs.get("shortName") or attrs.get("timestamp") or "")
        case {"type": "inlineCard" | "blockCard", "attrs": {"url": str(url)}}:
            return url
        case {"type": str(kind), "content": [*parts]}:
            inside = "".join(_text(part, depth + 1) for part in parts)
            return f"{inside}\n" if kind in LINES else inside
        case _:
            return ""
