"""The environment, read once. All that is missing or wrong is reported together."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.mail.addresses import ImapServer, Mailbox, SmtpServer, imap_server, mailbox, smtp_server
from bot.speech import terminal
from bot.speech.voice import COMMAND, Voice

SHAPES: Mapping[str, str] = {
    "SLACK_BOT_TOKEN": "xoxb-…",
    "SLACK_APP_TOKEN": "xapp-…",
    "SLACK_SIGNING_SECRET": "0123456789abcdef…",
    "SLACK_COMMAND": "/release",
    "SLACK_API_URL": "https://slack.com/api/",
    "PORT": "1–65535",
    "HEALTH_PORT": "1–65535",
    "SMTP_URL": "smtp://user:password@mail.example.org:587",
    "MAIL_FROM": "Release Captain <release-captain@example.org>",
    "IMAP_URL": "imaps://user:password@mail.example.org:993/INBOX",
    "MAIL_AUTHSERV_ID": "mx.example.org",
    "TRACKER_TOKEN": "github_pat_… | you@example.org:ATATT…",
    "TRACKER_SECRET": "0123456789abcdef…",
    "DEPLOY_TOKEN_…": "github_pat_… | glpat-… | user:11…",
    "DEPLOY_SECRET_…": "0123456789abcdef…",
    "DEPLOY_RUNS": "deployments",
    "ALERTS_SECRET": "0123456789abcdef…",
    "SIGNING_KEY_FILE": "release-captain.key",
    "DATABASE_URL": "sqlite:///release-captain.db",
    "LOG_LEVEL": "DEBUG | INFO | WARNING | ERROR",
    "LOG_FORMAT": "console | json",
}


# `slack run` makes an app of its own and hands its tokens over under these names.
SLACK_CLI: Mapping[str, str] = {"slack_cli_xoxb": "slack_bot_token", "slack_cli_xapp": "slack_app_token"}
PER_PLATFORM: Mapping[str, str] = {"deploy_tokens": "deploy_token_", "deploy_secrets": "deploy_secret_"}
IN_FILE = "_file"


class SettingsWrong(Exception):  # noqa: N818 - what is wrong, not where the program failed
    """`problems`: one sentence per variable that is missing or wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


# https://docs.slack.dev/interactivity/implementing-slash-commands: lower case, no spaces, at most 32 characters
CommandName = Annotated[str, Field(pattern=r"^/[a-z0-9_-]{1,31}$")]


class StoreSettings(BaseModel):
    """What the command line needs: the database, the plan, the log, and how people in Slack call the bot.

    `signing_key_file`: with what the end of each record is signed; nobody signs where there is none.
    `slack_command`: the slash command's name. Commands are not namespaced: the app installed last takes the name.
    """

    model_config = ConfigDict(frozen=True)

    database_url: str = Field(
        default="sqlite:///release-captain.db", pattern=r"^(sqlite:///.+|postgres(ql)?(\+psycopg)?://.+)"
    )
    plan: Path = Path("plan.yaml")
    signing_key_file: Path | None = None
    slack_command: CommandName = COMMAND
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"


def _parsed(parse: Callable[[str], object]) -> BeforeValidator:
    return BeforeValidator(lambda given: parse(given) if isinstance(given, str) else given)


def _lines(given: str) -> list[str]:
    """Without what an editor leaves around them: a secret with a blank at its end would be nobody's."""
    return [line.strip() for line in given.splitlines() if line.strip()]


# Tokens travel there: encrypted, or not beyond this machine.
SlackAddress = Annotated[str, Field(pattern=r"^(https://[^/]|http://(localhost|127(\.\d{1,3}){3}|\[::1\])[:/])")]
Token = Annotated[str, Field(pattern=r"^[!-~]{8,}$")]
Secrets = Annotated[tuple[Annotated[str, Field(min_length=16)], ...], Field(max_length=2), _parsed(_lines)]
"""What those who call in sign with, one secret a line: the newest, and while it is changed the one before."""


class SlackSettings(StoreSettings):
    """What the bot needs besides: its token, and Socket Mode's token or HTTP's secret and port.

    `health_port`: where monitoring asks, instead of at `port`, which is open to the world.
    `deploy_tokens`, `deploy_secrets`: by what `credential` makes of a platform's name in a plan, `our_jenkins`.
    `deploy_runs`: where local commands leave word of their runs.
    Mail is sent where `smtp_url` says, and its replies are read where `imap_url` says; neither is needed to run.
    `mail_authserv_id`: how the mailbox's server names itself where it vouches for a mail (RFC 8601).
    """

    slack_bot_token: str = Field(pattern=r"^xoxb-[!-~]+$")
    slack_app_token: str | None = Field(default=None, pattern=r"^xapp-[!-~]+$")
    slack_signing_secret: Token | None = None
    slack_api_url: SlackAddress = "https://slack.com/api/"
    port: int | None = Field(default=None, ge=1, le=65535)
    health_port: int | None = Field(default=None, ge=1, le=65535)
    tracker_token: Token | None = None
    tracker_secret: Secrets = ()
    alerts_secret: Secrets = ()
    deploy_tokens: Mapping[str, Token] = Field(default_factory=dict)
    deploy_secrets: Mapping[str, Secrets] = Field(default_factory=dict)
    deploy_runs: Path = Path("deployments")
    smtp_url: Annotated[SmtpServer | None, _parsed(smtp_server)] = None
    mail_from: Annotated[Mailbox | None, _parsed(mailbox)] = None
    imap_url: Annotated[ImapServer | None, _parsed(imap_server)] = None
    mail_authserv_id: str = Field(default="", pattern=r"^[A-Za-z0-9._:-]{0,255}$")


Kind = TypeVar("Kind", bound=StoreSettings)


def read(kind: type[Kind], environment: Mapping[str, str], voice: Voice) -> Kind:
    """The settings this environment gives. SettingsWrong names every problem at once, in the voice's language.

    A variable with `_FILE` behind its name says in which file its value stands: what is in the environment is seen by
    every process of the same user, and by whoever asks the container's engine. Such a file is never as if not set.
    """
    given = {name.lower(): value.strip() for name, value in environment.items() if value.strip()}
    given |= {name: given[theirs] for theirs, name in SLACK_CLI.items() if theirs in given}
    given, unread = _with_files(kind, given, voice)
    named = {field: _named(prefix, given) for field, prefix in PER_PLATFORM.items()}
    problems = unread if kind is StoreSettings else [*unread, *_way_in(given, voice), *_way_back(given, voice)]
    try:
        read = kind.model_validate(
            {name: value for name, value in {**given, **named}.items() if name in kind.model_fields}
        )
    except ValidationError as wrong:
        problems = [*_problems(wrong, voice), *problems]
        raise SettingsWrong(problems) from None
    if problems:
        raise SettingsWrong(problems)
    return read


def _with_files(kind: type[StoreSettings], given: Mapping[str, str], voice: Voice) -> tuple[dict[str, str], list[str]]:
    """What is given with what stands in the files that are named; and why a file cannot be taken, a sentence each.

    No other file is opened than this kind needs: secrets are the bot's to read, not everybody's who looks things up.
    """
    read, problems = dict(given), []
    prefixes = tuple(prefix for field, prefix in PER_PLATFORM.items() if field in kind.model_fields)
    for name, path in given.items():
        variable = name.removesuffix(IN_FILE)
        if variable == name or not (variable in kind.model_fields or variable.startswith(prefixes)):
            continue
        if variable in given:
            problems.append(terminal.set_twice(voice, variable.upper(), name.upper()))
            continue
        try:
            content = Path(path).read_text(encoding="utf-8-sig").strip()
        except (OSError, ValueError) as error:
            problems.append(
                terminal.file_unread(voice, name.upper(), path, getattr(error, "strerror", None) or "UTF-8")
            )
            continue
        if not content:
            problems.append(terminal.file_empty(voice, name.upper(), path))
            continue
        del read[name]
        read[variable] = content
    return read, problems


def _named(prefix: str, given: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)}


def _way_in(given: Mapping[str, str], voice: Voice) -> Iterator[str]:
    if "slack_app_token" in given:
        return
    if not {"slack_signing_secret", "port"} <= given.keys():
        yield terminal.no_way_in(voice)


def _way_back(given: Mapping[str, str], voice: Voice) -> Iterator[str]:
    if "imap_url" in given and "mail_from" not in given:
        yield terminal.no_way_back(voice)


def _problems(wrong: ValidationError, voice: Voice) -> Iterator[str]:
    for error in wrong.errors():
        name, shape = _variable(*map(str, error["loc"]))
        if error["type"] == "missing":
            yield terminal.not_set(voice, name, shape)
        else:
            yield terminal.not_usable(voice, name, shape)


def _variable(field: str, *key: str) -> tuple[str, str]:
    """The variable of the environment that this came from, and what one looks like."""
    prefix = PER_PLATFORM.get(field)
    if prefix is None:
        return field.upper(), SHAPES[field.upper()]
    return f"{prefix}{key[0]}".upper(), SHAPES[f"{prefix}…".upper()]
