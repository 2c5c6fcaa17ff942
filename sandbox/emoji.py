"""Emoji by Slack's short names. People may react with the character itself; the wire knows names only."""

import re

_NAME = re.compile(r"[a-z0-9_+\-']+(::skin-tone-[2-6])?")
_TONES = {chr(0x1F3FB + step): f"::skin-tone-{step + 2}" for step in range(5)}
_VARIATION = "\ufe0f"

SHORT_NAMES = {
    "✅": "white_check_mark",
    "❌": "x",
    "👀": "eyes",
    "👍": "+1",
    "👎": "-1",
    "🎉": "tada",
    "🚀": "rocket",
    "🔥": "fire",
    "❤": "heart",
    "✔": "heavy_check_mark",
    "☑": "ballot_box_with_check",
    "✖": "heavy_multiplication_x",
    "⚠": "warning",
    "🚫": "no_entry_sign",
    "⛔": "no_entry",
    "🛑": "octagonal_sign",
    "⏳": "hourglass_flowing_sand",
    "⏸": "double_vertical_bar",
    "🙏": "pray",
    "👏": "clap",
    "🙌": "raised_hands",
    "👌": "ok_hand",
    "🤔": "thinking_face",
    "😄": "smile",
    "💯": "100",
    "🔒": "lock",
    "🔓": "unlock",
    "🐛": "bug",
    "📌": "pushpin",
    "🆗": "ok",
    "🔁": "repeat",
    "🚨": "rotating_light",
    "🟢": "large_green_circle",
    "🟡": "large_yellow_circle",
    "🔴": "red_circle",
    "⚪": "white_circle",
    "🔵": "large_blue_circle",
    "🏁": "checkered_flag",
    "💬": "speech_balloon",
    "📝": "memo",
    "🙋": "raising_hand",
    "⭐": "star",
    "➕": "heavy_plus_sign",
}


def short_name(emoji: str) -> str:
    """`✅` and `:white_check_mark:` are `white_check_mark`; `👍🏽` is `+1::skin-tone-4`.

    Raises `ValueError` for a character without a short name here.
    """
    bare = emoji.strip().replace(_VARIATION, "")
    tone = _TONES.get(bare[-1:], "")
    base = bare[:-1] if tone else bare
    if base in SHORT_NAMES:
        return SHORT_NAMES[base] + tone
    name = bare.strip(":") if bare.startswith(":") and bare.endswith(":") else bare
    if not is_name(name):
        raise ValueError(f"“{emoji}” has no short name here; react with a name such as white_check_mark.")
    return name


def is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None
