"""Emoji by Slack's short names. People may react with the character itself; the wire knows names only."""

import re

_NAME = re.compile(r"[a-z0-9_+\-']+(::skin-tone-[2-6])?")
_TONES = {chr(0x1F3FB + step): f"::skin-tone-{step + 2}" for step in range(5)}
_VARIATION = "\ufe0f"

_TABLE = """
✅ white_check_mark  ❌ x  👀 eyes  👍 +1  👎 -1  🎉 tada  🚀 rocket  🔥 fire  ❤ heart  ✔ heavy_check_mark
☑ ballot_box_with_check  ✖ heavy_multiplication_x  ⚠ warning  🚫 no_entry_sign  ⛔ no_entry  🛑 octagonal_sign
⏳ hourglass_flowing_sand  ⏸ double_vertical_bar  🙏 pray  👏 clap  🙌 raised_hands  👌 ok_hand  🤔 thinking_face
😄 smile  💯 100  🔒 lock  🔓 unlock  🐛 bug  📌 pushpin  🆗 ok  🔁 repeat  🚨 rotating_light  🟢 large_green_circle
🟡 large_yellow_circle  🔴 red_circle  ⚪ white_circle  🔵 large_blue_circle  🏁 checkered_flag  💬 speech_balloon
📝 memo  🙋 raising_hand  ⭐ star  ➕ heavy_plus_sign  😀 grinning  😃 smiley  😁 grin  😆 laughing  😅 sweat_smile
😂 joy  🙂 slightly_smiling_face  😉 wink  😊 blush  😍 heart_eyes  😘 kissing_heart  😎 sunglasses  😐 neutral_face
😴 sleeping  😢 cry  😭 sob  😱 scream  😡 rage  🤗 hugging_face  😬 grimacing  🙄 face_with_rolling_eyes
🤯 exploding_head  🥳 partying_face  🫡 saluting_face  🤞 crossed_fingers  ✌ v  👋 wave  ✋ hand  🤝 handshake
💪 muscle  ✍ writing_hand  ☝ point_up  👆 point_up_2  👇 point_down  👈 point_left  👉 point_right  👊 facepunch
✊ fist  💡 bulb  💥 boom  ✨ sparkles  💚 green_heart  💙 blue_heart  💛 yellow_heart  💜 purple_heart  💔 broken_heart
🎯 dart  🏆 trophy  🎁 gift  🎂 birthday  🍵 tea  ☕ coffee  🍺 beer  🍕 pizza  🌹 rose  🌱 seedling  ☀ sunny
🌙 crescent_moon  ⚡ zap  🌈 rainbow  📅 date  📆 calendar  📋 clipboard  📎 paperclip  📄 page_facing_up  📊 bar_chart
📈 chart_with_upwards_trend  📉 chart_with_downwards_trend  📦 package  📬 mailbox_with_mail  📧 e-mail  ✉ email
📞 telephone_receiver  📣 mega  📢 loudspeaker  🔔 bell  🔕 no_bell  🔗 link  🔑 key  🔍 mag  🔧 wrench  🔨 hammer
🛠 hammer_and_wrench  ⚙ gear  🧪 test_tube  🧹 broom  🗑 wastebasket  🖥 desktop_computer  💻 computer  📱 iphone
💾 floppy_disk  🗄 file_cabinet  ⏰ alarm_clock  ⏱ stopwatch  ⌛ hourglass  🕛 clock12  ▶ arrow_forward
⏩ fast_forward  ⏭ black_right_pointing_double_triangle_with_vertical_bar  ⏪ rewind  ↩ leftwards_arrow_with_hook
↪ arrow_right_hook  ⬆ arrow_up  ⬇ arrow_down  ➡ arrow_right  ⬅ arrow_left  🔄 arrows_counterclockwise  🆕 new
❓ question  ❗ exclamation  ‼ bangbang  ℹ information_source  ❎ negative_squared_cross_mark  ➖ heavy_minus_sign
✏ pencil2  🔀 twisted_rightwards_arrows  🔷 large_blue_diamond  🔶 large_orange_diamond  🟠 large_orange_circle
🟣 large_purple_circle  ⚫ black_circle  ⬜ white_large_square  ⬛ black_large_square  🟩 large_green_square
🟨 large_yellow_square  🟥 large_red_square  🚩 triangular_flag_on_post  🚧 construction  🚦 vertical_traffic_light
🚒 fire_engine  🚑 ambulance  ✈ airplane  🤖 robot_face  👤 bust_in_silhouette  👥 busts_in_silhouette  🐳 whale
🐘 elephant  🐍 snake  🦀 crab  🐢 turtle  🐌 snail  🦄 unicorn_face  1⃣ one  2⃣ two  3⃣ three  4⃣ four  5⃣ five
"""

SHORT_NAMES = dict(entry.split() for line in _TABLE.splitlines() for entry in line.split("  ") if entry)
"""By character, without variation selectors."""

CHARACTERS = {name: character for character, name in SHORT_NAMES.items()}
CHARACTERS |= {"thumbsup": "👍", "thumbsdown": "👎"}


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
