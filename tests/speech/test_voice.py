"""What people wrote is shown as words: it mentions, links, steers and fences nothing, whoever speaks of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import commands as c
from bot.domain import events as e
from bot.domain import refusals as r
from bot.domain.plan import Plan
from bot.domain.plan.check.finding import error
from bot.domain.plan.evidence import gives_something
from bot.speech import checks, guide, log, terminal
from bot.speech.answers import answer
from bot.speech.refusals import refusal
from bot.speech.voice import Voice
from tests.speech import stage

EN = Voice("en")
ZH = Voice("zh-CN")
PLAIN = Voice("en", "plain", "Asia/Shanghai")
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "<!channel>",
                "<@U0LIN>",
                "<https://evil.example|click>",
                "`",
                "*",
                "_",
                "@here",
                "@channel",
                "&lt;",
                "\n",
                "{x}",
                "\x1b[2J",
                "\u202e",
                "a",
            ]
        ),
        max_size=12,
    ).map("".join),
)
DATE = re.compile(r"<!date\^\d+\^[^|<>`]*\|[^<>`]*>")


def assert_tame(text: str) -> None:
    """Nothing in angle brackets but our own dates, no open code span, no broadcast word, one line, no control."""
    bare = DATE.sub("", text)
    assert "<" not in bare
    assert ">" not in bare
    assert bare.count("`") % 2 == 0
    assert not re.search(r"@(channel|here|everyone)", bare, re.IGNORECASE)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", bare)


def named_by(words: str) -> Plan:
    """The stage's plan with these words wherever a plan has free text."""
    text = words.strip() or "x"
    data = stage.PLAN.model_dump(mode="json", exclude_defaults=True)
    data["people"]["chen"]["name"] = text
    data["roles"]["tester"]["name"] = {"zh": text, "en": text}
    data["systems"]["web"]["name"] = text
    data["phases"][0]["steps"][1] |= {"title": text, "asks": {"kind": "note", "text": text}}
    data["phases"][1]["name"] = text
    return Plan.model_validate(data)


@given(HOSTILE, st.sampled_from([EN, ZH]))
def what_a_person_wrote_is_tame_in_every_answer_and_in_the_record(words: str, voice: Voice) -> None:
    before = stage.release(*stage.signed([("chen", "1a/web")]), plan=named_by(words))
    given_words = words if gives_something(words) else "it works"
    commands: list[tuple[str, c.Command]] = [
        ("fu", c.Sign("1b/web", note=given_words)),
        ("fu", c.Note("1b/web", words)),
        ("chen", c.Block("1b/web", reason=words)),
        ("lin", c.Waive("1b/web", reason=given_words)),
        ("lin", c.Pause(reason=words)),
        ("lin", c.Withdraw("1a/web", reason=given_words)),
        ("lin", c.Assign("product", (c.Newcomer("U9", words),))),
        ("lin", c.NameStandIn(c.Newcomer("U9", words), "chen", stage.NOW)),
    ]
    for person, command in commands:
        done = stage.done(before, person, command)
        assert_tame(answer(voice, done, person))
        for line in log.lines(voice, done.after, done.events):
            assert_tame(line)


@given(HOSTILE, st.sampled_from([EN, ZH]))
def what_a_person_wrote_is_tame_in_every_refusal(words: str, voice: Voice) -> None:
    release = stage.release(*stage.signed([("chen", "1a/web")]), plan=named_by(words))
    at = stage.NOW
    asks = release.item("1b/web").step.asks
    assert asks
    for refused in (
        r.NotYourRole("1b/web", (r.RoleHolders("tester", "web", ("chen",)),)),
        r.TooEarly("1b/web", ("1a/web",), ("chen",)),
        r.AlreadyDone("1b/web", "chen", "tester", at),
        r.MissingEvidence("1b/web", asks),
        r.IsBlocked("1b/web", "chen", words, at),
        r.FourEyes("1b/web", "role", "tester", ("chen",)),
        r.NoSuchItem(words, (words,)),
        r.WhichItem("done", ("1b/web",), words),
        r.NoSuchName("role", words, (words,)),
        r.NoSuchName("user", words),
        r.Lacks("reason", f"block {words}"),
        r.Undoes(c.Withdraw("1a/web", words), ("1b/web",)),
        r.AlreadyRunning(words),
        r.NoRelease(words),
        r.WhichRelease((words,)),
        r.LinkTaken("chen", words),
        r.NotLinked("chen", ("chen",)),
        r.LeadOnly(("chen",)),
    ):
        assert_tame(refusal(voice, release, refused))
    assert_tame(refusal(voice, None, r.LeadOnly(("chen",)), release.plan))


@given(HOSTILE)
def what_stands_in_a_plan_or_a_line_is_tame_in_the_terminal_words(words: str) -> None:
    release = stage.release(plan=named_by(words))
    for text in (
        checks.finding(EN, error((), "unknown-name", what="role", name=words, near=words)),
        guide.whoami(EN, release, "chen", "U0CHEN"),
        terminal.no_person(EN, words, (words,)),
        terminal.no_release(EN, words),
        terminal.plan_is_usable(EN, release.plan),
    ):
        assert_tame(text)


@given(st.text(st.sampled_from("ma\u202e\u2066\u200e\u00ad\u2060\ufeff\u3164\U000e0041ster"), max_size=20))
def what_is_not_seen_or_turns_words_round_is_shown_by_its_number(words: str) -> None:
    for voice in (EN, PLAIN):
        shown = voice.quote(words, 1000)
        assert shown.isascii()
        assert re.sub(r"\[U\+[0-9A-F]{4,6}\]", "", shown) == "".join(filter(str.isascii, words))


def what_is_at_home_within_words_and_emoji_stays() -> None:
    for words in ("👩‍💻", "می‌خواهم", "שלום master"):
        assert EN.quote(words) == words


@given(HOSTILE)
def a_terminal_is_never_steered(words: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", PLAIN.quote(words))


def a_long_note_is_cut_in_slack_and_whole_on_the_command_line() -> None:
    note = "测" * 10_000
    done = stage.done(stage.release(*stage.signed([("chen", "1a/web")])), "fu", c.Sign("1b/web", note=note))
    in_slack = log.line(EN, done.after, done.events[0])
    assert in_slack.endswith(f"“{'测' * 299}…”")
    assert log.line(PLAIN, done.after, done.events[0]).endswith(f"“{note}”")


def a_list_stays_short_however_many_there_are() -> None:
    assert EN.few([str(n) for n in range(100)]) == "0, 1, 2, 3, 4, 5 and 94 more"
    assert ZH.few(["甲", "乙"]) == "甲、乙"


@pytest.mark.parametrize(
    ("length", "english", "chinese"),
    [
        (timedelta(days=1), "1 day", "1 天"),
        (timedelta(days=2, hours=3, minutes=4), "2 days 3 h", "2 天 3 小时"),
        (timedelta(minutes=200), "3 h 20 min", "3 小时 20 分钟"),
        (timedelta(seconds=30), "0 min", "0 分钟"),
    ],
)
def a_span_shows_its_two_largest_units(length: timedelta, english: str, chinese: str) -> None:
    assert (EN.span(length), ZH.span(length)) == (english, chinese)


def a_moment_is_shown_by_the_readers_clock_in_slack_and_by_a_named_zone_elsewhere() -> None:
    at = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)
    assert EN.moment(at) == "<!date^1796097600^{date_short_pretty} {time}|2026-12-01 04:00 UTC>"
    assert PLAIN.moment(at) == "2026-12-01 12:00 Asia/Shanghai"


def a_line_to_type_ends_before_the_next_sentence_begins() -> None:
    assert EN.sentences("Type `/release help`", "", "Done.") == "Type `/release help`. Done."
    assert ZH.sentences("请输入 `/release help`", "好。") == "请输入 `/release help`\u200b。好。"


def a_mention_notifies_only_where_it_is_asked_for() -> None:
    release = stage.release()
    assert EN.person(release, "fu") == "Fu"
    assert EN.mention(release, "fu") == "<@U0FU>"
    assert PLAIN.mention(release, "fu") == "Fu"
    assert EN.mention(release, "wu") == "Wu", "no account is known"


def an_event_of_a_person_the_plan_does_not_know_shows_their_name() -> None:
    done = stage.done(stage.release(), "lin", c.Assign("product", (c.Newcomer("U9", "Zoe"),)))
    assert isinstance(done.events[0], e.Assigned)
    assert EN.person(done.after, "U9") == "Zoe"
