"""What is wrong with a script."""

from dataclasses import dataclass

from bot.domain.refusals.signing import RoleHolders


@dataclass(frozen=True, slots=True)
class ScriptThere:
    """A script was attached already; `name` is the one on record. `same`: what differs is the name alone."""

    system: str
    name: str
    same: bool


@dataclass(frozen=True, slots=True)
class NotADigest:
    """A SHA-256 in hexadecimal has 64 digits; this is none."""

    text: str


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """The code and the scripts of the system are for these roles; () where the plan asks nobody for them."""

    system: str
    takes: tuple[RoleHolders, ...]


@dataclass(frozen=True, slots=True)
class NotABranch:
    """Git takes no branch, tag or commit of this name."""

    name: str


CodeRefusal = ScriptThere | NotADigest | NotTheirs | NotABranch
