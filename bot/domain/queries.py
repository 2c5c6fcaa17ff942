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


Query = Status | Why | Mine | Log | Whoami | Help
