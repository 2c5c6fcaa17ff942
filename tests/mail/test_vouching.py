"""When our own receiver vouches for who a mail is from (RFC 8601), and that nobody else can in its name."""

from email import message_from_string

import pytest

from bot.mail.headers import READING
from bot.mail.vouching import vouched

US = "mx.post.example"
PASSED = "dmarc=pass header.from=post.example"
FROM = "From: Wang <wang@post.example>"


def says(*fields: str, receiver: str = US) -> bool:
    head = "\n".join(fields)
    return vouched(message_from_string(f"{head}\n\nhello", policy=READING), receiver)


REAL = {
    "a milter's": f"{US}; {PASSED}",
    "Google's": (
        f"{US};\n       dkim=pass header.i=@post.example header.s=s1 header.b=Ab12Cd34;\n"
        "       spf=pass (google.com: domain of wang@post.example designates 203.0.113.7 as permitted sender)"
        " smtp.mailfrom=wang@post.example;\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=post.example"
    ),
    "Microsoft's": (
        f"{US}; spf=pass (sender IP is 203.0.113.7)\n smtp.mailfrom=post.example; dkim=pass (signature was verified)\n"
        " header.d=post.example;dmarc=pass action=none\n header.from=post.example;compauth=pass reason=100"
    ),
    "with a version, in other letters and quoted": f'"{US.upper()}" 1; DMARC = PASS header.from = "Post.Example"',
}


@pytest.mark.parametrize("kind", REAL)
def a_receivers_pass_vouches(kind: str) -> None:
    assert says(f"Authentication-Results: {REAL[kind]}", FROM)


NOT = {
    "nobody": (FROM,),
    "another server": (f"Authentication-Results: mx.evil.example; {PASSED}", FROM),
    "a failure": (f"Authentication-Results: {US}; dmarc=fail header.from=post.example", FROM),
    "a pass of something else": (f"Authentication-Results: {US}; dkim=pass header.d=post.example", FROM),
    "a pass of another domain": (f"Authentication-Results: {US}; dmarc=pass header.from=evil.example", FROM),
    "a pass of nothing": (f"Authentication-Results: {US}; dmarc=pass", FROM),
    "a pass and a failure": (f"Authentication-Results: {US}; {PASSED}; dmarc=fail header.from=post.example", FROM),
    "a forgery below what our server says": (
        f"Authentication-Results: {US}; dmarc=fail header.from=post.example",
        f"Authentication-Results: {US}; {PASSED}",
        FROM,
    ),
    "a comment": (f"Authentication-Results: {US}; spf=fail (see (this); {PASSED}) smtp.mailfrom=x", FROM),
    "an unclosed comment": (f"Authentication-Results: {US}; spf=fail (; {PASSED}", FROM),
    "a quoted sender": (f'Authentication-Results: {US}; spf=fail smtp.mailfrom="; {PASSED}"@evil.example', FROM),
    "an encoded sender": (
        f"Authentication-Results: {US}; spf=fail smtp.mailfrom==?utf-8?q?=3B_dmarc=3Dpass_header.from=3Dpost.example?=",
        FROM,
    ),
    "a name that begins alike": (f"Authentication-Results: {US}.evil.example; {PASSED}", FROM),
    "a pass for two authors": (f"Authentication-Results: {US}; {PASSED}", "From: wang@post.example, eve@evil.example"),
    "a pass for one of two From lines": (f"Authentication-Results: {US}; {PASSED}", "From: eve@evil.example", FROM),
    "a pass for no author": (f"Authentication-Results: {US}; {PASSED}", "From: nobody"),
}  # fmt: skip


@pytest.mark.parametrize("who", NOT)
def nothing_else_vouches(who: str) -> None:
    assert not says(*NOT[who])


def nobody_vouches_without_a_receiver() -> None:
    assert not says(f"Authentication-Results: ; {PASSED}", FROM, receiver="")
