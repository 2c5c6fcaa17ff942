"""Documents with named sections, as they were written and delivered (1a-4, 1b, 1d)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote. `sections`: key -> text, PREFACE among them; `held`: the sections that lie behind `link`."""

    sections: Mapping[str, str]
    link: str = ""
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A draft that was delivered, complete."""

    number: int
    person: str
    at: datetime
    sections: Mapping[str, str]
    link: str
    held: tuple[str, ...]

    @property
    def draft(self) -> Draft:
        return Draft(self.sections, self.link, self.held)
