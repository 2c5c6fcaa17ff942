"""Messages about requests, failed deployments and hotfixes."""

from typing import assert_never

from bot.domain import notices as n
from bot.domain.release import Release
from bot.slack import blocks
from bot.slack.deployment_views import hotfix_buttons, request_buttons
from bot.slack.picture import Block, Picture
from bot.speech import deployments, hotfixes, requests
from bot.speech.voice import Voice


def render(voice: Voice, release: Release, notice: n.Wanted | n.Replied | n.DeploymentFailed | n.Crossing) -> Picture:
    match notice:
        case n.Wanted():
            text = requests.wanted(voice, release, notice.request)
            return _asking(text, request_buttons(voice, release, notice.request))
        case n.Replied():
            return blocks.picture([blocks.section(requests.replied(voice, release, notice.request))])
        case n.DeploymentFailed():
            return blocks.picture([blocks.section(deployments.failed_news(voice, release, notice.number))])
        case n.Crossing():
            text = hotfixes.crossing(voice, release, notice.hotfix)
            return _asking(text, hotfix_buttons(voice, release, notice.hotfix))
        case _:
            assert_never(notice)


def _asking(text: str, buttons: list[Block]) -> Picture:
    """Live while there is something to press."""
    pressed = [blocks.actions(buttons)] if buttons else []
    return blocks.picture([blocks.section(text), *pressed], live=bool(buttons))
