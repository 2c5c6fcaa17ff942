"""Names the way Slack spells them: ids by a stable digest (a restart keeps them), timestamps that always grow."""

import hashlib
import itertools

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LENGTH = 9


def slack_id(prefix: str, *parts: str) -> str:
    """`U` + `0` and nine letters and digits, the same for the same parts."""
    number = int.from_bytes(hashlib.sha256("\0".join((prefix, *parts)).encode()).digest()[:8], "big")
    letters = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(_DIGITS))
        letters.append(_DIGITS[digit])
    return prefix + "0" + "".join(letters)


def secret(*parts: str) -> str:
    return hashlib.sha256("\0".join(("secret", *parts)).encode()).hexdigest()[:32]


class Mint:
    """Hands out what must be unique within one workspace."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = itertools.count(1)
        self._last_ts = 0

    def id(self, prefix: str) -> str:
        return slack_id(prefix, self._seed, str(next(self._count)))

    def token(self) -> str:
        return secret(self._seed, str(next(self._count)))

    def ts(self, now: float) -> str:
        """`1718000000.000100`: `now` in microseconds, pushed on where it would not grow."""
        self._last_ts = max(self._last_ts + 1, int(now * 1_000_000))
        seconds, micros = divmod(self._last_ts, 1_000_000)
        return f"{seconds}.{micros:06d}"
