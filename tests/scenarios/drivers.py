"""Ways of working a release off. Each decides from what its person has on her screen, never from the bot's insides.

A way takes a person, lets her do what she is asked for, and tells what she did: the items, and how. What it takes
besides signatures is the same whichever way is gone: `prepare` reads it off the release.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

from bot.domain.state.release import Release
from bot.rehearse.groundwork import groundwork, opens_at
from sandbox.state.records import Message
from tests.evidence import WORDS, calls_meeting, typed
from tests.scenarios.people import Someone
from tests.scenarios.screen import asked_for, lines_of
from tests.scenarios.stage import Stage


@dataclass(frozen=True)
class Did:
    person: str
    item: str
    via: Literal["slash", "button", "reaction"]


Way = Callable[[Someone], list[Did]]


@dataclass(frozen=True)
class Situation:
    """It happens once, at the first moment between two turns at which `when` holds; what it signs is told."""

    when: Callable[[Release], bool]
    happens: Callable[[Stage], list[Did]]


def work_off(stage: Stage, way: Way, woven: Iterable[Situation] = ()) -> list[Did]:
    """Everybody in turn does what she is asked for, until nobody is asked for anything. Told is what was signed.

    All that is woven in has happened by then.
    """
    done: list[Did] = []
    left = list(woven)
    while True:
        fresh = _what_comes_about(stage, left)
        prepared = prepare(stage)
        for person in stage.cast():
            fresh += [*_what_comes_about(stage, left), *way(person)]
        done += fresh
        if not fresh and not prepared:
            assert not left, f"{len(left)} situations never came about"
            return done


def _what_comes_about(stage: Stage, left: list[Situation]) -> list[Did]:
    """Once it has happened, a situation is no longer left."""
    signed: list[Did] = []
    for situation in [each for each in left if each.when(stage.release())]:
        left.remove(situation)
        signed += situation.happens(stage)
    return signed


def prepare(stage: Stage) -> bool:
    """What else there is to do before somebody can sign, typed by whoever may; whether there was anything.

    Whoever calls the meeting signs so, and does it her own way.
    """
    release, prepared = stage.release(), False
    for key in release.layout.items:
        if opens := opens_at(release, key, stage.now()):
            stage.comes(opens)
        calls = release.item(key).step.meeting == "call"
        deeds = () if calls else groundwork(release, key, stage.now())
        for deed in deeds:
            stage.person(deed.person).types(deed.typed)
            prepared = True
        release = stage.release() if deeds else release
    return prepared


def by_command(person: Someone) -> list[Did]:
    """Reads `/release mine` and types the line for each item there."""
    wanted = asked_for(person.asks("/release mine", "dm"))
    for item, release in wanted:
        person.types(f"/release done {item} {typed(person.place.plan, item)} in {release}", "dm")
    return [Did(person.key, item, "slash") for item, _ in wanted]


def by_button(person: Someone) -> list[Did]:
    """Presses the buttons under the messages the bot wrote to her, and fills in the form that opens."""
    return [did for message in person.dms() for did in _pressed(person, message)]


def _pressed(person: Someone, message: Message) -> Iterator[Did]:
    while asked := asked_for(person.again(message)):
        yield _press(person, message, *asked[0])
        assert asked_for(person.again(message)) != asked, f"{person.key} pressed for {asked[0]} and is asked still"


def by_reaction(person: Someone) -> list[Did]:
    """Replies with the evidence in the message's thread and reacts; where the bot asks which item, she presses it."""
    return [did for message in person.dms() for did in _reacted(person, message)]


def _reacted(person: Someone, message: Message) -> Iterator[Did]:
    sign = person.place.plan.reactions.sign
    while asked := asked_for(person.again(message)):
        if calls_meeting(person.place.plan, asked[0][0]):
            yield _press(person, message, *asked[0])
            continue
        for item, _ in asked:
            words = typed(person.place.plan, item) or WORDS
            person.says(f"{item} {words}" if len(asked) > 1 else words, thread=message)
        if any(r.name == sign and person.id in r.users for r in person.again(message).reactions):
            person.unreacts(sign, on=message)
        person.reacts(sign, on=message)
        if len(asked) == 1:
            via: Literal["reaction", "button"] = "button" if _says_yes(person, asked[0][0]) else "reaction"
            yield Did(person.key, asked[0][0], via)
            continue
        question = person.whisper()
        for item, release in asked_for(question):
            yield _press(person, question, item, release)


def mixed() -> Way:
    """Every time somebody does it another way."""
    ways = cycle((by_reaction, by_command, by_button))

    def way(person: Someone) -> list[Did]:
        return next(ways)(person)

    return way


def _press(person: Someone, message: Message, item: str, release: str) -> Did:
    person.clicks(message, value=f"done {item} in {release}")
    if person.form:
        errors = person.completes(item)
        assert not errors, errors
        assert person.form is None
    _says_yes(person, item)
    return Did(person.key, item, "button")


def _says_yes(person: Someone, item: str) -> bool:
    """Whether what would go live was shown to her first; she says that it is so."""
    shown = next((message for message in reversed(person.hands.ephemerals) if message.bot_id), None)
    yes = next((said for said in lines_of(shown) if said.startswith(f"done {item} confirm ")), None) if shown else None
    if shown and yes:
        person.clicks(shown, value=yes)
    return yes is not None
