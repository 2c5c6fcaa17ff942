"""The demo's time: runs as fast as any other, from whatever moment it is set to."""

import time

from sandbox import Clock


class Dial:
    """The source of a workspace's clock, which by itself only moves forward."""

    def __init__(self, moment: float) -> None:
        """`moment`: seconds since the epoch."""
        self._offset = moment - time.monotonic()

    def __call__(self) -> float:
        return time.monotonic() + self._offset

    def set(self, clock: Clock, moment: float) -> None:
        """Set the clock that follows this dial to `moment`, back too; whoever follows it is told."""
        self._offset += moment - clock.now()
        clock.move(0)
