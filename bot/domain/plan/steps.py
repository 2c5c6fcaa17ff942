"""A line of the process as a plan writes it: who signs it, for what, with which evidence, and what follows from it."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bot.domain.plan.moments import Duration, Earliest, Moment, soak
from bot.domain.plan.parts import Names, Part, Words, listed

Each = str  # "system", or the key of a kind of system


def _slots(value: object) -> object:
    """`ops`, `[ops, dba]` and `{tester: 2}` all name role slots; `{role: ops}` is how `as_data` writes one."""
    match value:
        case str():
            return ({"role": value},)
        case [*parts]:
            return tuple({"role": part} if isinstance(part, str) else part for part in parts)
        case dict() if "role" not in value:
            return tuple({"role": role, "count": count} for role, count in value.items())
        case dict():
            return (value,)
        case _:
            return value


class Asks(Part):
    """The evidence a signature must bring: some words, words with a link, a `document` of the plan's, or a branch.

    A branch comes with its commit; a system without branches names the version of its scripts.
    """

    kind: Literal["note", "link", "document", "branch"]
    text: Words
    document: str | None = None


class Lists(Part):
    """A section of a document, each line of which becomes an item of its own once the step's phase is reached.

    `asks`: the evidence that each of them brings.
    """

    document: str
    section: str
    asks: Asks | None = None


class Slot(Part):
    """A role that must sign, and how many different people of it."""

    role: str
    count: int = Field(default=1, ge=1)


Slots = Annotated[tuple[Slot, ...], BeforeValidator(_slots)]


class Mail(Part):
    """A mail the step owes, by role; `to` may name per-system roles, meaning all of their holders.

    `encloses`: documents by their key, and any of `scripts`, `branches`, `bugs`, `deferred`.
    """

    to: Names
    subject: Words
    encloses: Names = ()


class Step(Part):
    """One line of the process; `each` makes one item per system (or per system of a kind).

    `by` may be left out where `deploys` names the environment: its role signs, or the system kind's own role.
    `not_by` names steps whose signers may not sign this one (reviewer is not author); `reviews` the step this one
    approves or sends back. `rests_on`: contents (a document's key, `branch`, `scripts`, `bugs`) a signature is given
    for; when one changes, the signature ends. `answers`: the step whose mail this one is the answer to.
    `meeting`: the part of the deployment meeting that this step is. `lists`: what it has one item each for (4a).
    `ahead`: it opens as soon as what it `needs` is settled, though its phase is not reached yet (4b).
    `not_before`: its earliest moment, relative to go-live or to the end of another step; the last of several (4b).
    """

    id: str = Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z-]*$")
    title: Words
    says: Words | None = None
    by: Slots = ()
    each: Each | None = None
    deploys: str | None = None
    needs: Names = ()
    not_by: Names = ()
    reviews: str | None = None
    rests_on: Names = ()
    asks: Asks | None = None
    not_before: Annotated[tuple[Earliest, ...], BeforeValidator(listed)] = ()
    due: Moment | None = None
    remind: Duration | None = None
    mail: Mail | None = None
    answers: str | None = None
    gate: str | None = None
    meeting: Literal["call", "agenda", "hold", "minutes"] | None = None
    lists: Lists | None = None
    ahead: bool = False

    @property
    def counted_from(self) -> tuple[str, ...]:
        """The steps whose end its earliest moment is counted from."""
        return tuple(found[1] for each in self.not_before if (found := soak(each)))

    @property
    def follows(self) -> tuple[str, ...]:
        """The steps that come before it."""
        return tuple(dict.fromkeys((*self.needs, *self.counted_from)))
