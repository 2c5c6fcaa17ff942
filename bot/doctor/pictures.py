"""The largest messages, forms and Home tabs of the plan: whether Slack takes them, before there is a release."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from slack_sdk import WebClient

from bot.doctor.slack import No, asked
from bot.domain import events as e
from bot.domain import notices as n
from bot.domain.examination import Finding, unseen, well, wrong
from bot.domain.history import begin
from bot.domain.plan import Plan
from bot.domain.plan.moments import parse_wall, to_utc
from bot.domain.state.documents import Draft
from bot.domain.state.release import Release
from bot.plans.file import calendar_of
from bot.slack.pictures import forms, home, notices, status
from bot.slack.pictures.blocks import weight
from bot.slack.pictures.limits import broken_by, broken_by_view
from bot.slack.pictures.picture import Block, Picture
from bot.speech.voice import Voice
from bot.talk.forms.bugs import BugForm
from bot.talk.forms.documents import DocumentForm
from bot.talk.forms.minutes import MinuteForm
from bot.talk.forms.signing import EvidenceForm

NOT_THERE: Final = frozenset({"unknown_method", "method_deprecated"})
INVALID: Final = frozenset({"invalid_message", "invalid_view"})
SHOWN: Final = 3  # problems of one picture


@dataclass(frozen=True, slots=True)
class Drawn:
    """`kind`: card, prompt, status, mine, why, home, or the form's name."""

    kind: str
    shown: Picture | Block

    @property
    def broken(self) -> list[str]:
        return broken_by(self.shown) if isinstance(self.shown, Picture) else broken_by_view(self.shown)

    @property
    def arguments(self) -> dict[str, str]:
        """For blocks.validate (https://docs.slack.dev/reference/methods/blocks.validate)."""
        if isinstance(self.shown, Picture):
            return {"message": json.dumps({"text": self.shown.text, "blocks": list(self.shown.blocks)})}
        return {"view": json.dumps(self.shown)}

    @property
    def size(self) -> int:
        return weight(self.shown.blocks if isinstance(self.shown, Picture) else self.shown)


def examine(client: WebClient, plan: Plan, now: datetime) -> Iterator[Finding]:
    drawn = largest(plan, now)
    judged = [*map(_by_our_limits, drawn)]
    is_there = True
    for each in drawn:
        answer = asked(lambda of=each: client.api_call("blocks.validate", params=of.arguments))  # type: ignore[misc]
        if not isinstance(answer, No):
            continue
        if answer.why in INVALID:
            judged.append(wrong("pictures", "picture-refused", picture=each.kind, why=_explained(answer)))
        elif answer.why in NOT_THERE:
            is_there = False
            break
    faults = {finding.facts["picture"]: finding for finding in judged if finding}
    yield from faults.values()
    if not is_there:
        yield unseen("pictures", "pictures-by-our-limits")
    if not faults and is_there:
        yield well("pictures", "pictures-good", n=str(len(drawn)))


def largest(plan: Plan, now: datetime) -> tuple[Drawn, ...]:
    """Of each kind the one that takes most room, in a release that has just been started."""
    release = _started(plan, now)
    kinds: dict[str, Drawn] = {}
    for each in _everything(release, now):
        if each.kind not in kinds or kinds[each.kind].size < each.size:
            kinds[each.kind] = each
    return tuple(kinds.values())


def _started(plan: Plan, now: datetime) -> Release:
    lead = next(iter(plan.roles[plan.lead].people), "")
    return begin(
        e.Started(
            at=now,
            by=lead,
            via="cli",
            release=plan.release,
            plan=plan,
            go_live=to_utc(parse_wall(plan.go_live), plan.zone),
            calendar=calendar_of(plan),
            links={key: f"U{number:010d}" for number, key in enumerate(plan.people)},
            punctual=True,
        )
    )


def _everything(release: Release, now: datetime) -> Iterator[Drawn]:
    voice, keys = Voice(release.plan.language), tuple(release.layout.items)
    for phase in range(len(release.plan.phases)):
        yield Drawn("card", notices.render(n.Card(phase=phase), release, voice, now, {}))
    for person in release.people:
        prompt = n.Prompt(person=person, items=keys)
        yield Drawn("prompt", notices.render(prompt, release, voice, now, {}))
        yield Drawn("status", status.status(voice, release, person, now))
        yield Drawn("mine", status.mine(voice, release, person, now))
        yield Drawn("home", home.home(voice, release, person, now))
    for key in keys:
        yield Drawn("why", status.why(voice, release, key, "", now))
        yield from _forms(release, voice, key)
    if release.plan.bugs:
        yield Drawn("bug", forms.view(voice, BugForm(release, "bug")))
    yield Drawn("minute", forms.view(voice, MinuteForm(release, "minutes add", "")))


def _forms(release: Release, voice: Voice, key: str) -> Iterator[Drawn]:
    asks = release.item(key).step.asks
    if asks is None:
        return
    if asks.kind == "document":
        yield Drawn("document", forms.view(voice, DocumentForm.over(release, key, Draft({}))))
    yield Drawn("evidence", forms.view(voice, EvidenceForm(release, f"done {key}", key)))


def _by_our_limits(drawn: Drawn) -> Finding | None:
    if not drawn.broken:
        return None
    return wrong("pictures", "picture-refused", picture=drawn.kind, why="; ".join(drawn.broken[:SHOWN]))


def _explained(no: No) -> str:
    return "; ".join(no.details[:SHOWN]) or no.why
