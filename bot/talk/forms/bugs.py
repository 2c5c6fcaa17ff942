"""The form that a bug is reported in; from a problem with what is live, with what is known of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from bot.domain import refusals as r
from bot.domain.plan import Text
from bot.domain.reading.deployments import reached
from bot.domain.rules.bugs import newest_environment
from bot.domain.state.release import Release
from bot.speech import watching
from bot.speech.bugs import Labels
from bot.speech.outcomes import watching as outcomes
from bot.speech.voice import Voice
from bot.talk.forms.form import ChoiceField, Form, FormContent, TextField
from bot.talk.grammar.bugs import source
from bot.talk.grammar.lines import without_release
from bot.talk.understanding import Understood

TITLED: Final = 150
DETAILED: Final = 3_000
MATTER: Final = re.compile(r"(watch|alert) (.+)")


@dataclass(frozen=True)
class BugForm(Form, name="bug", opened_by=frozenset({"clicked", "typed", "said"})):
    """A bug is not written on one line. `matter`: the watch or alert it is reported from, or ""."""

    matter: str = ""

    @classmethod
    def wanted(cls, understood: Understood) -> Self | None:
        match understood.asks:
            case r.Lacks(what="severity" | "title"):
                words = without_release(understood.line, understood.release.id)
                return cls(understood.release, understood.said.text, source(words))
            case _:
                return None

    def content(self, voice: Voice) -> FormContent:
        """Severity, system, environment, title, detail; the newest environment anything runs in is chosen already."""
        plan, known = self.release.plan, prefilled(voice, self.release, self.matter)
        severities = {key: _name(voice, key, text) for key, text in (plan.bugs.severities if plan.bugs else {}).items()}
        systems = {key: plan.systems[key].name for key in plan.systems_of("system")}
        environments = {key: each.name.in_(voice.language) for key, each in plan.environments.items()}
        place = known.get("environment", _newest_place(self.release))
        fields = (
            _choice("severity", voice.label(Labels.SEVERITY), severities, known.get("severity", "")),
            _choice("system", voice.label(Labels.SYSTEM), systems, known.get("system", "")),
            *((_choice("environment", voice.label(Labels.ENVIRONMENT), environments, place),) if environments else ()),
            TextField(
                key="title",
                label=voice.label(Labels.TITLE),
                multiline=False,
                most=TITLED,
                known=known.get("title", ""),
            ),
            TextField(
                key="detail",
                label=voice.label(Labels.DETAIL),
                multiline=True,
                most=DETAILED,
                known=known.get("detail", ""),
                optional=True,
            ),
        )
        return FormContent(voice.label(Labels.FORM), voice.label(Labels.REPORT), "", fields)


def _choice(key: str, label: str, options: Mapping[str, str], chosen: str) -> ChoiceField:
    return ChoiceField(key=key, label=label, options=options, chosen=chosen)


def _newest_place(release: Release) -> str:
    reached_now = {newest_environment(release, system) for system in release.plan.systems}
    return next((key for key in reversed(tuple(release.plan.environments)) if key in reached_now), "")


def _name(voice: Voice, key: str, text: Text) -> str:
    name = text.in_(voice.language)
    return name if name.startswith(key) else f"{key} {name}"


def prefilled(voice: Voice, release: Release, matter: str) -> Mapping[str, str]:
    """What of a bug's form is known: the worst severity, the system, where it is live, what was seen."""
    plain, found = replace(voice, medium="plain"), MATTER.fullmatch(matter)
    kind, key = found.groups() if found else ("", "")
    if kind == "watch" and key in release.watched:
        turned = release.watched[key]
        seen = outcomes.happened(plain, release, turned)
        system, title = release.plan.watches[key].system or "", watching.turned(plain, release, key, turned.state)
        detail = f"{release.plan.watches[key].at}\n{plain.moment(turned.since)} {seen}"
    elif kind == "alert" and key in release.alerts:
        told = release.alerts[key]
        system, title = told.system, f"{told.name}: {told.summary}" if told.summary != told.name else told.name
        detail = "\n".join(filter(None, (plain.moment(told.since), told.summary, told.url)))
    else:
        return {}
    severities = release.plan.bugs.severities if release.plan.bugs else {}
    known = {
        "severity": next(iter(severities), ""),
        "system": system,
        "environment": _live(release, system),
        "title": title[:TITLED],
        "detail": detail[:DETAILED],
    }
    return {name: words for name, words in known.items() if words}


def _live(release: Release, system: str) -> str:
    """The live environment that the system runs in, or else the plan's first."""
    live = [key for key, each in release.plan.environments.items() if each.live]
    there = [key for key in reached(release.plan, release.deployments, system) if key in live] if system else []
    return next(iter((*there, *live)), "")
