"""Nothing is wrong, but what it does is shown first: one class for each kind of consequences, in its subject's file."""

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass

from bot.domain.commands import OnItem, ShownFirst


@dataclass(frozen=True, slots=True)
class Confirm(ABC):
    """The command as it is to be said once more, with the code of what the subclass shows."""

    command: ShownFirst

    @property
    def item(self) -> str:
        """The item that the command is about; "" for none."""
        return self.command.item if isinstance(self.command, OnItem) else ""

    @property
    @abstractmethod
    def consequences(self) -> tuple[str, ...]:
        """All that is shown, in the order in which codes have been made of it ever since."""

    @property
    def code(self) -> str:
        """What says yes to exactly these consequences, and to no others: they may have grown since they were shown."""
        words = ("|", self.command.words) if self.command.brings else ()
        shown = (self.command.verb, self.item, *self.consequences, *words)
        return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:8]

    @property
    def is_agreed(self) -> bool:
        """Whether whoever gives the command says yes to this."""
        return self.command.confirmed == self.code
