"""Every kind of message at a telling moment of the boying release, word for word in both languages."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.domain import commands as c
from bot.domain import notices as n
from bot.domain import refusals as r
from bot.domain.commands import Abort, Pause
from bot.domain.plan import Language
from bot.domain.state.release import Release
from bot.slack.pictures import forms, home, notices, status
from bot.slack.pictures.picture import Picture
from bot.speech.delivery import Trouble
from bot.speech.voice import Voice
from bot.talk.forms.reasons import ReasonForm
from bot.talk.forms.signing import EvidenceForm
from bot.talk.grammar.lines import line
from tests.slack.boying import STARTED, after, in_the_middle, settled, signed, started
from tests.slack.limits import broken_by, broken_by_view
from tests.slack.snapshot import kept

PLACES = {"card:0": "https://boying.slack.com/archives/C1/p1", "card:1": "https://boying.slack.com/archives/C1/p2"}
LATE = ("1a-2/boying-admin", "1a-2/boying-web", "1a-2/boying-admin-web")
Scene = Callable[[Voice], Picture]


def _shown(notice: n.Notice, release: Release, now: datetime = STARTED) -> Scene:
    return lambda voice: notices.render(notice, release, voice, now, PLACES)


def _scenes() -> dict[str, Scene]:
    middle, now = in_the_middle()
    tested = settled(started(), 0)
    over = tested
    for phase in range(1, len(over.plan.phases)):
        over = settled(over, phase)
    over = after(over, "", c.Tick(), over.go_live)
    vacant = started()
    while "1e" not in (k for k in vacant.layout.items if vacant.standing(k) == "blocked"):
        vacant = _one_step_on(vacant)
    lead = "shijiasheng"
    scenes: dict[str, Scene] = {
        "card-fresh": _shown(n.Card(phase=0), started()),
        "card-middle": _shown(n.Card(phase=0), middle, now),
        "card-settled": _shown(n.Card(phase=0), tested),
        "card-next": _shown(n.Card(phase=1), tested),
        "card-vacant": _shown(n.Card(phase=0), vacant),
        "card-closed-again": _shown(n.Card(phase=1), started()),
        "card-paused": _shown(n.Card(phase=0), after(middle, lead, Pause("等待审批"), now), now),
        "card-aborted": _shown(n.Card(phase=0), after(middle, lead, Abort("改下个版本"), now), now),
        "card-finished": _shown(n.Card(phase=4), over),
        "prompt-fresh": _shown(n.Prompt(person="fucheng", items=_mine(started(), "fucheng")), started()),
        "prompt-middle": _shown(n.Prompt(person="fucheng", items=_mine(started(), "fucheng")), middle, now),
        "prompt-settled": _shown(n.Prompt(person="fucheng", items=_mine(started(), "fucheng")), tested),
        "reminder": _shown(n.Reminder(person="fucheng", matter="soon", items=("1b/boying-user",)), middle, now),
        "reminder-late": _shown(n.Reminder(person="fanghao", matter="overdue", items=LATE, late=True), middle, now),
        "escalation-channel": _shown(n.Escalation(person="", items=LATE), middle, now),
        "escalation-lead": _shown(n.Escalation(person=lead, items=LATE), middle, now),
        "escalation-settled": _shown(n.Escalation(person="", items=LATE), tested),
        "vacancy": _shown(n.Vacancy(person=lead, items=("1e",)), vacant),
        "vacancy-filled": _shown(n.Vacancy(person=lead, items=("1e",)), tested),
        "obstacle-thread": _shown(n.Obstacle(person="", item="1b/boying-admin"), middle, now),
        "obstacle-lead": _shown(n.Obstacle(person=lead, item="1b/boying-admin"), middle, now),
        "obstacle-gone": _shown(n.Obstacle(person=lead, item="1b/boying-admin"), tested),
        "why-blocked": _shown(n.WhyBlocked(person="fanghao", item="1a-3/boying-user"), middle, now),
        "why-blocked-answered": _shown(n.WhyBlocked(person="fucheng", item="1b/boying-admin"), middle, now),
        "voided": _shown(n.Voided(person="fucheng", items=("1b/boying-user",), because="1a-4"), middle, now),
        "override": _shown(n.OverrideTold(item="1b/boying-web"), middle, now),
        "override-gone": _shown(n.OverrideTold(item="1b/boying-web"), started()),
        "named-role": _shown(n.Appointed(person="fucheng", role="tester", system="boying-web"), middle, now),
        "named-stand-in": _shown(n.Appointed(person="fucheng", instead_of="licuiqi", until=now), middle, now),
        "unlinked": _shown(n.Unlinked(person=lead, people=("licuiqi", "fucheng")), started(links={})),
        "unlinked-done": _shown(n.Unlinked(person=lead, people=("licuiqi", "fucheng")), started()),
        "status-middle": lambda voice: status.status(voice, middle, lead, now, (Trouble("message", mend="find"),)),
        "status-finished": lambda voice: status.status(voice, over, lead, now),
        "mine": lambda voice: status.mine(voice, middle, "fucheng", now),
        "mine-nothing": lambda voice: status.mine(voice, over, "fucheng", now),
        "why-release": lambda voice: status.why(voice, middle, "", "fucheng", now),
        "choose": lambda voice: status.choose(voice, middle, r.WhichItem("block", LATE, "缺数据")),
        "confirm-undo": lambda voice: status.confirm(voice, middle, r.Undoes(c.Withdraw("1a-4", "写错了"), LATE)),
        "confirm-abort": lambda voice: status.confirm(voice, middle, r.EndsRelease(c.Abort("改期"), LATE)),
    }
    for name in ("paused", "resumed", "aborted", "rescheduled", "finished"):
        turned = n.CourseTurn.model_validate({"turn": name, "by": lead, "reason": "等 <!here>"})
        scenes[f"turn-{name}"] = _shown(turned, started())
    for item in ("1c/boying-web", "1b/boying-admin", "1a-1/boying-web", "1a-2/boying-web", "1b/boying-web", "2-gate"):
        scenes[f"why-{item.replace('/', '-')}"] = _why(middle, item, now)
    return scenes


def _why(release: Release, item: str, now: datetime) -> Scene:
    return lambda voice: status.why(voice, release, item, "fanghao", now)


def _mine(release: Release, person: str) -> tuple[str, ...]:
    return tuple(status.my_items(release, person, STARTED))


def _one_step_on(release: Release) -> Release:
    return signed(release, *(k for k in release.layout.items if release.standing(k) == "open"))


SCENES = _scenes()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("scene", SCENES)
def every_message_reads_as_it_was_approved(scene: str, language: Language) -> None:
    picture = SCENES[scene](Voice(language, zone="Asia/Shanghai"))
    seen = {"text": picture.text, "blocks": list(picture.blocks), "live": picture.live}
    assert seen == kept(f"{scene}.{language}", seen)
    assert broken_by(picture) == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def every_view_reads_as_it_was_approved(language: Language) -> None:
    voice = Voice(language, zone="Asia/Shanghai")
    (middle, now), item = in_the_middle(), "1b/boying-user"
    seen = {
        "home": home.home(voice, middle, "fucheng", now),
        "home-stranger": home.home(voice, middle, "somebody", now),
        "evidence": forms.view(voice, EvidenceForm(middle, line("done", "boying-1.0.0", item), item)),
        "reason": forms.view(voice, ReasonForm(middle, line("block", "boying-1.0.0", item), c.Block(item))),
    }
    assert seen == kept(f"views.{language}", seen)
    assert [broken_by_view(view) for view in seen.values()] == [[]] * len(seen)
