"""Alerts of the team's own monitoring, told to every release that is about what they are about."""

from collections.abc import Callable
from datetime import datetime

from bot.domain import commands as c
from bot.domain.reading.watching import concerns
from bot.domain.state.release import Release
from bot.domain.state.watching import AlertBatch
from bot.platforms.hooks import Ignored, Noted
from bot.record.lookup import Lookup
from bot.record.service import Caller, Service


class Alerting:
    def __init__(self, service: Service, records: Lookup, clock: Callable[[], datetime]) -> None:
        self._service = service
        self._records = records
        self._clock = clock

    def told(self, notification: AlertBatch, cause: str) -> Noted | Ignored:
        """`cause` names what is told, not the call: Alertmanager repeats itself. Raises when it could not be kept."""
        now = self._clock()
        running = self._records.running()
        concerned = [each for each in running if any(concerns(each, alert, now) for alert in notification.alerts)]
        for release in concerned:
            self._tell(release, c.HearAlerts(notification.alerts), f"{cause}:{release.id}")
        return Noted() if concerned else Ignored("no running release has put live what these alerts are about")

    def _tell(self, release: Release, command: c.HearAlerts, cause: str) -> None:
        if self._service.foresee(release, command, c.CLOCK):
            self._service.perform(release.id, Caller("", "webhook", cause), lambda _release, _actor: command)
