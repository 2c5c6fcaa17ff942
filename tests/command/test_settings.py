"""The environment: read once, and all that is wrong with it told at once."""

import pytest

from bot.settings import SettingsWrong, SlackSettings, StoreSettings, read
from bot.speech.voice import Voice

EN = Voice("en", "plain")
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def wrong(environment: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsWrong) as told:
        read(SlackSettings, environment, EN)
    return told.value.problems


def nothing_set_is_told_whole() -> None:
    assert wrong({}) == [
        "SLACK_BOT_TOKEN is not set; it looks like xoxb-….",
        "Set SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP).",
    ]


def every_wrong_variable_is_told_at_once_and_no_token_is_repeated() -> None:
    told = wrong(
        {**TOKENS, "SLACK_BOT_TOKEN": "secret", "PORT": "many", "LOG_LEVEL": "loud", "DATABASE_URL": "mysql://x"}
    )
    assert [line.split()[0] for line in told] == ["DATABASE_URL", "LOG_LEVEL", "SLACK_BOT_TOKEN", "PORT"]
    assert "secret" not in "".join(told)


def a_signing_secret_without_a_port_is_no_way_in() -> None:
    assert len(wrong({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "0123456789"})) == 1


def an_app_token_means_socket_mode_and_blank_variables_are_as_if_not_set() -> None:
    settings = read(SlackSettings, {**TOKENS, "PORT": " ", "PLAN": ""}, EN)
    assert (settings.port, str(settings.plan), settings.slack_app_token) == (None, "plan.yaml", "xapp-1")


def the_command_line_needs_no_tokens() -> None:
    assert read(StoreSettings, {}, EN).database_url == "sqlite:///release-captain.db"
