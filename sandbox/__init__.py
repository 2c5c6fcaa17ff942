"""A Slack workspace on your own machine, as strict as Slack: Web API, Socket Mode, signed HTTP, and its people.

with running(people="plan.yaml", rates=Rates.off()) as server:
    answer = server.person("chenxiaowen").types("/release status")
"""

from sandbox.clock import Clock
from sandbox.controls import NoSuchControlError
from sandbox.courier import Patience
from sandbox.errors import SetupError
from sandbox.faults import Dropped, ErrorAnswer, LostAnswer, RateLimited, ServerError, Slow
from sandbox.loopback import listen
from sandbox.mail import Mail, MailSettings
from sandbox.manifest import Manifest
from sandbox.model import Message, View
from sandbox.outcome import Answer
from sandbox.people import PersonSpec, Team
from sandbox.person import Person
from sandbox.rates import Rates
from sandbox.running import running
from sandbox.server import Server
from sandbox.workspace import Workspace

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
