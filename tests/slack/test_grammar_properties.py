"""What holds for any text at all: a line never breaks the grammar, and a named item is that item with that note."""

from html import escape

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import refusals as r
from bot.domain.plan.spelling import fold
from bot.domain.state.release import Release
from bot.talk import queries as q
from bot.talk.grammar.course import starting
from bot.talk.grammar.lines import release_named
from bot.talk.grammar.parse import parse
from bot.talk.grammar.registry import VERBS
from bot.talk.grammar.signing import AS
from bot.talk.grammar.verbs import Line
from tests.domain.plans import boying
from tests.slack.boying import STARTED, signed, started
from tests.slack.lines import typed

RELEASE: Release = signed(started(), "1b/boying-user", "1b/boying-web")
NAMES = [name for verb in VERBS for name in verb.names]
WORDS = [
    "1b", "1b/boying-user", "boying", "admin", "web", "3b-3", "3d", "<@U1>", "<@U7|w>", "<@", "for", "替", "until",
    "从", "至", "confirm", "as", "ops", "tester", "in", "boying-1.0.0", "在", "T+1d", "+2d", "99-99", "2021-06-20",
    "12:00", "24:00", "周五", "下周", ":", "/", "-", "@fucheng", "fucheng@boying.example", "<mailto:a|b>", "\n",
    "ſ", "İ", "①", "🚀",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=8).flatmap(
    lambda words: st.sampled_from(["", " ", "\u3000"]).map(lambda gap: gap.join(words))
)
PEOPLE = st.sampled_from(["shijiasheng", "fucheng", "licuiqi", ""])
ITEMS = st.sampled_from(sorted(RELEASE.layout.items))
NOTES = st.text(max_size=200).map(str.strip)


@given(st.text(max_size=400))
@example("in " * 5_000)
@example("." * 10_000 + "x")
@example("in a" + "." * 10_000 + "x")
def every_text_is_a_line_or_an_unknown_verb(text: str) -> None:
    parsed = parse(text)
    assert isinstance(parsed, Line | r.NoSuchName)
    if isinstance(parsed, Line):
        assert parsed.words in text
        assert parsed.verb in VERBS
        release_named(parsed, ["boying-1.0.0"])


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(NAMES), SENTENCES | st.text(max_size=60), PEOPLE, st.sampled_from(["slash", "cli", "button"]))
@example("standin", "for " * 2_000, "shijiasheng", "slash")
@example("standin", "a for " + "from " * 2_000, "shijiasheng", "slash")
@example("assign", "ops " + "x" * 10_000, "shijiasheng", "slash")
@example("done", "1b" + " boying" * 1_500, "fucheng", "slash")
def every_line_asks_for_something_or_is_refused(verb: str, words: str, by: str, via: str) -> None:
    asked = typed(f"{verb} {words}", by=by, release=RELEASE, via=via)  # type: ignore[arg-type]
    assert isinstance(asked, c.Command | q.Query | r.Refused)


KNOWN = [
    *(name for key, role in RELEASE.plan.roles.items() for name in (key, role.name.zh)),
    *RELEASE.plan.systems, *RELEASE.plan.environments, *RELEASE.plan.people, *RELEASE.layout.of_step,
    *(person.name for person in RELEASE.plan.people.values()), "A", "<@U7>", "master", "3f2a91c", "from", "for",
]  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(NAMES), st.lists(st.sampled_from(KNOWN), max_size=4), PEOPLE)
@example("assign", ["tester", "<@U7>", "boying-user"], "shijiasheng")
@example("deploy", ["test", "boying-user"], "fucheng")
def nobody_is_asked_whether_they_meant_what_they_typed(verb: str, words: list[str], by: str) -> None:
    asked = typed(" ".join((verb, *words)), by=by, release=RELEASE)
    near = asked.near if isinstance(asked, r.NoSuchName | r.NoSuchItem) else ()
    assert fold(getattr(asked, "name", "")) not in map(fold, near)


@given(SENTENCES | st.text(max_size=60))
def every_start_is_at_a_moment_or_refused(words: str) -> None:
    line = parse(f"start {words}")
    assert isinstance(line, Line)
    at = starting(line, boying(), STARTED)
    assert isinstance(at, r.NoSuchName) or at.utcoffset() is not None


def spellings(item: str) -> list[str]:
    step, _, system = item.partition("/")
    steps = [step, step.upper(), step.replace("-", "_"), step.replace("-", "–"), step.replace("-", ""), _wide(step)]
    if not system:
        return steps
    systems = [system, system.title(), system.replace("-", "_"), system.replace("-", ""), _wide(system)]
    return [
        f"{one}{gap}{other}" for one in steps for other in systems for gap in ("/", " ", "  ", "\u3000", ": ", "：")
    ]


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@settings(max_examples=300)
@given(st.data(), ITEMS, NOTES)
def an_item_in_any_spelling_is_that_item_with_exactly_that_note(data: st.DataObject, item: str, note: str) -> None:
    assume(not AS.match(note))
    assume(RELEASE.item(item).step.meeting != "call")  # its words say when and where
    name = data.draw(st.sampled_from(spellings(item)))
    verb = data.draw(st.sampled_from(["done", "完成", "DONE"]))
    asked = typed(f"{verb} {name} {escape(note, quote=False)}", release=RELEASE)
    assert asked == c.Sign(item, note)


@given(st.sampled_from(sorted(k for k, i in RELEASE.layout.items.items() if i.system)), NOTES)
def a_note_that_begins_with_a_system_changes_no_item(item: str, note: str) -> None:
    note = f"works {note}".strip()
    for word in ("web", "boying-user", "admin-web", "-web", "/boying-web"):
        assert typed(f"done {item} {word} {escape(note, quote=False)}") == c.Sign(item, f"{word} {note}".strip())


def no_spelling_of_one_item_is_a_spelling_of_another() -> None:
    owners: dict[str, str] = {}
    for item in RELEASE.layout.items:
        for spelling in spellings(item):
            assert owners.setdefault(spelling, item) == item
