"""The environment: read once, and all that is wrong with it told at once."""

from pathlib import Path

import pytest

from bot.mail.addresses import ImapServer, Mailbox, SmtpServer
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


def no_mail_is_needed_and_it_is_read_where_it_is_set_up() -> None:
    assert read(SlackSettings, TOKENS, EN).smtp_url is None
    mail = {
        "SMTP_URL": "smtp://u:p@mail.example",
        "MAIL_FROM": "发布助手 <c@bot.example>",
        "IMAP_URL": "imaps://u:p@mail.example",
        "MAIL_AUTHSERV_ID": "mx.example",
    }
    settings = read(SlackSettings, {**TOKENS, **mail}, EN)
    assert settings.smtp_url == SmtpServer("mail.example", 587, "u", "p")
    assert settings.mail_from == Mailbox("发布助手", "c@bot.example")
    assert settings.imap_url == ImapServer("mail.example", 993, "u", "p")
    assert settings.mail_authserv_id == "mx.example"


def a_secret_that_is_being_changed_stands_beside_the_one_before() -> None:
    settings = read(SlackSettings, {**TOKENS, "ALERTS_SECRET": f"{'n' * 16}\n{'o' * 16}"}, EN)
    assert settings.alerts_secret == ("n" * 16, "o" * 16)
    assert wrong({**TOKENS, "ALERTS_SECRET": f"{'n' * 16}\nshort"}) == [
        "ALERTS_SECRET is not usable; it should look like 0123456789abcdef…."
    ]


def a_value_may_stand_in_a_file(tmp_path: Path) -> None:
    token, secret = tmp_path / "token", tmp_path / "secret"
    token.write_text("xoxb-1\n")
    secret.write_text(f"{'n' * 16}\n{'o' * 16}\n")
    files = {"SLACK_BOT_TOKEN_FILE": token, "DEPLOY_SECRET_HUB_FILE": secret}
    given = {"SLACK_APP_TOKEN": "xapp-1", **{name: str(path) for name, path in files.items()}}
    settings = read(SlackSettings, given, EN)
    assert settings.slack_bot_token == "xoxb-1"  # noqa: S105
    assert settings.deploy_secrets == {"hub": ("n" * 16, "o" * 16)}


def a_file_that_was_emptied_turns_nothing_off_in_silence(tmp_path: Path) -> None:
    emptied = tmp_path / "emptied"
    emptied.write_bytes("\ufeff \r\n".encode())
    for name in ("ALERTS_SECRET_FILE", "DEPLOY_SECRET_HUB_FILE", "SMTP_URL_FILE", "PORT_FILE"):
        told = f"{name}: {emptied} is empty; write the value into it, or take {name} away."
        assert wrong({**TOKENS, name: str(emptied)}) == [told]


def a_file_says_the_same_whatever_its_editor_leaves_in_it(tmp_path: Path) -> None:
    secrets, tokens = tmp_path / "secrets", tmp_path / "tokens"
    secrets.write_bytes(f"\ufeff{'n' * 16} \r\n\r\n {'o' * 16}\r\n".encode())
    tokens.write_text("0123456789abcdef\nfedcba9876543210\n")
    settings = read(SlackSettings, {**TOKENS, "ALERTS_SECRET_FILE": str(secrets)}, EN)
    assert settings.alerts_secret == ("n" * 16, "o" * 16)
    assert wrong({**TOKENS, "SLACK_SIGNING_SECRET_FILE": str(tokens)}) == [
        "SLACK_SIGNING_SECRET is not usable; it should look like 0123456789abcdef…."
    ]


def whoever_looks_things_up_need_not_be_let_read_the_bots_secrets(tmp_path: Path) -> None:
    database, hidden = tmp_path / "database", str(tmp_path / "hidden")
    database.write_text("sqlite:///here.db\n")
    given = {"SLACK_BOT_TOKEN_FILE": hidden, "DEPLOY_SECRET_HUB_FILE": hidden, "DATABASE_URL_FILE": str(database)}
    assert read(StoreSettings, given, EN).database_url == "sqlite:///here.db"


def a_file_that_cannot_be_read_and_a_value_given_twice_are_told(tmp_path: Path) -> None:
    missing, odd = tmp_path / "missing", tmp_path / "odd"
    odd.write_bytes(b"\xff\xfe")
    files = {"SLACK_BOT_TOKEN_FILE": missing, "TRACKER_SECRET_FILE": missing, "ALERTS_SECRET_FILE": odd}
    assert wrong({**TOKENS, **{name: str(path) for name, path in files.items()}}) == [
        "SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set; take one of them away.",
        f"TRACKER_SECRET_FILE: {missing} cannot be read (No such file or directory).",
        f"ALERTS_SECRET_FILE: {odd} cannot be read (UTF-8).",
    ]


def no_token_travels_in_clear_beyond_this_machine() -> None:
    for address in (
        "http://slack.example/api/",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil/",
        "https:///",
    ):
        assert wrong({**TOKENS, "SLACK_API_URL": address}) == [
            "SLACK_API_URL is not usable; it should look like https://slack.com/api/."
        ]
    for address in (
        "https://slack-gov.com/api/",
        "http://127.0.0.1:8910/api/",
        "http://[::1]:80/",
        "http://localhost/",
    ):
        assert read(SlackSettings, {**TOKENS, "SLACK_API_URL": address}, EN).slack_api_url == address


def a_mailbox_without_its_address_is_told() -> None:
    assert wrong({**TOKENS, "IMAP_URL": "imaps://u:p@mail.example"}) == [
        "Set MAIL_FROM to the address of the mailbox that IMAP_URL names: replies go there."
    ]


def every_wrong_variable_of_mail_is_told_and_no_password_is_repeated() -> None:
    told = wrong(
        {**TOKENS, "SMTP_URL": "u:secret@h", "MAIL_FROM": "me", "IMAP_URL": "imap://u:secret@mail.example", "PORT": "0"}
    )
    assert [line.split()[0] for line in told] == ["PORT", "SMTP_URL", "MAIL_FROM", "IMAP_URL"]
    assert "secret" not in "".join(told)
    assert "smtp://user:password@mail.example.org:587" in told[1]


def each_deployment_platform_has_its_own_token_and_secret() -> None:
    given = {"DEPLOY_TOKEN_OUR_JENKINS": "user:11abcdef", "DEPLOY_SECRET_HUB": "0" * 16, "DEPLOY_TOKEN_X": " "}
    settings = read(SlackSettings, {**TOKENS, **given}, EN)
    assert settings.deploy_tokens == {"our_jenkins": "user:11abcdef"}
    assert settings.deploy_secrets == {"hub": ("0" * 16,)}
    assert str(settings.deploy_runs) == "deployments"


def a_wrong_credential_of_a_platform_is_told_by_its_own_name() -> None:
    told = wrong({**TOKENS, "DEPLOY_TOKEN_HUB": "two words", "DEPLOY_SECRET_HUB": "short"})
    assert told == [
        "DEPLOY_TOKEN_HUB is not usable; it should look like github_pat_… | glpat-… | user:11….",
        "DEPLOY_SECRET_HUB is not usable; it should look like 0123456789abcdef….",
    ]


def the_commands_name_is_release_unless_the_installation_names_it() -> None:
    assert read(StoreSettings, {}, EN).slack_command == "/release"
    assert read(SlackSettings, {**TOKENS, "SLACK_COMMAND": "/captain-2"}, EN).slack_command == "/captain-2"


@pytest.mark.parametrize("name", ["captain", "/", "/Captain", "/our captain", f"/{'c' * 32}", "/队长"])
def a_commands_name_that_slack_would_not_take_is_told(name: str) -> None:
    assert wrong({**TOKENS, "SLACK_COMMAND": name}) == ["SLACK_COMMAND is not usable; it should look like /release."]


def the_tokens_of_slack_run_are_taken_before_any_others() -> None:
    given = {**TOKENS, "SLACK_CLI_XOXB": "xoxb-local", "SLACK_CLI_XAPP": "xapp-local"}
    settings = read(SlackSettings, given, EN)
    assert (settings.slack_bot_token, settings.slack_app_token) == ("xoxb-local", "xapp-local")
