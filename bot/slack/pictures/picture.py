"""A message as Slack takes it: always text *and* blocks, since notifications and screen readers show the text."""

from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """`live`: it still has something to press; a message whose matter is settled is not.

    `tabled`: the same with its list as a table, for a message in a workspace that has them; () where it has no list.
    `anchor`: words at its end that another entry of the record changes; for their sake alone it is not edited.
    """

    text: str
    blocks: tuple[Block, ...] = field(default=())
    live: bool = False
    tabled: tuple[Block, ...] = field(default=())
    anchor: str = ""
