"""What happened to emoji while nobody listened, worked out of what is known and what is shown."""

import pytest

from bot.record.lookup import Known
from bot.talk.missed import Change, Mark, missed

CHEN, FANG = "U1", "U2"
TICK, CROSS = "white_check_mark", "x"


def known(user: str, emoji: str, *, present: bool, at: int = 5) -> Known:
    return Known(user, emoji, present, at)


@pytest.mark.parametrize(
    ("last", "shown", "happened"),
    [
        ([], [], []),
        ([], [(CHEN, TICK)], [(CHEN, TICK, True, 0)]),
        ([known(CHEN, TICK, present=True)], [(CHEN, TICK)], []),
        ([known(CHEN, TICK, present=True)], [], [(CHEN, TICK, False, 5)]),
        ([known(CHEN, TICK, present=False)], [], []),
        ([known(CHEN, TICK, present=False)], [(CHEN, TICK)], [(CHEN, TICK, True, 5)]),
        ([], [(FANG, TICK), (CHEN, TICK), (FANG, TICK)], [(FANG, TICK, True, 0), (CHEN, TICK, True, 0)]),
        (
            [known(CHEN, TICK, present=True)],
            [(CHEN, CROSS), (FANG, TICK)],
            [(CHEN, TICK, False, 5), (CHEN, CROSS, True, 0), (FANG, TICK, True, 0)],
        ),
        ([known(CHEN, "+1", present=True)], [(CHEN, "+1"), (CHEN, "+1::skin-tone-3")],
         [(CHEN, "+1::skin-tone-3", True, 0)]),
    ],
)  # fmt: skip
def what_differs_is_what_happened_withdrawals_first(
    last: list[Known], shown: list[tuple[str, str]], happened: list[tuple[str, str, bool, int]]
) -> None:
    found = missed(last, [Mark(*each) for each in shown])
    assert list(found) == [Change(Mark(user, emoji), came, after) for user, emoji, came, after in happened]
