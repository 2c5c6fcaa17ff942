"""How a plan names the automated deployment platforms of its systems (3b-3), and what fills in their blanks.

Says where a run is started and with what; how one is started is not known here.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal

from pydantic import Field

from bot.domain.plan.moments import Duration
from bot.domain.plan.parts import Names, Part

PlatformKind = Literal["webhook", "command", "github", "jenkins", "gitlab"]

PLACES: Final = ("system", "environment")  # the plan's own words: these may be part of an address
BLANKS: Final = (*PLACES, "run", "branch", "commit", "version")  # what people type, too: only a value sent along
BLANK = re.compile(r"<([^<>]*)>")
USUAL: Final[Mapping[str, str]] = MappingProxyType({name: f"<{name}>" for name in BLANKS})


class Platform(Part):
    """One way to deploy: `systems` (none named: all) to `environments`. Names only; credentials are in the environment.

    `at`: the webhook's address, Jenkins' own, the GitHub repository, the GitLab project. `job`: Jenkins' job with its
    folders, or GitHub's workflow file. `ref`: the branch whose pipeline runs, where it is not the one being deployed.
    `parameters`: what the platform calls what we tell it. `command`: the words of a local command, which is killed when
    it has not ended `within` that time. `every`: how often a run is looked at.

    `version_at`: an address that tells what runs there; it has `settle` to tell the version that was deployed.
    """

    kind: PlatformKind
    environments: Names = Field(min_length=1)
    systems: Names = ()
    at: str = ""
    job: str = ""
    ref: str = "<branch>"
    parameters: Mapping[str, str] = Field(default_factory=lambda: dict(USUAL))
    command: Names = ()
    within: Duration = "30m"
    every: Duration = "15s"
    version_at: str = ""
    settle: Duration = "2m"

    def deploys(self, system: str, environment: str) -> bool:
        return environment in self.environments and (not self.systems or system in self.systems)

    def acts_as(self, other: "Platform") -> bool:
        """Whether an order begins the same with both: the same thing, in the same place, with the same words."""
        return _act(self) == _act(other)


def _act(platform: Platform) -> tuple[object, ...]:
    where = (platform.kind, platform.at, platform.job, platform.ref)
    return (*where, platform.command, dict(platform.parameters))


def blanks(text: str) -> Iterator[str]:
    """The names of the blanks of a text, as `system` of `https://<system>.example.org`."""
    return (found.group(1) for found in BLANK.finditer(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled in, once: what fills one in is not looked at again."""
    return BLANK.sub(lambda found: values.get(found.group(1), found.group()), text)


def credential(name: str) -> str:
    """As the environment calls a platform's credentials: `DEPLOY_TOKEN_OUR_JENKINS` are those of `our-jenkins`."""
    return name.replace("-", "_").casefold()
