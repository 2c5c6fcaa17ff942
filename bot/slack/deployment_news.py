"""Messages about requests, failed deployments and hotfixes."""

from bot.domain import notices as n
from bot.domain.release import Release
from bot.slack.picture import Picture
from bot.speech.voice import Voice


def render(voice: Voice, release: Release, notice: n.Wanted | n.Replied | n.DeploymentFailed | n.Crossing) -> Picture:
    raise NotImplementedError
