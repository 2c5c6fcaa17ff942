"""`python -m sandbox`: serve one workspace until interrupted, after one JSON line that says how to connect."""

import argparse
import json
import sys
import threading
from pathlib import Path

from sandbox.api.rates import Rates
from sandbox.mail.settings import MailSettings
from sandbox.opening import read_manifest, read_team, warnings_about
from sandbox.server import Server
from sandbox.setup.errors import SetupError
from sandbox.setup.loopback import listen
from sandbox.state.workspace import Workspace


def main() -> int:
    """Return 0 after an interrupt, 2 where the workspace cannot be opened."""
    asked = _arguments()
    try:
        workspace = Workspace(read_team(asked.people), read_manifest(asked.manifest))
        rates = Rates.off() if asked.rates == "off" else Rates.strict()
        mail = MailSettings(asked.smtp_port, asked.reply_to_smtp, asked.smtp_certificate)
        server = Server(
            workspace, listen(asked.host, asked.port), request_url=asked.request_url, mail=mail, rates=rates
        )
    except SetupError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stderr.writelines(f"{sentence}\n" for sentence in warnings_about(workspace.manifest))
    threading.Thread(target=_announce, args=(server,), daemon=True).start()
    server.run()
    return 0


def _announce(server: Server) -> None:
    server.wait_until_ready()
    sys.stdout.write(json.dumps(server.announcement()) + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Slack workspace on your own machine.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address; any other is refused")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--people", type=Path, help="YAML with people, channel, zone and language")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest")
    parser.add_argument("--request-url", help="deliver by signed HTTP to this address instead of Socket Mode")
    parser.add_argument("--rates", choices=("strict", "off"), default="strict", help="Slack's rate limits")
    parser.add_argument("--smtp-port", type=int, default=0, help="where the app hands mail over; 0 picks a free one")
    parser.add_argument("--smtp-certificate", type=Path, help="a PEM file with key and certificate: offers STARTTLS")
    parser.add_argument("--reply-to-smtp", help="smtp://host:port that takes people's replies to the app's mail")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
