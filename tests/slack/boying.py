"""The boying release at interesting moments, for tests of what people see."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain.history import begin, evolve
from bot.domain.plan import Plan
from bot.domain.reading.reminding import by_itself
from bot.domain.reading.standing import empty_roles, may_sign
from bot.domain.rules import decide
from bot.domain.state.release import Release
from bot.plans.file import calendar_of
from bot.rehearse.evidence import evidence
from bot.rehearse.groundwork import groundwork, opens_at
from tests.domain.plans import boying
from tests.domain.story import agreed
from tests.once import once

STARTED = datetime(2021, 6, 1, 1, 0, tzinfo=UTC)
GO_LIVE = datetime(2021, 6, 14, 4, 0, tzinfo=UTC)
EVIDENCE = "https://boying.example/report"
LINKS = {"shijiasheng": "U1", "licuiqi": "U2", "chenxiaowen": "U3", "fanghao": "U4", "fucheng": "U5"}


@once
def started(of: Plan | None = None, links: dict[str, str] | None = None) -> Release:
    known = of or boying()
    return begin(
        e.Started(
            at=STARTED,
            by=known.roles[known.lead].people[0],
            via="slash",
            release=known.release,
            plan=known,
            go_live=GO_LIVE,
            calendar=calendar_of(known),
            links=LINKS if links is None else links,
            punctual=True,
        )
    )


@once
def after(release: Release, person: str, command: c.Command, now: datetime = STARTED) -> Release:
    """The state once this person's command has been decided; a refusal is a mistake of the test."""
    asking = c.Actor(person, LINKS.get(person, ""), "slash")
    decided = decide(release, agreed(release, command, asking, now), asking, now)
    assert isinstance(decided, tuple), decided
    for event in decided:
        release = evolve(release, event)
    return release


@once
def signed(release: Release, *keys: str, now: datetime = STARTED) -> Release:
    """Each item signed by everybody it takes."""
    for key in keys:
        while people := may_sign(release, key, now):
            release = after(release, people[0], c.Sign(key, evidence(release, key, EVIDENCE)), now)
    return release


@once
def settled(release: Release, phase: int, now: datetime = STARTED) -> Release:
    """The phase worked off, item by item, vacancies filled by the lead."""
    while release.unsettled[phase]:
        release = _moved_on(release, release.layout.phases[phase], now)
    return release


@once
def worked_up_to(release: Release, key: str, now: datetime = STARTED) -> Release:
    """The item's turn has come."""
    while release.standing(key) != "open":
        release = _moved_on(release, tuple(release.layout.items), now)
    return release


def _moved_on(release: Release, keys: Iterable[str], now: datetime) -> Release:
    """The next thing is done that can be: a signature, what it takes besides, or a name for an empty role."""
    for key in keys:
        at = opens_at(release, key, now) or now
        if deeds := groundwork(release, key, at):
            for deed in deeds:
                release = after(release, deed.person, deed.command, at)
            return release
        if may_sign(release, key, at):
            return signed(release, key, now=at)
        if empty := empty_roles(release, release.item(key)) if release.standing(key) == "blocked" else ():
            return after(release, "shijiasheng", c.Assign(empty[0], ("licuiqi",)), at)
    return after(release, "", c.Tick(), min(each.at for each in by_itself(release)))  # time alone can do something


@once
def in_the_middle() -> tuple[Release, datetime]:
    """Phase 1, a week in: some signed, one blocked with a reason, one without, one waived, one watched, some late."""
    now = STARTED + timedelta(days=6, hours=3)
    release = started()
    release = signed(release, *(f"1a-1/{system}" for system in release.plan.systems))
    release = signed(release, "1a-2/boying-database", "1a-2/boying-user", "1a-4")
    release = after(release, "shijiasheng", c.Waive("1b/boying-web", "上一版的用例仍然适用 <!channel> & Co."), now)
    release = after(
        release, "fucheng", c.Block("1b/boying-admin", "文档还没有给到，缺少接口说明"), now - timedelta(hours=5)
    )
    release = after(release, "fanghao", c.Block("1a-3/boying-user", ""), now - timedelta(hours=1))
    return after(release, "fucheng", c.Watch("1b/boying-user"), now - timedelta(minutes=20)), now
