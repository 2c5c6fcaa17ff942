"""Whether a webhook is signed with our secret, compared in constant time. Pure; what it says is not looked at."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

TOLERANCE = timedelta(minutes=5)
DIGITS = 12  # epoch seconds for thirty thousand years
NOT_OURS = "the signature is not ours"


def body_refusal(secret: str, body: bytes, signature: str) -> str:
    """Why `sha256=<hex>` over the body, as GitHub and WebSub (Jira) send it, is refused; "" when it is ours."""
    return "" if same(f"sha256={_digest(secret, body)}", signature) else NOT_OURS


def dated_refusal(secret: str, body: bytes, stamp: str, signature: str, now: datetime) -> str:
    """Why `v0=<hex>` over `v0:{stamp}:{body}` is refused; "" when it is ours and of these five minutes."""
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= DIGITS):
        return "X-Release-Timestamp is not in epoch seconds"
    if not same(dated(secret, body, stamp), signature):
        return NOT_OURS
    if abs(now.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        return "the timestamp is more than five minutes away from now; sign and send it again"
    return ""


def dated(secret: str, body: bytes, stamp: str) -> str:
    """The signature that `dated_refusal` accepts."""
    return f"v0={_digest(secret, f'v0:{stamp}:'.encode() + body)}"


def _digest(secret: str, signed: bytes) -> str:
    return hmac.new(secret.encode(), signed, sha256).hexdigest()


def same(expected: str, given: str) -> bool:
    """In constant time."""
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))
