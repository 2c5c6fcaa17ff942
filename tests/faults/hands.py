"""What people do while the bot dies around them: by every way in, and once more when it failed, as people do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from bot.domain.reading.standing import empty_roles, may_sign
from bot.domain.state.release import Release
from bot.record.lookup import Owed
from bot.rehearse.groundwork import groundwork, opens_at
from sandbox.changes.reacting import has_reacted
from sandbox.people.outcome import Answer
from sandbox.state.records import Message, View
from tests.evidence import WORDS, form, typed
from tests.faults.house import House
from tests.faults.life import Alive

Path = Literal["slash", "click", "form", "reaction", "tick"]

CAUSES: dict[Path, str] = {"slash": "slash:", "click": "click:", "form": "form:", "reaction": "event:", "tick": "clock"}
LEAD = "shijiasheng"
SPARE = 4  # the last, one in an event that Slack will deliver again, one in a form that is still open, and this one
A_MONTH = timedelta(days=30)
Job = tuple[str, str]


@dataclass
class Hands:
    """`acknowledged`: the signatures (item, person) of which somebody has been told that they count."""

    house: House
    acknowledged: set[Job] = field(default_factory=set)
    _pressed: tuple[str, Message, str] | None = None

    def does(self, path: Path, life: Alive) -> None:
        """One act by this way in: a signature that is open, or, when only the last of the phase is left, a gesture."""
        match path:
            case "slash":
                self._types()
            case "click":
                self._clicks()
            case "form":
                self._fills()
            case "reaction":
                self._reacts()
            case "tick":
                self._waits(life)

    def finish_phase(self, life: Alive) -> None:
        """The rest of the phase is signed, nobody dying any more."""
        release = self.house.release()
        phase = release.phase
        while release.phase == phase and release.state == "running":
            job = next(self._jobs(release, None), None)
            if job is not None:
                self._signs_by_line(job)
            elif not self._prepares(release, life):
                self._fills_vacancy(release)
            release = self.house.release()
        assert self.house.settle(life), "the bot died on its own"

    def _types(self) -> None:
        release = self.house.release()
        if job := self._spare(release):
            self._signs_by_line(job)
        else:
            key = self._last(release)
            verb = "unblock" if release.records[key].block else "block"
            self._person(LEAD).types(f"/release {verb} {key} because of this in {release.id}")

    def _clicks(self) -> None:
        release = self.house.release()
        if job := self._spare(release, asks=False):
            for message, line in self._buttons(job[1], "done"):
                if line.split()[1] == job[0]:
                    self._counts(job, self._person(job[1]).clicks(message, value=line))
                    return
        for person in release.links:
            for message, line in self._buttons(person, "watch"):
                self._pressed = (person, message, line)
                self._person(person).clicks(message, value=line)
                return
        assert self._pressed, "nothing was ever there to press"
        person, message, line = self._pressed
        self._person(person).clicks(message, value=line, stale=True)

    def _fills(self) -> None:
        """A form that stayed open when its first sending failed is sent again."""
        release = self.house.release()
        job = self._spare(release, asks=True)
        opened = next((person for person in release.links if self._person(person).modal), None)
        opened = opened or self._opens_form(release, job)
        if opened is None:
            self._unblocks(release)
            return
        view = self._person(opened).modal
        assert view is not None
        line = view.content["private_metadata"].split()
        signs = line[0] in ("done", "write")  # a document is written, and so signed
        filled = form(release.plan, line[1], view.blocks) if signs else {"note": WORDS}
        answer = self._person(opened).submits(values=filled)
        if answer.failed is None and answer.errors:
            self._person(opened).closes()
        elif signs:
            self._counts((line[1], opened), answer)

    def _opens_form(self, release: Release, job: Job | None) -> str | None:
        people = [job[1]] if job else list(release.links)
        for verb in ("done", "block"):
            for person in people:
                for message, line in self._buttons(person, verb):
                    if verb == "done" and (job is None or line.split()[1] != job[0]):
                        continue
                    self._person(person).clicks(message, value=line)
                    return person if self._person(person).modal else None
        return None

    def _reacts(self) -> None:
        """A tick on a message that asks this person for one thing; else eyes on it, or off it."""
        release = self.house.release()
        single = list(self._single_askers(release))
        for message, job in single:
            is_free = job == self._spare(release, asks=False, person=job[1], among=[job[0]])
            if is_free and not has_reacted(message, self._person(job[1]).id, "white_check_mark"):
                self._person(job[1]).reacts("white_check_mark", message)
                self.house.server.wait_for_calm()
                if self.house.server.workspace.log.deliveries("reaction_added")[-1].outcome == "acknowledged":
                    self._is_recorded(job)
                return
        message, (_, key) = single[0] if single else (self._card(release), ("", LEAD))
        person = self._person(key)
        if has_reacted(message, person.id, "eyes"):
            person.unreacts("eyes", message)
        else:
            person.reacts("eyes", message)
        self.house.server.wait_for_calm()

    def _single_askers(self, release: Release) -> Iterator[tuple[Message, Job]]:
        """The messages on which a person's emoji can only mean one item, and which one."""
        for owed in self._messages("prompt"):
            mine = [key for key in owed.spec["items"] if owed.person in may_sign(release, key, self.house.now())]
            message = self._shown(owed)
            if len(mine) == 1 and message:
                yield message, (mine[0], owed.person)
        for person in release.links:
            mine = [key for key, signer in self._jobs(release, None) if signer == person]
            if len(mine) == 1:
                yield self._card(release), (mine[0], person)

    def _card(self, release: Release) -> Message:
        owed = next(owed for owed in self._messages("card") if owed.spec["phase"] == release.phase)
        shown = self._shown(owed)
        assert shown is not None
        return shown

    def _waits(self, life: Alive) -> None:
        """Until something falls due; where nothing ever will, the lead puts the release off."""
        due = self.house.core.records.releases()[0].next_due
        if due is None:
            later = max(self.house.now(), self.house.release().go_live) + A_MONTH
            self._person(LEAD).types(f"/release reschedule to {later:%Y-%m-%d} 12:00")
            due = self.house.core.records.releases()[0].next_due
        assert due is not None, "nothing will ever be due"
        self.house.passes(max((due - self.house.now()).total_seconds(), 0) + 1, life)
        life.tick()

    def _signs_by_line(self, job: Job) -> None:
        key, person = job
        self._counts(job, self._person(person).types(f"/release done {key} {typed(self.house.plan, key)}"))

    def _prepares(self, release: Release, life: Alive) -> bool:
        """What else an item takes before it can be signed; whether there was anything of the kind."""
        for key in release.layout.items:
            if opens := opens_at(release, key, self.house.now()):
                self.house.passes(max((opens - self.house.now()).total_seconds(), 0), life)
            for deed in groundwork(release, key, self.house.now()):
                self._person(deed.person).types(f"{deed.typed} in {release.id}")
                return True
            if opens:
                return True
        return False

    def _fills_vacancy(self, release: Release) -> None:
        """The plan names nobody for some roles: the lead names somebody."""
        blocked = (key for key in release.records if release.standing(key) == "blocked")
        vacant = [role for key in blocked for role in empty_roles(release, release.item(key))]
        self._unblocks(release)
        for role in dict.fromkeys(vacant):
            self._person(LEAD).types(f"/release assign {role} @licuiqi")

    def _unblocks(self, release: Release) -> None:
        for key, record in release.records.items():
            if record.block:
                self._person(record.block.person).types(f"/release unblock {key} solved")

    def _counts(self, job: Job, answer: Answer) -> None:
        if answer.failed is None:
            self._is_recorded(job)

    def _is_recorded(self, job: Job) -> None:
        """What was acknowledged is in the journal at once."""
        record = self.house.release().records[job[0]]
        assert job[1] in [signature.person for signature in record.signatures], f"{job} was acknowledged and is lost"
        self.acknowledged.add(job)

    def _jobs(self, release: Release, asks: bool | None) -> Iterator[Job]:  # noqa: FBT001 - with, without, either
        """Of what takes nothing besides a signature now; what goes live takes more than one click or emoji."""
        now, places = self.house.now(), release.plan.environments
        for key in release.layout.phases[release.phase]:
            if groundwork(release, key, now) or opens_at(release, key, now):
                continue
            place = places.get(release.item(key).step.deploys or "")
            if asks is False and place and place.live:
                continue
            if asks is None or asks == (release.item(key).step.asks is not None):
                yield from ((key, person) for person in may_sign(release, key, now))

    def _spare(
        self, release: Release, *, asks: bool | None = None, person: str = "", among: list[str] | None = None
    ) -> Job | None:
        """A signature to give that does not end the phase."""
        if release.unsettled[release.phase] < SPARE:
            return None
        jobs = self._jobs(release, asks)
        return next((j for j in jobs if person in ("", j[1]) and (among is None or j[0] in among)), None)

    def _last(self, release: Release) -> str:
        keys = release.layout.phases[release.phase]
        return next(key for key in keys if release.standing(key) in ("open", "blocked"))

    def _person(self, who: str) -> Any:
        return self.house.server.person(who)

    def _messages(self, kind: str) -> list[Owed]:
        return [owed for owed in self.house.core.records.messages(self.house.release().id) if owed.kind == kind]

    def _shown(self, owed: Owed) -> Message | None:
        if owed.channel is None or owed.ts is None:
            return None
        found: Message | None = self.house.server.workspace.message(owed.channel, owed.ts)
        return found

    def _buttons(self, person: str, verb: str) -> Iterator[tuple[Message, str]]:
        for message in reversed(self._person(person).dm()):
            for line in _lines(message):
                if line.split()[0] == verb:
                    yield message, line


def _lines(shown: Message | View) -> list[str]:
    rows = (block["elements"] for block in shown.blocks if block["type"] == "actions")
    return [element["value"] for row in rows for element in row if element["type"] == "button"]
