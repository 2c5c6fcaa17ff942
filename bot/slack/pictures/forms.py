"""What a click opens: forms for the evidence a signature must bring or the reason a block needs; an answer.

https://docs.slack.dev/reference/views/modal-views
"""

from bot.domain.refusals import Incomplete, Refused
from bot.domain.state.release import Release
from bot.slack.pictures import blocks, bugs, deployments, documents, meetings, minutes, watching
from bot.slack.pictures.document_form import block_of
from bot.slack.pictures.picture import Block, Picture
from bot.speech import documents as documents_words
from bot.speech import forms as form_words
from bot.speech.checklist import asked
from bot.speech.forms import Labels
from bot.speech.voice import Voice
from bot.talk.wanting import Wanting

NOTE = "note"  # the block_id and action_id of the input that takes a person's own words
TITLE = 24
LONGEST = 3_000
METADATA = 3_000


def form(voice: Voice, wanting: Wanting, line: str) -> Block:  # noqa: PLR0911 - one flat table of forms
    """The form for what a line lacks."""
    release, item = wanting.release, wanting.item
    match wanting.form:
        case "evidence":
            return evidence(voice, release, item, line)
        case "document":
            return documents.form(voice, release, item, wanting.draft)
        case "reading":
            return documents.reading(voice, release, item)
        case "bug":
            return bugs.form(voice, release, watching.prefilled(voice, release, wanting.matter))
        case "answer":
            return answer(voice, release, wanting.matter, line)
        case "minute":
            return minutes.form(voice, release, wanting.draft.sections.get("text", ""))
        case "meeting":
            return meetings.form(voice, release, item, wanting.at)
        case "words":
            return words(voice, wanting.verb, line)
        case "reason":
            return reason(voice, release, item, line, wanting.matter)


def errors(voice: Voice, view: Block, refused: Refused | None, text: str) -> dict[str, str]:
    """What stands under which input: what is missing under the sections that lack it, else all under the first."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    lacking = [block_of(key) for key in refused.missing] if isinstance(refused, Incomplete) else []
    if shown := [block for block in lacking if block in inputs]:
        return dict.fromkeys(shown, documents_words.section_missing(voice))
    return dict.fromkeys(inputs[:1], text)


def evidence(voice: Voice, release: Release, item: str, line: str) -> Block:
    """Asks for what `item` must bring. `line` (at most 3,000 characters) is served with the words of the form."""
    asks = release.item(item).step.asks
    wanted = [blocks.context(asked(voice, asks))] if asks else []
    kind = asks.kind if asks else "note"
    about = [blocks.section(voice.item(release, item)), *wanted]
    return _form(voice, "evidence", voice.label(Labels.SIGN), about, form_words.evidence(voice, kind), line)


def answer(voice: Voice, release: Release, matter: str, line: str) -> Block:
    """Asks what was done about a request or a bug; that it is done says enough."""
    done = voice.label(Labels.FIXED if matter in release.bugs else Labels.DONE)
    view = _form(voice, "answer", done, _about(voice, release, matter), voice.label(Labels.WHAT_WAS_DONE), line)
    view["blocks"][-1]["optional"] = True
    return view


def reason(voice: Voice, release: Release, item: str, line: str, matter: str = "") -> Block:
    """Asks why: for a block, its end, a waiver, something taken back; for what is declined, failed or abandoned."""
    about = [blocks.section(voice.item(release, item))] if item else _about(voice, release, matter)
    verb, act, *_ = (*line.split(maxsplit=2), "")
    if verb == "hotfix" and act in release.plan.systems:
        title = voice.label(Labels.OPEN_HOTFIX)
    else:
        title = bugs.title(voice, act) if verb == "bug" else form_words.why_title(voice, verb)
    return _form(voice, "reason", title, about, voice.label(Labels.REASON), line)


def words(voice: Voice, verb: str, line: str) -> Block:
    """Asks for the words of a line about a system before it goes live; they are read as if typed behind it."""
    title, label = form_words.words(voice, verb)
    about = [blocks.section(voice.code(f"/release {line}"))]
    view = _form(voice, "words", title, about, label, line)
    view["blocks"][-1]["element"]["multiline"] = False
    return view


def _about(voice: Voice, release: Release, matter: str) -> list[Block]:
    if matter in release.bugs:
        return bugs.matter(voice, release, matter)
    return deployments.matter(voice, release, matter)


def told(picture: Picture) -> Block:
    """An answer where there is no message to answer below: a click on the Home tab."""
    shown = list(picture.blocks) or [blocks.section(picture.text)]
    return {"type": "modal", "callback_id": "told", "title": blocks.plain("Release Captain", TITLE), "blocks": shown}


def _form(voice: Voice, callback: str, title: str, about: list[Block], label: str, line: str) -> Block:
    if len(line) > METADATA:
        raise ValueError(f"a view's metadata holds {METADATA} characters, this line has {len(line)}")
    asked_for: Block = {
        "type": "input",
        "block_id": NOTE,
        "label": blocks.plain(label, 200),
        "element": {"type": "plain_text_input", "action_id": NOTE, "multiline": True, "max_length": LONGEST},
    }
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": line,
        "title": blocks.plain(title, TITLE),
        "submit": blocks.plain(title, TITLE),
        "close": blocks.plain(voice.label(Labels.CANCEL), TITLE),
        "blocks": [*about, asked_for],
    }
