"""Rich text: sections, lists, quotes, code.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from sandbox.blockkit.objects import BLOCK_ID, typed
from sandbox.blockkit.schema import Check, boolean, by_type, items, number, one_of, record, string

_STYLE: dict[str, Check] = {
    "style": record(
        {},
        dict.fromkeys(
            ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
        ),
    )
}
_INLINE = by_type(
    {
        "text": typed({"text": string()}, _STYLE),
        "link": typed({"url": string()}, {**_STYLE, "text": string(), "unsafe": boolean}),
        "emoji": typed({"name": string()}, {**_STYLE, "unicode": string(), "skin_tone": number(1, 6), "url": string()}),
        "user": typed({"user_id": string()}, _STYLE),
        "channel": typed({"channel_id": string()}, _STYLE),
        "usergroup": typed({"usergroup_id": string()}, _STYLE),
        "team": typed({"team_id": string()}, _STYLE),
        "broadcast": typed({"range": one_of("here", "channel", "everyone")}, _STYLE),
        "date": typed({"timestamp": number(), "format": string()}, {**_STYLE, "url": string(), "fallback": string()}),
        "color": typed({"value": string()}, _STYLE),
    }
)
_SECTION = typed({"elements": items(_INLINE, minimum=0)}, {})
_BORDER: dict[str, Check] = {"border": number(0)}

RICH_TEXT = typed(
    {
        "elements": items(
            by_type(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": typed(
                        {
                            "elements": items(by_type({"rich_text_section": _SECTION})),
                            "style": one_of("bullet", "ordered"),
                        },
                        {**_BORDER, "indent": number(0, 8), "offset": number(0)},
                    ),
                    "rich_text_quote": typed({"elements": items(_INLINE, minimum=0)}, _BORDER),
                    "rich_text_preformatted": typed(
                        {"elements": items(_INLINE, minimum=0)}, {**_BORDER, "language": string()}
                    ),
                }
            ),
            minimum=0,
        )
    },
    BLOCK_ID,
)
