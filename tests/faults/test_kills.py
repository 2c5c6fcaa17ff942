"""Kill −9 at every boundary between receive, commit, answer, claim, post and mark, over the whole boying release.

What was acknowledged is in the journal, nothing is visible twice, the cards are true in the end, the chain holds.
"""

from tests.faults.kills import OF_COMMANDS, OF_DELIVERIES, PATHS, SEEN, of_commands, of_deliveries, plays


def a_release_survives_its_bot_dying_at_every_boundary_in_every_phase() -> None:
    assert plays().uncrossed == ()


def the_rotation_takes_every_boundary_past_every_way_in() -> None:
    met = {death for phase in range(5) for death in (*of_commands(phase), *of_deliveries(phase))}
    every = {(path, boundary) for path in PATHS for boundary in (*OF_COMMANDS, *OF_DELIVERIES)}
    assert every - met == {("tick", "command.answered"), ("tick", SEEN)}, "nobody asked the clock"
