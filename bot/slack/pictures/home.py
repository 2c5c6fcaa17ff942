"""The Home tab of one person: where the release stands, what is theirs with its buttons, what was settled last."""

from datetime import datetime

from bot.domain.state.release import Release
from bot.slack.pictures import blocks, status
from bot.slack.pictures.picture import Block
from bot.speech import status as words
from bot.speech.voice import Voice

RECENT = 5


def home(voice: Voice, release: Release | None, person: str, now: datetime) -> Block:
    """The view for views.publish. Nothing of the release is shown to somebody who takes no part in it."""
    if release is None or not release.takes_part(person):
        return _view([blocks.section(words.no_part(voice))])
    mine = status.mine(voice, release, person, now)
    recent = words.recent(voice, release, RECENT)
    parts = [
        *(blocks.section(text) for text in words.status(voice, release, person, now, ())),
        {"type": "divider"},
        *mine.blocks,
    ]
    if recent:
        parts += [{"type": "divider"}, blocks.section(words.recent_title(voice)), *blocks.sections(recent)]
    return _view(parts)


def _view(parts: list[Block]) -> Block:
    return {"type": "home", "blocks": list(blocks.identified(parts))}
