"""The keys of this installation: one file that nobody else may read, whose first key signs the end of each record."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from storage import signatures
from storage.signatures import NOBODYS, Flaw, Keys, PublicKey

__all__ = ["NOBODYS", "Flaw", "Keys", "PublicKey", "Unusable", "is_name", "load", "read_public", "renew", "signer_of"]

OTHERS: Final = 0o077  # the bits of a file's mode by which anybody but its owner may do anything
OURS: Final = 0o600

signer_of = signatures.signer_of


@dataclass(frozen=True, slots=True)
class Unusable:
    """The file gives no keys.

    unreadable: `detail` says why. open: others may read it. no-keys: it holds something else.
    """

    why: Literal["unreadable", "open", "no-keys"]
    file: str
    detail: str = ""


def load(file: Path | None) -> Keys | Unusable:
    """Nobody's, where no file is named."""
    if file is None:
        return NOBODYS
    try:
        with file.open(encoding="utf-8") as opened:
            if os.fstat(opened.fileno()).st_mode & OTHERS:
                return Unusable("open", str(file))
            return signatures.read_all(opened.read()) or Unusable("no-keys", str(file))
    except OSError as problem:
        return Unusable("unreadable", str(file), problem.strerror or str(problem))
    except UnicodeDecodeError:
        return Unusable("no-keys", str(file))


def renew(file: Path, name: str) -> Keys | Unusable:
    """A new key that signs from now on; of those in the file the public ones are kept, and the private one is gone."""
    earlier = load(file) if file.exists() else NOBODYS
    if isinstance(earlier, Unusable):
        return earlier
    signer = signatures.made(name)
    keys = Keys((signer.public, *earlier.known), signer)
    fresh = file.with_name(f"{file.name}.part")
    try:
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OURS), "w", encoding="utf-8") as opened:
            opened.write(signatures.written(keys))
        fresh.replace(file)
    except OSError as problem:
        return Unusable("unreadable", str(file), problem.strerror or str(problem))
    return keys


def is_name(text: str) -> bool:
    """Whether a key can be called so."""
    return signatures.NAME.fullmatch(text) is not None


def read_public(text: str) -> PublicKey | None:
    """A public key as `keys` prints it; None for what is none."""
    found = signatures.read(text.strip())
    return found if isinstance(found, PublicKey) else None
