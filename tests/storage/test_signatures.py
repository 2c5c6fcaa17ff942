"""Signatures of the ends of records: what a verifier says who has nothing but the public keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.signatures import Keys, PrivateKey, PublicKey, made, note, read, read_all, signature_in, written

R, HEAD, OTHER = "boying-1.0.0", "ab" * 32, "cd" * 32
OLD, NEW = made("acme-2025"), made("acme-2026")
ROTATED = Keys((NEW.public, OLD.public), NEW)
# The keys that https://pkg.go.dev/golang.org/x/mod/sumdb/note shows: other programs write and read them so.
PUBLISHED = (
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
)


def the_keys_are_written_as_other_programs_of_signed_notes_write_them() -> None:
    private, public = map(read, PUBLISHED)
    assert isinstance(private, PrivateKey)
    assert isinstance(public, PublicKey)
    assert (private.public, private.written(), str(public)) == (public, *PUBLISHED)


def what_is_signed_is_told_by_the_public_key_alone() -> None:
    signature = ROTATED.signed(R, 12, HEAD)
    assert Keys((NEW.public,)).flaw(R, 12, HEAD, signature) is None
    assert note(R, 12, HEAD, signature).splitlines()[:2] == [f"release-captain/{R}", "12"]
    assert signature_in(note(R, 12, HEAD, signature)) == signature


@pytest.mark.parametrize(
    ("release", "number", "head"),
    [("boying-1.0.1", 12, HEAD), (R, 11, HEAD), (R, 12, OTHER)],
    ids=["name", "number", "head"],
)
def a_signature_holds_for_one_end_of_one_record(release: str, number: int, head: str) -> None:
    assert ROTATED.flaw(release, number, head, ROTATED.signed(R, 12, HEAD)) == "bad-signature"


def an_earlier_key_counts_as_long_as_it_is_known() -> None:
    signature = Keys((OLD.public,), OLD).signed(R, 12, HEAD)
    assert ROTATED.flaw(R, 12, HEAD, signature) is None
    assert Keys((NEW.public,)).flaw(R, 12, HEAD, signature) == "unknown-key"
    namesake = made("acme-2025")
    assert Keys((namesake.public,)).flaw(R, 12, HEAD, signature) == "unknown-key", "a name alone is no key"
    assert ROTATED.flaw(R, 12, HEAD, signature.replace("acme-2025", "acme-2026")) == "unknown-key"
    assert ROTATED.flaw(R, 12, HEAD, "") == "unsigned"


@given(st.text())
def no_text_passes_for_a_signature(text: str) -> None:
    assert ROTATED.flaw(R, 12, HEAD, text) in ("unsigned", "unknown-key", "bad-signature")


@given(st.text() | st.sampled_from([*PUBLISHED, PUBLISHED[1][:-4], PUBLISHED[1].replace("c74f", "c74e")]))
def what_is_no_key_is_read_as_none(text: str) -> None:
    found = read(text)
    assert found is None or text in PUBLISHED


def a_file_of_keys_is_read_as_it_was_written_and_never_by_halves() -> None:
    assert read_all(written(ROTATED)) == ROTATED
    for wrong in ("", str(NEW.public), f"{NEW.written()}\nno key", f"{NEW.written()}\n{OLD.written()}"):
        assert read_all(wrong) is None


def a_private_key_is_in_nothing_that_is_printed_of_it() -> None:
    assert NEW.written().rpartition("+")[2] not in f"{ROTATED} {NEW!r} {NEW.public}"
    assert NEW.seed.hex() not in f"{ROTATED!r}"
