"""In which language, and by whose clock, somebody is spoken to."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.plan import Language, Plan
from bot.domain.reading.samples import Health
from bot.domain.state.release import Release
from bot.record.lookup import Lookup
from bot.speech.voice import COMMAND, Medium, Voice


class Voices:
    """`command`: what the installation calls its slash command."""

    def __init__(self, records: Lookup, command: str = COMMAND) -> None:
        self._records = records
        self._command = command

    def voice(self, user: str, plan: Plan, medium: Medium = "slack") -> Voice:
        """The reader's own language and zone as Slack has them; the plan's where Slack does not say."""
        member = self._records.member(user) if user else None
        if member is None:
            return Voice(plan.language, medium, plan.zone, self._command)
        language = _language(member.locale, plan.language)
        return Voice(language, medium, member.zone or plan.zone, self._command)

    def health(self, release: Release, now: datetime) -> Mapping[str, Health]:
        """What the release's watches have measured, by watch."""
        return self._records.measurements.health(release, now)

    def anchor(self, release: Release) -> str:
        """What to keep elsewhere of the record as it stands with this state."""
        return str(self._records.anchor(release.id, release.version))

    def release_of(self, user: str) -> Release | None:
        """The running release this account takes part in, the newest if there are several."""
        return next(
            (release for release in self._records.running() if release.takes_part(release.person_of(user))), None
        )


def _language(locale: str, otherwise: Language) -> Language:
    if locale.startswith("zh"):
        return "zh-CN"
    return "en" if locale.startswith("en") else otherwise
