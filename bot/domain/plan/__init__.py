"""What a plan is: people, roles, environments, systems, phases and steps, as a team writes them in plan.yaml.

Says only what a plan can hold. What can be wrong with one is in `check`; reading the file is not done here.
"""

import re
from collections.abc import Mapping
from datetime import time
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from bot.domain.plan.moments import Duration, Moment, WallTime
from bot.domain.plan.parts import Clock, Language, Names, Part, Text, Words, listed
from bot.domain.plan.platforms import Platform
from bot.domain.plan.steps import Asks, Each, Slot, Step
from bot.domain.plan.watching import Watch

__all__ = ["Language", "Names", "Part", "Text", "Words"]  # who knows plans need not know what they are made of

CHANNEL_ID: Final = re.compile("[CG][A-Z0-9]{8,}")
"""A channel as Slack knows it whatever it is called; the older private ones begin with G."""


class Person(Part):
    name: str = Field(min_length=1)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")


class Role(Part):
    """Who may act in it: the people named, or, `per: system`, whoever each system names under this role's key.

    `people` of a per-system role is the pool its systems choose from (empty: no limit).
    `never_with`: roles nobody may hold for the same system (four eyes, e.g. tester and developer).
    """

    name: Words
    people: Names = ()
    per: Literal["system"] | None = None
    never_with: Names = ()


class Environment(Part):
    """Where systems are deployed to, and the role that alone deploys there (§发布人员 2-4).

    `live`: production; nothing goes there without what going back takes. `opens`, `closes`: when it may be deployed to.
    """

    name: Words
    by: str
    live: bool = False
    opens: Moment | None = None
    closes: Moment | None = None


class Kind(Part):
    """A kind of system; `by` names the role that alone operates it, in every environment (§发布人员 5).

    `scripts`: its systems are operated by running scripts, so none goes live without one on record (3b-2).
    """

    name: Words
    by: str | None = None
    scripts: bool = False


class System(Part):
    name: str = Field(min_length=1)
    order: int = Field(ge=1)
    version: str
    kind: str
    needs: Names = ()
    branch: str | None = None
    holders: Mapping[str, str] = Field(default_factory=dict)  # per-system role -> person


class Document(Part):
    """A document with named sections: key -> title. It is complete when none of them is missing (1a-4, 1b, 1d)."""

    name: Words
    sections: Mapping[str, Words] = Field(min_length=1)


class Gate(Part):
    """A quality standard: how many open bugs of each severity are allowed in an environment.

    A bug found in an earlier environment (in the plan's order) is one of the later environment, too.
    """

    name: Words
    environment: str
    bugs: Mapping[str, int]


class Tracker(Part):
    """Where the team keeps its bugs already; the names its labels, priorities, components and states go by there.

    `at`: `owner/repository` or the address of a Jira. `query`: labels or JQL that select this release's bugs.
    """

    kind: Literal["github", "jira"]
    at: str = Field(min_length=1)
    query: str = ""
    severities: Mapping[str, Names]
    systems: Mapping[str, Names]
    environments: Mapping[str, Names] = Field(default_factory=dict)
    fixed: Names = ()
    deferred: Names = ()
    every: Duration = "5m"


def _usual_severities() -> Mapping[str, Text]:
    return {"A": Text(zh="A 级", en="A"), "B": Text(zh="B 级", en="B"), "C": Text(zh="C 级", en="C")}


class Bugs(Part):
    """Who mends bugs (`owner`, for the bug's system) and who verifies them; the worst severity comes first.

    `defer`: the severities that do not harm function, so that such a bug may wait for the next release (2a-4).
    """

    owner: str
    verifier: str
    severities: Mapping[str, Words] = Field(default_factory=_usual_severities, min_length=1)
    defer: Names = ()
    tracker: Tracker | None = None


class Rollback(Part):
    """How the checklist of a rollback words its steps; one for each system, in reverse order (3b-5)."""

    title: Words
    asks: Asks | None = None


class Meeting(Part):
    """The deployment meeting (3a-1): which roles are invited, and which must be there for it to be closed.

    `lasts` unless told otherwise; `objections`: how long the minutes may be objected to after they were posted.
    """

    invites: Names
    required: Names = ()
    lasts: Duration = "1h"
    objections: Duration = "4h"


class Hotfix(Part):
    """The short checklist of an urgent fix (2a-3), with ids of its own, in order.

    A step with `each: environment` deploys: once to every environment the system has reached. `developer`, `tester`:
    the roles that each hotfix names its own people for.
    """

    developer: str
    tester: str
    steps: Annotated[tuple[Step, ...], BeforeValidator(listed)] = Field(min_length=1)


class Phase(Part):
    id: str = Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z-]*$")
    name: Words
    steps: Annotated[tuple[Step, ...], BeforeValidator(listed)] = Field(min_length=1)
    window: Duration | None = None  # the planned time in which a problem must be solved, before rollback is asked for


class Reactions(Part):
    """Emoji names without colons (Slack's short names)."""

    sign: str = "white_check_mark"
    block: str = "x"
    watch: str = "eyes"


class Reminders(Part):
    before: Duration = "4h"  # how long before its due moment an item is reminded, once
    watch: Duration = "2h"  # how long "I am on it" holds reminders back


class Hours(Part):
    """When the team works, on the wall of the plan's zone; go-live outside of it is warned about."""

    country: str | None = None  # ISO 3166, for public holidays
    start: Clock = time(9, 30)
    end: Clock = time(18, 30)
    lunch_start: Clock = time(12, 0)
    lunch_end: Clock = time(13, 30)


class Plan(Part):
    """A whole plan. Keys of every mapping are the names the rest of the plan refers to.

    `says`, here and in a step: the words of the document that the plan was made from.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    name: Words
    says: Words | None = None
    release: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    language: Language
    zone: str
    go_live: WallTime
    channel: str = Field(pattern=rf"^(#[^\s#]+|{CHANNEL_ID.pattern})$")  # by its name or its id
    lead: str  # the role whose holders watch the whole flow (P1)
    hours: Hours = Hours()
    reminders: Reminders = Reminders()
    reactions: Reactions = Reactions()
    people: Mapping[str, Person]
    roles: Mapping[str, Role]
    environments: Mapping[str, Environment] = Field(default_factory=dict)
    kinds: Mapping[str, Kind] = Field(default_factory=dict)
    systems: Mapping[str, System] = Field(default_factory=dict)
    documents: Mapping[str, Document] = Field(default_factory=dict)
    bugs: Bugs | None = None
    gates: Mapping[str, Gate] = Field(default_factory=dict)
    hotfix: Hotfix | None = None
    platforms: Mapping[str, Platform] = Field(default_factory=dict)
    meeting: Meeting | None = None
    rollback: Rollback | None = None
    watches: Mapping[str, Watch] = Field(default_factory=dict)
    report_to: Names = ()  # the roles that the release's report is mailed to when it ends (5a)
    phases: Annotated[tuple[Phase, ...], BeforeValidator(listed)] = Field(min_length=1)

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        return {step.id: step for phase in self.phases for step in phase.steps}

    def systems_of(self, each: Each) -> tuple[str, ...]:
        """The systems a step's `each` stands for, in the declared order."""
        chosen = [key for key, system in self.systems.items() if each in ("system", system.kind)]
        return tuple(sorted(chosen, key=lambda key: self.systems[key].order))

    def platform_for(self, system: str, environment: str) -> tuple[str, Platform] | None:
        """What deploys this system there, with its name; None where people do."""
        there = ((name, each) for name, each in self.platforms.items() if each.deploys(system, environment))
        return next(there, None)

    def permits(self, other: "Plan", system: str, environment: str) -> bool:
        """Whether what deploys this system there by the other plan does so by this one, in the same way."""
        theirs = other.platform_for(system, environment)
        if theirs is None:
            return True
        ours = self.platforms.get(theirs[0])
        return ours is not None and ours.deploys(system, environment) and ours.acts_as(theirs[1])

    def holders(self, role: str, system: str | None) -> tuple[str, ...]:
        """Who holds the role: for a system by its own holder, for work on the whole by everybody in the role."""
        held = self.roles[role]
        if held.per is None:
            return held.people
        if system is not None:
            return tuple(person for key, person in self.systems[system].holders.items() if key == role)
        named = (each.holders[role] for each in self.systems.values() if role in each.holders)
        return tuple(dict.fromkeys((*held.people, *named)))

    def apart_from(self, role: str) -> tuple[str, ...]:
        """The roles whose holders may not act in this one for the same system; it does not matter which names which."""
        naming = (key for key, other in self.roles.items() if role in other.never_with)
        return tuple(dict.fromkeys((*self.roles[role].never_with, *naming)))

    def slots_of(self, step: Step, system: str | None) -> tuple[Slot, ...]:
        """Which roles sign this step for this system: the step's own, else whoever may touch what it deploys."""
        own_role = self.kinds[self.systems[system].kind].by if system else None
        if step.deploys and own_role:
            return (Slot(role=own_role),)
        if step.by or not step.deploys:
            return step.by
        return (Slot(role=self.environments[step.deploys].by),)

    def concerned(self, step: Step) -> Names:
        """The roles it needs somebody in beside its signers: those the meeting takes, and those its mail goes to."""
        takes = self.meeting.required if self.meeting and step.meeting in ("call", "hold") else ()
        return (*takes, *(step.mail.to if step.mail else ()))


def untracked(plan: Plan) -> Plan:
    """The plan with its bugs in the release's own ledger, deployed by people, unwatched: it calls nobody outside."""
    bugs = plan.bugs.model_copy(update={"tracker": None}) if plan.bugs else None
    return plan.model_copy(update={"bugs": bugs, "platforms": {}, "watches": {}})


def as_data(plan: Plan) -> dict[str, Any]:
    """The plan as JSON-ready data; `Plan.model_validate` reads it back."""
    return plan.model_dump(mode="json", exclude_defaults=True)
