"""The end of a record, signed: a word that proves by itself where it came from, to whoever has the public key.

The form is that of signed notes, and the text that of a checkpoint (https://c2sp.org/signed-note,
https://c2sp.org/tlog-checkpoint): other programs check it as well. Keys have names, so that they can be changed:
what an earlier one signed holds as long as its public key is known.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Final, Literal

ED25519: Final = b"\x01"  # of the kinds of keys that a note knows
PRIVATE: Final = "PRIVATE+KEY+"
NAME: Final = re.compile(r"[^\s+]{1,60}")
SIZE: Final = 32  # bytes of a key
ID: Final = 4  # bytes of a key's id

Flaw = Literal["unsigned", "unknown-key", "bad-signature"]
"""Why an end counts as signed by nobody who is known.

unsigned: there is no signature. unknown-key: it is of a key that was not given. bad-signature: it is said to be of a
known key, and is not.
"""


@dataclass(frozen=True, slots=True)
class PublicKey:
    name: str
    raw: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:ID]

    def __str__(self) -> str:
        """As it is handed to those who check: one word."""
        return f"{self.name}+{self.id.hex()}+{_text(ED25519 + self.raw)}"


@dataclass(frozen=True, slots=True)
class PrivateKey:
    name: str
    seed: bytes

    @property
    def public(self) -> PublicKey:
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - few have keys, and it is slow

        return PublicKey(
            self.name, ed25519.Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        )

    def written(self) -> str:
        """As it is kept in a file. Never shown, and no part of what a log or an error says of a key."""
        return f"{PRIVATE}{self.name}+{self.public.id.hex()}+{_text(ED25519 + self.seed)}"

    def __repr__(self) -> str:
        return f"PrivateKey({self.name})"


@dataclass(frozen=True, slots=True)
class Keys:
    """`known`: whose signatures count, the signer's own among them; nobody's: nothing is asked of any record."""

    known: tuple[PublicKey, ...] = ()
    signer: PrivateKey | None = None

    def signed(self, release: str, number: int, head: str) -> str:
        """The signature to be kept with a record that ends so, "" where nobody signs."""
        if self.signer is None:
            return ""
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

        key = ed25519.Ed25519PrivateKey.from_private_bytes(self.signer.seed)
        signature = key.sign(text_of(release, number, head).encode())
        return f"{self.signer.name} {_text(self.signer.public.id + signature)}"

    def flaw(self, release: str, number: int, head: str, signature: str) -> Flaw | None:
        """What keeps this signature from being one that is known, of a record that ends so."""
        if not signature:
            return "unsigned"
        name, raw = signer_of(signature), _bytes(signature.partition(" ")[2])
        named = [key for key in self.known if key.name == name and raw.startswith(key.id)]
        if not named:
            return "unknown-key"
        text = text_of(release, number, head).encode()
        return None if any(_holds(key, text, raw[ID:]) for key in named) else "bad-signature"


NOBODYS: Final = Keys()


def text_of(release: str, number: int, head: str) -> str:
    """What is signed: which record, the number of its last entry, and that entry's hash."""
    return f"release-captain/{release}\n{number}\n{_text(bytes.fromhex(head))}\n"


def note(release: str, number: int, head: str, signature: str) -> str:
    return f"{text_of(release, number, head)}\n— {signature}\n"


def signature_in(note: str) -> str:
    """Of the note, its only signature; "" where it has none."""
    found = re.fullmatch(r".*\n\n— ([^\n]+)\n", note, re.DOTALL)
    return found[1] if found else ""


def signer_of(signature: str) -> str:
    return signature.partition(" ")[0]


def read(text: str) -> PublicKey | PrivateKey | None:
    """A key as it was written; None for what is none, or whose id is another one's."""
    is_private = text.startswith(PRIVATE)
    name, _, rest = text.removeprefix(PRIVATE if is_private else "").partition("+")
    id_, _, encoded = rest.partition("+")
    raw = _bytes(encoded)
    if not NAME.fullmatch(name) or raw[:1] != ED25519 or len(raw) != SIZE + 1:
        return None
    key = PrivateKey(name, raw[1:]) if is_private else PublicKey(name, raw[1:])
    public = key.public if isinstance(key, PrivateKey) else key
    return key if id_ == public.id.hex() else None


def read_all(text: str) -> Keys | None:
    """The keys of a file, one a line: the first signs, the others are earlier ones. None where a line is no key."""
    found = [read(line) for line in text.split()]
    if not found or not isinstance(found[0], PrivateKey):
        return None
    others = [key for key in found[1:] if isinstance(key, PublicKey)]
    return Keys((found[0].public, *others), found[0]) if len(others) == len(found) - 1 else None


def made(name: str) -> PrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    return PrivateKey(name, ed25519.Ed25519PrivateKey.generate().private_bytes_raw())


def written(keys: Keys) -> str:
    """As `read_all` reads it: the signer, and the public keys of earlier ones."""
    signer = keys.signer
    first = [signer.written()] if signer else []
    own = signer.public if signer else None
    return "".join(f"{line}\n" for line in (*first, *(str(key) for key in keys.known if key != own)))


def _holds(key: PublicKey, text: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    try:
        ed25519.Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, text)
    except InvalidSignature:
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
