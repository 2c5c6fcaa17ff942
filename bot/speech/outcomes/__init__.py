"""What came of a command: `told` to whoever acted, `what` stands in the record, the `refusal`. One file a subject.

`words`: what a person wrote with an event; `items`: whose record it is part of. Neither where a subject has none.
"""

from bot.domain.refusals import Refused
from bot.domain.state.release import Release


def given(release: Release | None, refused: Refused) -> Release:
    """The release that refused: few refusals can be worded without one."""
    if release is None:
        raise ValueError(f"{type(refused).__name__} is a refusal by a release, and none is given")
    return release
