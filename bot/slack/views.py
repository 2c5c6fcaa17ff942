"""What a click opens: forms for the evidence a signature must bring or the reason a block needs; an answer.

https://docs.slack.dev/reference/views/modal-views
"""

from bot.domain.refusals import Incomplete, Refused
from bot.domain.release import Release
from bot.slack import blocks, bug_views, content_views, deployment_views
from bot.slack.picture import Block, Picture
from bot.slack.wanting import Wanting
from bot.speech.items import asked
from bot.speech.voice import Voice

NOTE = "note"  # the block_id and action_id of the input that takes a person's own words
TITLE = 24
LONGEST = 3_000
METADATA = 3_000


def form(voice: Voice, wanting: Wanting, line: str) -> Block:
    """The form for what a line lacks."""
    release, item = wanting.release, wanting.item
    match wanting.form:
        case "evidence":
            return evidence(voice, release, item, line)
        case "document":
            return content_views.form(voice, release, item)
        case "bug":
            return bug_views.form(voice, release)
        case "answer":
            return answer(voice, release, wanting.matter, line)
        case "reason":
            return reason(voice, release, item, line, wanting.matter)


def errors(view: Block, refused: Refused | None, text: str) -> dict[str, str]:
    """Under which input a refusal stands: the sections a document lacks, else the first input there is."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    lacking = [key for key in refused.missing if key in inputs] if isinstance(refused, Incomplete) else []
    return dict.fromkeys(lacking or inputs[:1], text)


def evidence(voice: Voice, release: Release, item: str, line: str) -> Block:
    """Asks for what `item` must bring. `line` (at most 3,000 characters) is served with the words of the form."""
    asks = release.item(item).step.asks
    wanted = [blocks.context(asked(voice, asks))] if asks else []
    label = voice.say("Link, and a word about it") if asks and asks.kind == "link" else voice.say("Evidence")
    about = [blocks.section(voice.item(release, item)), *wanted]
    return _form(voice, "evidence", voice.say("Sign"), about, label, line)


def answer(voice: Voice, release: Release, request: str, line: str) -> Block:
    """Asks what came of a request; that it is done says enough."""
    about = deployment_views.matter(voice, release, request)
    view = _form(voice, "answer", voice.say("Done"), about, voice.say("What was done"), line)
    view["blocks"][-1]["optional"] = True
    return view


def reason(voice: Voice, release: Release, item: str, line: str, matter: str = "") -> Block:
    """Asks why: for a block, its end, a waiver, something taken back; for what is declined, failed or abandoned."""
    about = [blocks.section(voice.item(release, item))] if item else deployment_views.matter(voice, release, matter)
    return _form(voice, "reason", _title(voice, line.split(maxsplit=1)[0]), about, voice.say("Reason"), line)


def told(picture: Picture) -> Block:
    """An answer where there is no message to answer below: a click on the Home tab."""
    shown = list(picture.blocks) or [blocks.section(picture.text)]
    return {"type": "modal", "callback_id": "told", "title": blocks.plain("Release Captain", TITLE), "blocks": shown}


def _title(voice: Voice, verb: str) -> str:
    match verb:
        case "block":
            return voice.say("Block")
        case "unblock":
            return voice.say("Unblock")
        case "waive":
            return voice.say("Waive this check")
        case "undo":
            return voice.say("Take back")
        case "decline":
            return voice.say("Decline")
        case "deploy":
            return voice.say("Deployment failed")
        case "hotfix":
            return voice.say("Abandon the hotfix")
        case _:
            return voice.say("Reason")


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
        "close": blocks.plain(voice.say("Cancel"), TITLE),
        "blocks": [*about, asked_for],
    }
