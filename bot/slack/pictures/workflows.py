"""What a workflow asks of a person: to say a line, or to sign."""

from dataclasses import replace
from datetime import datetime

from bot.domain import notices as n
from bot.domain.reading.content import seen
from bot.domain.state.release import Release
from bot.slack.pictures import blocks
from bot.slack.pictures.buttons import CONFIRMED, button, carries
from bot.slack.pictures.item_list import listed
from bot.slack.pictures.picture import Block, Picture
from bot.speech import cards, prompts
from bot.speech import workflows as words
from bot.speech.voice import Voice
from bot.talk.answered import AskedToSay
from bot.talk.grammar.lines import line

FOR_EXECUTION = "release.execution."
"""How the action_id begins of a button whose line an execution waits for, which it ends with."""


def asked(voice: Voice, about: AskedToSay) -> Picture:
    text = words.asked(voice, about.line)
    pressed = button(voice.label(words.Labels.SAY), about.line, 0, style="primary")
    pressed["action_id"] = f"{FOR_EXECUTION}{about.execution}"
    return blocks.picture([blocks.section(text), blocks.actions([pressed])], live=True)


def going_on(picture: Picture, execution: str) -> Picture:
    """What is to be confirmed first: who says yes ends the execution, as with the line that it asked for."""

    def ends(block: Block) -> Block:
        pressed = [
            {**each, "action_id": f"{FOR_EXECUTION}{execution}"} if CONFIRMED.search(each.get("value", "")) else each
            for each in block.get("elements", ())
        ]
        return {**block, "elements": pressed} if block["type"] == "actions" else block

    return replace(picture, blocks=blocks.identified([*map(ends, picture.blocks)]))


def signature_asked(voice: Voice, release: Release, notice: n.SignatureAsked, now: datetime) -> Picture:
    """As a prompt; where the workflow brings evidence, with one more button, that signs with just that."""
    items = listed(voice, release, notice.items, notice.person, now)
    title = prompts.idle_title(voice, release, notice.items, items.to_sign)
    heading = blocks.section(cards.heading(voice, release, title or words.signature_asked(voice)))
    evidence = _evidence(voice, release, notice) if items.to_sign and notice.note else []
    return blocks.picture([heading, *items.blocks, *evidence], live=items.live)


def _evidence(voice: Voice, release: Release, notice: n.SignatureAsked) -> list[Block]:
    """It is words, whatever it says: no platform is ordered by it, and no role chosen."""
    label, note = voice.label(words.Labels.SIGN_WITH_THIS), notice.note
    lines = ((item, line("done", release.id, item)) for item in notice.items)
    pressed = [
        button(label, said, index, style="primary", seen=seen(release, item), note=note)
        for index, (item, said) in enumerate(lines)
        if carries(f"{said}\n{note}")
    ]
    shown = blocks.section(words.brought(voice, note))
    return [shown, blocks.actions(pressed)] if pressed else [shown]
