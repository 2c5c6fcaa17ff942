"""Opening a workspace: where it listens, whom it holds, which app it serves, and for how long."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sandbox.api.rates import Rates
from sandbox.mail.settings import MailSettings
from sandbox.server import DEFAULT_MAIL, DEFAULT_PATIENCE, Server
from sandbox.setup.loopback import listen
from sandbox.setup.manifest import Manifest, load_manifest, manifest_from
from sandbox.setup.team import Team, load_team, team_from, three_people
from sandbox.state.clock import Clock
from sandbox.state.workspace import Workspace
from sandbox.wire.courier import Patience
from sandbox.wire.events import SENT


@contextmanager
def running(  # noqa: PLR0913 - all but one have defaults; a test names the one it is about
    *,
    manifest: Manifest | Path | str | Mapping[str, Any],
    people: Team | Path | str | Mapping[str, Any] | None = None,
    rates: Rates | None = None,
    request_url: str | None = None,
    clock: Clock | None = None,
    patience: Patience = DEFAULT_PATIENCE,
    port: int = 0,
    mail: MailSettings = DEFAULT_MAIL,
) -> Iterator[Server]:
    """Serve a workspace in a background thread, on this loopback port or a free one, until the block ends.

    `manifest`: the app's; `people`: a YAML file of people, or its content; `rates`: strict unless `Rates.off()`.
    """
    workspace = Workspace(read_team(people), read_manifest(manifest), clock)
    server = Server(workspace, listen(port=port), request_url=request_url, patience=patience, mail=mail, rates=rates)
    thread = threading.Thread(target=server.run, name="sandbox", daemon=True)
    thread.start()
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.stop()
        thread.join(10)


def read_team(people: Team | Path | str | Mapping[str, Any] | None) -> Team:
    match people:
        case None:
            return three_people()
        case Team():
            return people
        case Mapping():
            return team_from(people)
        case _:
            return load_team(Path(people))


def warnings_about(manifest: Manifest) -> list[str]:
    """What the app asks for that Slack would give it and this workspace does not, one sentence each."""
    idle = sorted(manifest.events - set(SENT))
    return [f"The event “{event}” never comes here." for event in idle] + [
        f"“{part}” in the manifest changes nothing here." for part in manifest.unserved
    ]


def read_manifest(manifest: Manifest | Path | str | Mapping[str, Any]) -> Manifest:
    match manifest:
        case Manifest():
            return manifest
        case Mapping():
            return manifest_from(manifest)
        case _:
            return load_manifest(Path(manifest))
