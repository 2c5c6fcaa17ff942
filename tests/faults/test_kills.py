"""Kill −9 at every boundary between receive, commit, answer, claim, post and mark, over the whole boying release.

What was acknowledged is in the journal, nothing is visible twice, the cards are true in the end, the chain holds.
"""

from tests.faults.kills import OF_DELIVERIES, PATHS, of_deliveries, plays


def a_release_survives_its_bot_dying_at_every_boundary_by_every_way_in_in_every_phase() -> None:
    assert plays().uncrossed == ()


def the_rotation_takes_every_delivery_boundary_past_every_way_in() -> None:
    met = {death for phase in range(5) for death in of_deliveries(phase)}
    assert met == {(path, boundary) for path in PATHS for boundary in OF_DELIVERIES}
