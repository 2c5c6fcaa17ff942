"""What may be done with branches and scripts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubmitCode:
    """The branch and commit that are to be deployed from now on."""

    system: str
    branch: str
    commit: str


@dataclass(frozen=True, slots=True)
class AttachScript:
    """`digest`: the script's SHA-256 in hexadecimal."""

    system: str
    name: str
    digest: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class RemoveScript:
    system: str
    name: str
    reason: str = ""


CodeCommand = SubmitCode | AttachScript | RemoveScript
