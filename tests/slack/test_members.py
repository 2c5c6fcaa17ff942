"""Who is of our workspace: Slack's user objects in every shape they come in, and what they let somebody do."""

from typing import Any

import pytest

from bot.domain.reading.accounts import hindrance, lets_in
from bot.record.lookup import Member
from bot.slack.members import Workspace, as_told, belongs, member_of

OURS, THEIRS, ORGANISATION = "T0OURS", "T0THEIRS", "E0ORG"
ALONE, IN_A_GRID = Workspace(OURS), Workspace(OURS, ORGANISATION)


def user(**said: Any) -> dict[str, Any]:
    return {"id": "U1", "name": "ann", "profile": {"real_name": "Ann", "email": "Ann@office.example"}, **said}


def of_grid(*teams: str, enterprise: str = ORGANISATION) -> dict[str, Any]:
    return {"id": "U1", "enterprise_id": enterprise, "enterprise_name": "Org", "teams": list(teams)}


HERE, ELSEWHERE, UNSAID = "here", "elsewhere", ""
SHAPES = {
    "a workspace of its own, its own member": (ALONE, user(team_id=OURS), HERE),
    "… whose home only the profile names": (ALONE, user(profile={"team": OURS}), HERE),
    "… whose home nobody names": (ALONE, user(), UNSAID),
    "Slack Connect: another company's": (ALONE, user(team_id=THEIRS), ELSEWHERE),
    "… who says not to be a stranger": (ALONE, user(team_id=THEIRS, is_stranger=False), ELSEWHERE),
    "… of no shared channel": (ALONE, user(team_id=THEIRS, is_stranger=True), ELSEWHERE),
    "… a stranger without a home": (ALONE, user(is_stranger=True), ELSEWHERE),
    "… of a company with an organisation": (
        ALONE,
        user(team_id=THEIRS, enterprise_user=of_grid(THEIRS, enterprise="E0OTHER")),
        ELSEWHERE,
    ),
    "an organisation: at home with us": (IN_A_GRID, user(team_id=OURS, enterprise_user=of_grid(OURS)), HERE),
    "… at home in another workspace, and in ours": (
        IN_A_GRID,
        user(team_id=THEIRS, enterprise_user=of_grid(THEIRS, OURS)),
        HERE,
    ),
    "… at home in the organisation, and in ours": (
        IN_A_GRID,
        user(team_id=ORGANISATION, enterprise_user=of_grid(THEIRS, OURS)),
        HERE,
    ),
    "… without a home, in ours": (IN_A_GRID, user(team_id="", enterprise_user=of_grid(OURS)), HERE),
    "… in ours by the list of teams alone": (IN_A_GRID, user(team_id=THEIRS, teams=[OURS]), HERE),
    "… in other workspaces only": (
        IN_A_GRID,
        user(team_id=THEIRS, enterprise_user=of_grid(THEIRS)),
        ELSEWHERE,
    ),
    "… at home in the organisation, its workspaces unsaid": (IN_A_GRID, user(team_id=ORGANISATION), UNSAID),
    "… of the organisation, its workspaces unsaid": (
        IN_A_GRID,
        user(team_id=THEIRS, enterprise_user=of_grid()),
        UNSAID,
    ),
    "… without a home, nothing said": (IN_A_GRID, user(), UNSAID),
    "… another company's, met in a shared channel": (IN_A_GRID, user(team_id=THEIRS), ELSEWHERE),
    "… another organisation's, its workspaces unsaid": (
        IN_A_GRID,
        user(team_id=THEIRS, enterprise_user=of_grid(enterprise="E0OTHER")),
        ELSEWHERE,
    ),
    "… a stranger whatever else is said": (
        IN_A_GRID,
        user(team_id=OURS, is_stranger=True, enterprise_user=of_grid(OURS)),
        ELSEWHERE,
    ),
}


@pytest.mark.parametrize(("ours", "said", "expected"), SHAPES.values(), ids=SHAPES)
def a_user_object_says_where_somebody_belongs(ours: Workspace, said: dict[str, Any], expected: str) -> None:
    assert belongs(said, ours) == expected
    assert member_of(said, ours).belongs == expected


def known(belongs: str = HERE, *, active: bool = True, guest: bool = False) -> Member:
    return Member("U1", belongs, "ann@office.example", "Ann", "en-GB", "Europe/Paris", active=active, guest=guest)


ACTS = {
    "of ours, from ours": (known(), OURS, True),
    "of ours, from another workspace of the organisation": (known(), THEIRS, True),
    "of ours, from where Slack does not say": (known(), "", True),
    "unsaid, from ours": (known(UNSAID), OURS, True),
    "unsaid, from another": (known(UNSAID), THEIRS, False),
    "unsaid, from where Slack does not say": (known(UNSAID), "", True),
    "another's, from theirs": (known(ELSEWHERE), THEIRS, False),
    "another's, in a channel shared with us": (known(ELSEWHERE), OURS, False),
    "another's, from where Slack does not say": (known(ELSEWHERE), "", False),
    "a guest, from ours": (known(guest=True), OURS, False),
    "switched off, from ours": (known(active=False), OURS, False),
    "nobody we know, from ours": (None, OURS, True),
    "nobody we know, from another": (None, THEIRS, False),
}


@pytest.mark.parametrize(("account", "acting_from", "expected"), ACTS.values(), ids=ACTS)
def an_account_is_let_in_or_not(account: Member | None, acting_from: str, *, expected: bool) -> None:
    assert lets_in(account, acting_from, OURS) is expected


def only_a_full_active_member_of_ours_may_act() -> None:
    assert [hindrance(known()), hindrance(known(UNSAID))] == [None, None]
    assert hindrance(known(ELSEWHERE, guest=True)) == "elsewhere"
    assert hindrance(known(guest=True)) == "guest"
    assert hindrance(known(active=False, guest=True)) == "gone"


def an_event_leaves_what_it_does_not_say_as_it_was_known() -> None:
    told = as_told(user(team_id=THEIRS, tz="Asia/Shanghai"), IN_A_GRID, known())
    assert (told.belongs, told.locale, told.zone) == (HERE, "en-GB", "Asia/Shanghai")
    assert as_told(user(team_id=THEIRS, is_stranger=True), IN_A_GRID, known()).belongs == ELSEWHERE
    assert as_told(user(team_id=OURS), IN_A_GRID, known(ELSEWHERE)).belongs == HERE
