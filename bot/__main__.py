"""The command line: `python -m bot …`. Each command is a few lines; what it does lives in the room it calls."""

import hashlib
import json
import os
import pwd
import sys
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot import VERSION
from bot.domain.plan import Plan
from bot.domain.plan.spelling import is_text
from bot.logs import configure
from bot.plans.file import examine
from bot.settings import SettingsWrong, SlackSettings, StoreSettings, read
from bot.slack.manifest import manifest as app_manifest
from bot.speech import archive as archives
from bot.speech import doctor as diagnosis
from bot.speech import record, terminal
from bot.speech.voice import COMMAND, Voice

if TYPE_CHECKING:
    from bot.out.archive import Examined
    from bot.record.keys import Keys, Unusable
    from bot.record.lookup import Anchor

cli = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)

PlanPath = Annotated[Path | None, typer.Argument(help="the plan file; PLAN, or plan.yaml, where it is left out")]
ReleaseId = Annotated[str | None, typer.Argument(help="the release's id; the newest where it is left out")]
AsJson = Annotated[bool, typer.Option("--json", help="for scripts")]

FAILED, MISUSED = 1, 2

Checked = tuple[list[str], str]
"""What was found wrong, a line each, and the sentence that sums it up."""


@cli.command()
def run() -> None:
    """Run the bot: everything in one process."""
    try:
        settings = read(SlackSettings, os.environ, _voice())
    except SettingsWrong as wrong:
        _refuse(wrong.problems, MISUSED)
    plan = _usable_plan(settings.plan)
    from bot.process import serve  # noqa: PLC0415 - Bolt and SQLAlchemy are most of the time a start takes

    if problem := serve(settings, plan, _keys(settings), _voice()):
        _refuse([problem], MISUSED)


@cli.command()
def check(plan: PlanPath = None) -> None:
    """Check a plan: one `file:line: problem` each; exit 1 where there is one."""
    file = examine(plan or _stored().plan, datetime.now(UTC))
    voice = _voice()
    for line in file.told(voice.language, voice.command):
        typer.echo(line)
    if file.errors or file.plan is None:
        raise typer.Exit(FAILED)
    typer.echo(terminal.plan_is_usable(voice, file.plan))
    typer.echo(terminal.who_may_act(voice))


@cli.command()
def manifest(
    *,
    url: Annotated[
        str | None, typer.Option(help="where Slack reaches the bot, https://…; Socket Mode where it is left out")
    ] = None,
    command: Annotated[
        str | None, typer.Option(help="the slash command's name; SLACK_COMMAND, or /release, where it is left out")
    ] = None,
    workflow_steps: Annotated[
        bool,
        typer.Option("--workflow-steps", help="with steps for Workflow Builder, which need a paid plan of Slack's"),
    ] = False,
) -> None:
    """Print the Slack app's manifest as JSON, to paste at "Create an app"."""
    named = _stored(**({"SLACK_COMMAND": command} if command else {})).slack_command
    if url and not url.startswith("https://"):
        _refuse([terminal.not_secure(_voice(), url)], MISUSED)
    typer.echo(_json(app_manifest(named, url, workflow_steps=workflow_steps)))


@cli.command()
def doctor(*, as_json: AsJson = False) -> None:
    """Examine the installation: Slack, mail, platforms, database. Exit 1 where something is to be mended."""
    try:
        settings = read(SlackSettings, os.environ, _voice())
    except SettingsWrong as wrong:
        _refuse(wrong.problems, MISUSED)
    configure("ERROR", settings.log_format)
    file = examine(settings.plan, datetime.now(UTC))
    if file.errors or file.plan is None:
        _refuse(file.told(_voice().language), MISUSED)
    from bot.doctor.examining import examination  # noqa: PLC0415 - Slack's client and SQLAlchemy are slow to import

    found = []
    for finding in examination(settings, file.plan):
        found.append(finding)
        if not as_json:
            typer.echo(diagnosis.line(_voice(), finding))
    typer.echo(_json(diagnosis.as_json(_voice(), found)) if as_json else diagnosis.summed_up(_voice(), found))
    if any(finding.level == "wrong" for finding in found):
        raise typer.Exit(FAILED)


@cli.command()
def show(release: ReleaseId = None, *, as_json: AsJson = False) -> None:
    """Show where a release stands, with every item and what is still to be delivered."""
    from bot.operator import Operator  # noqa: PLC0415 - SQLAlchemy is slow to import

    office = Operator(_stored(), _voice())
    found = office.find(release) or _no_release(release)
    typer.echo(_json(office.shown(found)) if as_json else office.told(found))


@cli.command()
def log(release: ReleaseId = None, *, as_json: AsJson = False) -> None:
    """Print the record of a release: everything that happened, in order."""
    from bot.operator import Operator  # noqa: PLC0415

    office = Operator(_stored(), _voice())
    found = office.find(release) or _no_release(release)
    typer.echo(_json(office.record(found)) if as_json else "\n".join(office.record_lines(found)))


@cli.command()
def report(
    release: Annotated[
        str | None, typer.Argument(help="a release's id or an archive's file; the newest release without")
    ] = None,
    *,
    as_html: Annotated[bool, typer.Option("--html/--markdown", help="one page to print, or text for a wiki")] = False,
) -> None:
    """Print a release's report from its record, or an archive's: who, what, when, and on whom it waited."""
    from bot.operator import Operator  # noqa: PLC0415
    from bot.out.archive import told  # noqa: PLC0415
    from bot.out.report.html import html  # noqa: PLC0415
    from bot.out.report.markdown import markdown  # noqa: PLC0415

    if release and _is_archive(release):
        found = _archive(Path(release))
        if found.faults:
            _refuse([*_faults(found), archives.broken(_voice(), len(found.faults))], FAILED)
        page = told(found, _voice().language) or _refuse([archives.not_told(_voice(), found.program)], FAILED)
    else:
        office = Operator(_stored(), _voice())
        page = office.report(office.find(release) or _no_release(release))
    typer.echo(html(page) if as_html else markdown(page), nl=False)


@cli.command()
def export(
    release: ReleaseId = None,
    *,
    to: Annotated[Path | None, typer.Option("--to", help="the file; RELEASE.zip here where it is left out")] = None,
) -> None:
    """Write a release's archive: report, record with its hashes, plan, documents. `verify FILE` checks it anywhere."""
    from bot.operator import Operator  # noqa: PLC0415

    settings = _stored()
    office = Operator(settings, _voice(), _keys(settings))
    found = office.find(release) or _no_release(release)
    broken, told = office.verify((found.id,))
    if broken:
        _refuse([*broken, told], FAILED)
    archive = office.export(found)
    file = to or Path(f"{found.id}.zip")
    fresh = file.with_name(f"{file.name}.part")
    try:
        fresh.write_bytes(archive)
        fresh.replace(file)
    except OSError as problem:
        _refuse([archives.not_written(_voice(), str(file), problem.strerror or str(problem))], FAILED)
    typer.echo(archives.written(_voice(), str(file), found.version, hashlib.sha256(archive).hexdigest()))


@cli.command()
def verify(
    what: Annotated[
        str | None, typer.Argument(help="a release's id or an archive's file; all releases without")
    ] = None,
    *,
    against: Annotated[
        list[str] | None, typer.Option(help="an anchor that was kept elsewhere, from a card, a mail or a report")
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option(help="a public key that `keys` printed; the record must be signed with one")
    ] = None,
) -> None:
    """Check the chain of hashes of every release, of one, or of an archive; exit 1 where something was changed."""
    from bot.record.keys import Keys, read_public  # noqa: PLC0415
    from bot.record.lookup import read_anchor  # noqa: PLC0415

    read = [(text, read_anchor(text)) for text in against or ()]
    if unreadable := [text for text, anchor in read if anchor is None]:
        _refuse([record.not_an_anchor(_voice(), text) for text in unreadable], MISUSED)
    kept = [anchor for _, anchor in read if anchor]
    public = [read_public(text) for text in key or ()]
    if not all(public):
        _refuse([record.no_key(_voice())], MISUSED)
    given = Keys(tuple(each for each in public if each))
    if what and _is_archive(what):
        _told(_archive_checked(Path(what), kept, given))
        return
    from bot.operator import Operator  # noqa: PLC0415

    settings = _stored()
    office = Operator(settings, _voice(), given if key else _keys(settings))
    recorded = office.records()
    if what and what not in recorded:
        _no_release(what)
    # An anchor says nothing of a record whose chain does not hold.
    looked_at = [name for name in recorded if what and name in (what, *(anchor.release for anchor in kept))]
    _told([office.verify(looked_at), *([office.held(kept)] if kept else [])])


@cli.command()
def keys(
    file: Annotated[Path, typer.Argument(help="where the keys are kept, for SIGNING_KEY_FILE")],
    *,
    new: Annotated[
        str | None, typer.Option(help="the name of a key to be made, which signs from now on, as `acme-2026`")
    ] = None,
) -> None:
    """Print the public keys of a file, for `verify --key`; `--new` makes one first; the earlier ones still count."""
    from bot.record.keys import is_name, load, renew  # noqa: PLC0415

    if new is not None and not is_name(new):
        _refuse([record.no_key_name(_voice(), new)], MISUSED)
    for key in _usable_keys(load(file) if new is None else renew(file, new)).known:
        typer.echo(key)


@cli.command()
def sign() -> None:
    """Sign the end of every record that is whole and unsigned: once, when SIGNING_KEY_FILE is set at first."""
    from bot.operator import Operator  # noqa: PLC0415

    settings = _stored()
    if settings.signing_key_file is None:
        _refuse([record.nobody_signs(_voice())], MISUSED)
    typer.echo(Operator(settings, _voice(), _keys(settings)).sign())


@cli.command()
def grant(role: Annotated[str, typer.Argument(help="the role that the bot is to have in its DATABASE_URL")]) -> None:
    """PostgreSQL, as the owner of the tables: let a role do what the bot needs, which is to add to the journal."""
    from bot.core import grant  # noqa: PLC0415

    for statement in grant(_stored().database_url, role):
        typer.echo(f"{statement};")
    typer.echo(terminal.granted(_voice(), role), err=True)


@cli.command()
def do(
    words: Annotated[list[str], typer.Argument(help="what would be typed after the command in Slack, as `status`")],
    *,
    person: Annotated[
        str | None, typer.Option("--as", help="who says it: a person of the plan, by key, name or e-mail")
    ] = None,
) -> None:
    """Say a line for somebody when Slack is down; in nobody's name, name a lead.

    The record marks it as said here, and by which user of this machine.
    """
    from bot.operator import Operator  # noqa: PLC0415

    settings = _stored()
    office = Operator(settings, _voice(), _keys(settings))
    text, refused = office.do(
        _usable_plan(settings.plan), person, " ".join(words), f"cli:{_machine_user()}:{uuid.uuid4()}"
    )
    typer.echo(text, err=refused)
    if refused:
        raise typer.Exit(FAILED)


def _machine_user() -> str:
    """Whom the system knows this process to be; behind sudo, who became root. Else the environment may name anybody."""
    became = os.environ.get("SUDO_USER", "") if os.getuid() == 0 else ""
    try:
        return became or pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container's user that nobody has named
        return str(os.getuid())


@cli.command()
def rehearse(plan: PlanPath = None) -> None:
    """Play a plan through on this machine, with its own people; exit 1 where it would get stuck."""
    from bot.rehearse.show import rehearse  # noqa: PLC0415

    path = plan or _stored().plan
    usable = _usable_plan(path)
    configure("WARNING", "console")
    raise typer.Exit(rehearse(path, usable, _voice()))


@cli.command()
def demo(
    *,
    port: Annotated[
        int, typer.Option(min=1, max=65_535, help="where the workspace is; the next free one from here")
    ] = 8700,
    browse: Annotated[bool, typer.Option("--open/--no-open", help="show the workspace in a browser")] = True,
) -> None:
    """Open a local workspace in the browser, with the bot and its team in the middle of a release."""
    from bot.demo.command import demo  # noqa: PLC0415

    path = _stored().plan
    usable = _usable_plan(path)
    configure("WARNING", "console")
    raise typer.Exit(demo(path, usable, _voice(), port, browse=browse))


def main() -> None:
    """Run the command line; what is no text, and infrastructure that cannot serve, is told in one sentence."""
    from storage.failures import DatabaseUnusable  # noqa: PLC0415

    if not all(map(is_text, sys.argv)):
        typer.echo(terminal.no_text(_voice()), err=True)
        sys.exit(MISUSED)
    try:
        cli()
    except DatabaseUnusable as unusable:
        typer.echo(unusable, err=True)
        sys.exit(MISUSED)


def _voice() -> Voice:
    """The operator's language, from the usual variables, and the command's name as it is set."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    command = os.environ.get("SLACK_COMMAND", "").strip() or COMMAND
    return Voice("zh-CN" if locale.startswith("zh") else "en", "plain", command=command)


def _stored(**given: str) -> StoreSettings:
    """`given` goes first. The log goes to stderr: what is printed is the answer, and scripts read it."""
    try:
        settings = read(StoreSettings, {**os.environ, **given}, _voice())
    except SettingsWrong as wrong:
        _refuse(wrong.problems, MISUSED)
    configure(settings.log_level, settings.log_format)
    return settings


def _keys(settings: StoreSettings) -> "Keys":
    from bot.record.keys import load  # noqa: PLC0415

    return _usable_keys(load(settings.signing_key_file))


def _usable_keys(keys: "Keys | Unusable") -> "Keys":
    from bot.record.keys import Unusable  # noqa: PLC0415

    if isinstance(keys, Unusable):
        _refuse([record.no_keys(_voice(), keys.why, keys.file, keys.detail)], MISUSED)
    return keys


def _usable_plan(path: Path) -> Plan:
    file = examine(path, datetime.now(UTC))
    if file.errors or file.plan is None:
        voice = _voice()
        _refuse(file.told(voice.language, voice.command), FAILED)
    return file.plan


def _archive_checked(file: Path, kept: Sequence["Anchor"], keys: "Keys") -> list[Checked]:
    """No database is opened, and no plan is read."""
    from bot.out.archive import lost, misigned  # noqa: PLC0415
    from bot.record.keys import signer_of  # noqa: PLC0415

    voice, found = _voice(), _archive(file)
    if found.faults:
        return [(_faults(found), archives.broken(voice, len(found.faults)))]
    whole = archives.whole(voice, found.release, found.entries, found.digest)
    other: list[Checked] = [] if found.program == VERSION else [([], archives.not_compared(voice, found.program))]
    signer = signer_of(found.signed)
    signed: list[Checked] = []
    if keys.known:
        signed = [record.signature(voice, signer, misigned(found, keys))]
    elif signer:
        signed = [([], record.unasked(voice, signer))]
    return [
        ([], whole),
        *other,
        *signed,
        *([record.told(voice, lost(found, kept), len(kept))] if kept else []),
    ]


def _archive(file: Path) -> "Examined":
    from bot.out.archive import examine  # noqa: PLC0415

    try:
        return examine(file.read_bytes())
    except OSError as problem:
        _refuse([archives.not_read(_voice(), str(file), problem.strerror or str(problem))], FAILED)


def _faults(found: "Examined") -> list[str]:
    return [archives.fault(_voice(), fault.what, fault.file, fault.number) for fault in found.faults]


def _is_archive(what: str) -> bool:
    return Path(what).is_file() or what.endswith(".zip")


def _told(checked: Sequence[Checked]) -> None:
    """Exit 1 where any of it was found wrong."""
    for wrong, summed_up in checked:
        for line in wrong:
            typer.echo(line)
        typer.echo(summed_up)
    if any(wrong for wrong, _ in checked):
        raise typer.Exit(FAILED)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _no_release(release: str | None) -> NoReturn:
    _refuse([terminal.no_release(_voice(), release or "")], FAILED)


def _refuse(lines: list[str], code: int) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    main()
