"""A Slack workspace on your own machine, as strict as Slack: Web API, Socket Mode, signed HTTP, and its people.

with running(manifest="manifest.yaml", people="people.yaml") as server:
    answer = server.person("grace").types("/remind me")
"""

from sandbox.api.rates import Rates
from sandbox.mail.settings import MailSettings
from sandbox.opening import running
from sandbox.people.controls import NoSuchControlError
from sandbox.people.outcome import Answer
from sandbox.people.person import Person
from sandbox.server import Server
from sandbox.setup.errors import SetupError
from sandbox.setup.loopback import listen
from sandbox.setup.manifest import Manifest
from sandbox.setup.team import PersonSpec, Team
from sandbox.state.clock import Clock
from sandbox.state.faults import Dropped, ErrorAnswer, LostAnswer, RateLimited, ServerError, Slow
from sandbox.state.mails import Mail
from sandbox.state.records import Message, View
from sandbox.state.workspace import Workspace
from sandbox.wire.courier import Patience

__all__ = [
    "Answer",
    "Clock",
    "Dropped",
    "ErrorAnswer",
    "LostAnswer",
    "Mail",
    "MailSettings",
    "Manifest",
    "Message",
    "NoSuchControlError",
    "Patience",
    "Person",
    "PersonSpec",
    "RateLimited",
    "Rates",
    "Server",
    "ServerError",
    "SetupError",
    "Slow",
    "Team",
    "View",
    "Workspace",
    "listen",
    "running",
]
