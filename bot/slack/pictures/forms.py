"""Draws any form as a view, and says in it what is wrong with what was filled in.

https://docs.slack.dev/reference/views/modal-views
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from bot.domain.refusals import Incomplete, Refused
from bot.slack.pictures import blocks, document_form
from bot.slack.pictures.buttons import button, carries
from bot.slack.pictures.picture import Block, Picture
from bot.speech import documents
from bot.speech.forms import Labels
from bot.speech.voice import Voice
from bot.talk.forms.form import ChoiceField, Form, FormField, MemberField, MomentField, SectionFields, TextField
from bot.talk.grammar.lines import carried
from bot.talk.sections import block_of

TITLE = 24
LABEL = 200
METADATA = 3_000
OPTIONS = 100  # https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
OPTION = 75


def view(voice: Voice, form: Form) -> Block:
    """The form, with the line it serves (at most 3,000 characters)."""
    if len(form.line) > METADATA:
        raise ValueError(f"a view's metadata holds {METADATA} characters, this line has {len(form.line)}")
    content = form.content(voice)
    about = [blocks.section(content.about)] if content.about else []
    return {
        "type": "modal",
        "callback_id": form.name,
        "private_metadata": form.line,
        "title": blocks.plain(content.title, TITLE),
        "submit": blocks.plain(content.submit, TITLE),
        "close": blocks.plain(voice.label(Labels.CANCEL), TITLE),
        "blocks": [
            *about,
            *map(blocks.context, content.asides),
            *(block for field in content.fields for block in _drawn(voice, field)),
        ],
    }


def offered(voice: Voice, form: Form) -> Picture:
    """The form behind a button, for whoever said the line where none can be opened."""
    content = form.content(voice)
    asked = blocks.section("\n".join(filter(None, (content.about or content.title, *content.asides))))
    said = carried(form.line, form.release.id)
    pressed = [blocks.actions([button(f"{content.title}…", said, 0, style="primary")])] if carries(said) else []
    return blocks.picture([asked, *pressed], live=bool(pressed))


def errors(voice: Voice, shown: Block, refused: Refused | None, text: str) -> dict[str, str]:
    """What stands under which input: what is missing under the sections that lack it, else all under the first."""
    inputs = [block["block_id"] for block in shown["blocks"] if block["type"] == "input"]
    lacking = [block_of(key) for key in refused.missing] if isinstance(refused, Incomplete) else []
    if found := [block for block in lacking if block in inputs]:
        return dict.fromkeys(found, documents.section_missing(voice))
    return dict.fromkeys(inputs[:1], text)


def told(picture: Picture) -> Block:
    """An answer where there is no message to answer below: a click on the Home tab."""
    shown = list(picture.blocks) or [blocks.section(picture.text)]
    return {"type": "modal", "callback_id": "told", "title": blocks.plain("Release Captain", TITLE), "blocks": shown}


def _drawn(voice: Voice, field: FormField) -> list[Block]:
    match field:
        case TextField():
            return [_input(field, _text(field))]
        case ChoiceField():
            return [_input(field, _menu(field.options, field.chosen))]
        case MomentField():
            at = {"initial_date_time": int(field.proposed.timestamp())} if field.proposed else {}
            return [_input(field, {"type": "datetimepicker", **at})]
        case MemberField():
            return [_input(field, {"type": "users_select"})]
        case SectionFields():
            return document_form.inputs(voice, field.document, field.draft)
        case _:
            assert_never(field)


def _input(field: TextField | ChoiceField | MomentField | MemberField, element: Block) -> Block:
    made = {
        "type": "input",
        "block_id": field.key,
        "label": blocks.plain(field.label, LABEL),
        "element": {**element, "action_id": field.key},
    }
    return made if field.optional is None else {**made, "optional": field.optional}


def _text(field: TextField) -> Block:
    said = {"multiline": field.multiline, "max_length": field.most, "initial_value": field.known or None}
    return {"type": "plain_text_input"} | {key: value for key, value in said.items() if value is not None}


def _menu(choices: Mapping[str, str], chosen: str) -> Block:
    """A menu. Slack takes a hundred options; more are shown in groups."""
    options = [{"text": blocks.plain(name, OPTION), "value": key} for key, name in choices.items()]
    made: Block = {"type": "static_select"} | _grouped(options)
    initial = next((option for option in options if option["value"] == chosen), None)
    return {**made, "initial_option": initial} if initial else made


def _grouped(options: Sequence[Block]) -> Block:
    if len(options) <= OPTIONS:
        return {"options": list(options)}
    parts = [list(options[start : start + OPTIONS]) for start in range(0, len(options), OPTIONS)]
    labels = (blocks.plain(f"{part[0]['text']['text']} …", OPTION) for part in parts)
    return {"option_groups": [{"label": label, "options": part} for label, part in zip(labels, parts, strict=True)]}
