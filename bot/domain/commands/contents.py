"""What may be done with documents, branches and scripts."""

from dataclasses import dataclass

from bot.domain.documents import Draft


@dataclass(frozen=True, slots=True)
class Write:
    """Deliver the document an item asks for, or a new version of it; it signs the item where the writer may.

    `over`: the number of the version that was changed, 0 for none; None where nothing was looked at before.
    """

    item: str
    draft: Draft
    over: int | None = None


@dataclass(frozen=True, slots=True)
class SendBack:
    """The reviewer does not approve: what was reviewed is to be done again."""

    item: str
    reason: str = ""


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
