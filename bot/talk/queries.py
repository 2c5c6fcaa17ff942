"""What may be looked at; nothing changes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    pass


@dataclass(frozen=True, slots=True)
class Why:
    """Why an item stands as it does; "" asks what blocks the release."""

    item: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    pass


@dataclass(frozen=True, slots=True)
class Log:
    """The record, newest last; "" is the whole release's."""

    item: str = ""


@dataclass(frozen=True, slots=True)
class Whoami:
    pass


@dataclass(frozen=True, slots=True)
class Help:
    pass


@dataclass(frozen=True, slots=True)
class Document:
    """The document of an item, in its newest version, and what changed from the one before."""

    item: str


@dataclass(frozen=True, slots=True)
class Scripts:
    """The database scripts, of one system or (with "") of all."""

    system: str = ""


@dataclass(frozen=True, slots=True)
class Bugs:
    """The bugs that fit; "" is any. `state` "unsolved": open or fixed."""

    severity: str = ""
    system: str = ""
    environment: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Bug:
    bug: str


@dataclass(frozen=True, slots=True)
class Deployments:
    """What runs where, of one system or (with "") of all."""

    system: str = ""


@dataclass(frozen=True, slots=True)
class Hotfixes:
    pass


@dataclass(frozen=True, slots=True)
class Requests:
    pass


@dataclass(frozen=True, slots=True)
class Mails:
    """The mails the release owes: to whom, sent when, and who has still to answer."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The deployment meeting: when and where, who comes, and its agenda."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes as they stand, before they are posted too."""


@dataclass(frozen=True, slots=True)
class Health:
    """What is watched after go-live: how each watch stands, its availability and latency, and what fires."""


@dataclass(frozen=True, slots=True)
class Rollbacks:
    """Every rollback with its steps."""


Shown = (
    Health | Rollbacks | Document | Scripts | Bugs | Bug | Deployments | Hotfixes | Requests | Mails | Meeting | Minutes
)
OfRelease = Status | Why | Mine | Log | Shown
Alone = Whoami | Help  # answered without a release, too
Query = OfRelease | Alone
