"""Paints an answer for whoever asked, or a form for them to fill in: the choice of picture, never of wording."""

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from bot.domain import refusals as r
from bot.domain.events import load
from bot.domain.plan import Plan
from bot.domain.reading.content import script_seen, seen
from bot.domain.state.release import Release
from bot.record.lookup import Lookup, Owed
from bot.record.outcome import Done, No, Repeated
from bot.slack.errors import mend_of
from bot.slack.pictures import (
    bugs,
    deployments,
    documents,
    forms,
    going_live,
    log,
    meetings,
    status,
    watching,
    workflows,
)
from bot.slack.pictures import mails as mails_pictures
from bot.slack.pictures.buttons import pressable
from bot.slack.pictures.picture import Picture
from bot.speech import guide
from bot.speech.answers import answer, repeated
from bot.speech.delivery import Trouble
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from bot.talk import queries as q
from bot.talk.answered import AskedToSay, DocumentView, PersonalAnswer, ShownQuery
from bot.talk.forms.form import Form
from bot.talk.grammar.registry import help_lines


class Answers:
    """`plan`: the one releases are started of, where there is no release."""

    def __init__(self, records: Lookup, plan: Plan, clock: Callable[[], datetime]) -> None:
        self._records = records
        self._plan = plan
        self._clock = clock

    def paint(self, answered: PersonalAnswer) -> Picture:
        """The message; where a form is to be filled in, with the button that opens it. ValueError for what is read."""
        picture = self._painted(answered)
        if not answered.in_thread:
            return picture
        return pressable(picture, answered.voice, answered.release.id if answered.release else None)

    def _painted(self, answered: PersonalAnswer) -> Picture:  # noqa: PLR0911 - one flat table
        voice, about = answered.voice, answered.about
        match about:
            case Done():
                return Picture(answer(voice, about, answered.person))
            case No():
                return self._refused(voice, about, answered)
            case Repeated():
                return Picture(repeated(voice))
            case Form():
                return forms.offered(voice, about)
            case DocumentView():
                raise ValueError(f"{about} is no message")
            case q.Help():
                return Picture(guide.help_text(voice, help_lines()))
            case q.Whoami():
                return Picture(guide.whoami(voice, answered.release, answered.person, answered.user))
            case AskedToSay():
                return workflows.asked(voice, about)
            case ShownQuery():
                return self._shown(voice, about.query, about.release, answered.person)
            case _:
                return no(voice, None, about, self._plan)

    def _refused(self, voice: Voice, came: No, answered: PersonalAnswer) -> Picture:
        release, refused = came.release, came.refused
        if release is None or voice.medium != "slack":
            return no(voice, release, refused, self._plan, answered.message)
        match refused:
            case r.ShownAnew(item, shown):
                before = self._records.state_seen(
                    release.id, lambda known: item in known.layout.items and seen(known, item) == shown
                )
                return status.anew(voice, release, refused, before, answered.person, self._clock())
            case r.ScriptShownAnew(system, script, shown):
                before = self._records.state_seen(release.id, lambda known: script_seen(known, system, script) == shown)
                return going_live.script_anew(voice, release, refused, before)
            case _:
                told = no(voice, release, refused, self._plan, answered.message)
                return workflows.going_on(told, answered.execution) if answered.execution else told

    def _shown(  # noqa: C901, PLR0911 - one flat table of queries
        self, voice: Voice, query: q.OfRelease, release: Release, person: str
    ) -> Picture:
        """What somebody who takes part asked to see."""
        records, now = self._records, self._clock()
        match query:
            case q.Status():
                stuck = records.troubles() if person in release.leads else []
                return status.status(voice, release, person, now, tuple(map(_trouble, stuck)))
            case q.Why():
                return status.why(voice, release, query.item, person, now)
            case q.Mine():
                return status.mine(voice, release, person, now)
            case q.Log():
                known = records.history(release.id)[: release.version]  # what came since is about a later state
                events = [load(entry.kind, entry.data) for entry in known]
                return log.shown(voice, release, events, query.item)
            case q.Document() | q.Scripts():
                return documents.shown(voice, release, query)
            case q.Bugs() | q.Bug():
                return bugs.shown(voice, release, query, person, now)
            case q.Deployments() | q.Hotfixes() | q.Requests():
                return deployments.shown(voice, release, query, person, now)
            case q.Meeting() | q.Minutes():
                return meetings.shown(voice, release, of_minutes=isinstance(query, q.Minutes))
            case q.Health():
                return watching.shown(voice, release, records.measurements.health(release, now))
            case q.Rollbacks():
                return going_live.shown(voice, release)
            case q.Mails():
                late = records.troubles() if person in release.leads else []
                mails = (owed for owed in late if owed.kind == "mail" and owed.release == release.id)
                return mails_pictures.shown(voice, release, {owed.target["mail"]: owed.error or "" for owed in mails})
            case _:
                assert_never(query)


def _trouble(owed: Owed) -> Trouble:
    """What the sentence needs: of a mail, the server's words; of a message, what mends what Slack refuses."""
    if owed.kind == "mail":
        return Trouble("mail", detail=owed.error or "")
    return Trouble("message", owed.person, mend_of(owed.error or "") or "")


def no(voice: Voice, release: Release | None, refused: r.Refused, plan: Plan, message: str = "") -> Picture:
    """A refusal; where one click leads on, with the buttons for it. `message`: whose emoji it answers."""
    if release is not None and voice.medium == "slack":
        if isinstance(refused, r.WhichItem):
            return status.choose(voice, release, refused, message)
        if isinstance(refused, r.Confirm):
            return status.confirm(voice, release, refused, message)
        if isinstance(refused, r.CallsMeeting):
            return status.call(voice, release, refused)
    return Picture(refusal(voice, release, refused, plan))
