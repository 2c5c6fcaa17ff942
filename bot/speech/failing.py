"""What people hear when serving them failed: whether anything was recorded, and what to do next."""

from bot.speech.voice import Voice


def not_recorded(voice: Voice) -> str:
    return voice.say("Not recorded: the bot's database is not available just now. Please try again in a minute.")


def went_wrong(voice: Voice) -> str:
    return voice.say(
        "Something went wrong here; the log has the details. See {line} for whether it was recorded, then try again.",
        line=voice.line("status"),
    )
