"""The form that takes down one line of the minutes: what it is, its words, and of an action whose it is and until when.

Opened by the shortcuts; whoever writes it in a line needs no form.
"""

from collections.abc import Mapping

from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import line
from bot.slack.pictures.picture import Block
from bot.speech import forms
from bot.speech.minutes import Labels, kinds
from bot.speech.voice import Voice

WORDS = 3_000
CHOICES = 100  # options of a menu, by Slack's limit
NAME = 75
TITLE = 24


def form(voice: Voice, release: Release, text: str) -> Block:
    """`text`: what stands in it already, such as the message it was opened on."""
    people = {key: known.name for key, known in release.people.items()}
    words: Block = {"type": "plain_text_input", "multiline": True, "max_length": WORDS}
    if text:
        words["initial_value"] = text[:WORDS]
    return {
        "type": "modal",
        "callback_id": "minute",
        "private_metadata": line("minutes", release.id, "add"),
        "title": blocks.plain(voice.label(Labels.FORM), TITLE),
        "submit": blocks.plain(voice.label(Labels.ADD), TITLE),
        "close": blocks.plain(voice.label(forms.Labels.CANCEL), TITLE),
        "blocks": [
            _input("text", voice.label(Labels.TEXT), words),
            _input("kind", voice.label(Labels.KIND), _select(kinds(voice), "note")),
            _input("owner", voice.label(Labels.OWNER), _select(people), optional=True),
            _input("due", voice.label(Labels.DUE), {"type": "plain_text_input"}, optional=True),
        ],
    }


def _input(key: str, label: str, element: Block, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": key,
        "label": blocks.plain(label, 200),
        "element": {**element, "action_id": key},
        "optional": optional,
    }


def _select(choices: Mapping[str, str], chosen: str = "") -> Block:
    options = [{"text": blocks.plain(name, NAME), "value": key} for key, name in choices.items()][:CHOICES]
    initial = next((option for option in options if option["value"] == chosen), None)
    return {"type": "static_select", "options": options} | ({"initial_option": initial} if initial else {})
