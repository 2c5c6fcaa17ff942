"""Something else is connected to Slack as this app, and takes some of what Slack sends."""

from bot.app import Bot
from tests.evidence import typed
from tests.scenarios.screen import words_of
from tests.scenarios.stage import Stage, stage, until
from tests.scenarios.wire import forgotten_laptop


def _goes_by(s: Stage) -> None:
    s.clock.move(15)


def whoever_else_takes_what_slack_sends_is_told_of_and_what_they_took_counts() -> None:
    with stage("socket") as s:
        lead, chen, fang = s.cast("shijiasheng", "chenxiaowen", "fanghao")
        lead.types("/release start")
        fang.delivers("1a-4")
        with forgotten_laptop(s.server):
            line = s.bot._socket  # noqa: SLF001
            assert line
            line.renew()  # as Slack asks for every few hours

            def said() -> list[str]:
                _goes_by(s)
                return [words for words in map(words_of, lead.dms()) if "bot doctor" in words]

            until(lambda: bool(said()), "word of the other connection")
            assert "1 个别的程序" in said()[0]
            assert any("SLACK_APP_TOKEN" in problem for problem in s.bot.problems())

            fang.hands.reacts("✅", lead.card())  # one for each connection
            chen.hands.says(typed(s.plan, "1b"), None, chen.prompt("1b/boying-admin-web"))

            def counts() -> bool:
                _goes_by(s)
                known = s.release().records
                return bool(known["1a-1/boying-database"].signatures and known["1b/boying-admin-web"].remarks)

            until(counts, "what the other one took")

        def is_over() -> bool:
            _goes_by(s)
            return not s.bot.problems()

        until(is_over, "the end of the other connection")
        assert len(said()) == 1


def the_bots_on_one_database_know_of_each_other() -> None:
    with stage("socket") as s:
        second = Bot(s._settings, s.plan, s.now)  # noqa: SLF001 - a replica: all is the same
        second.start()
        try:

            def is_judged() -> bool:
                _goes_by(s)
                return bool(second._company and second._company._judged)  # noqa: SLF001 - nothing is to be seen of it

            until(is_judged, "a look at who is connected")
            assert not [problem for problem in second.problems() if "SLACK_APP_TOKEN" in problem]
            assert not second._company._suspects  # type: ignore[union-attr]  # noqa: SLF001 - nor of this
        finally:
            second.stop()
