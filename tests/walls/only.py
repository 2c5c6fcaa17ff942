"""A type of contract for import-linter: modules that may import what is named, one another, and nothing else.

Its own types name what must not be imported; where that list would never end (the impure part of the standard
library, say), this one names what may. pyproject.toml makes it known under `contract_types`.
"""

import sys
from collections.abc import Iterator
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """`inside`, but for its `doors`, may import itself, `may_import`, and the `standard_library` (all, if not told)."""

    # A field becomes the value it has read, which import-linter's types do not say.
    inside: Any = fields.ListField(subfield=fields.StringField())
    doors: Any = fields.ListField(subfield=fields.StringField(), default=[])
    may_import: Any = fields.ListField(subfield=fields.StringField())
    standard_library: Any = fields.ListField(subfield=fields.StringField(), default=sorted(sys.stdlib_module_names))

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - the tool's signature
        """Broken if there is one import more; a name that is no module of the house would wall off nothing."""
        for module in [*self.inside, *self.doors]:
            if module not in graph.modules:
                raise ValueError(f"Module '{module}' does not exist.")
        strays = list(self._strays(graph))
        return ContractCheck(kept=not strays, metadata={"strays": strays})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line for each import, as the tool writes its own."""
        for stray in check.metadata["strays"]:
            output.print_error(f"- {stray}", bold=False)
        output.new_line()

    def _strays(self, graph: ImportGraph) -> Iterator[str]:
        allowed = [*self.inside, *self.may_import, *self.standard_library]
        for importer in sorted(graph.modules):
            if not _within(importer, self.inside) or _within(importer, self.doors):
                continue
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                if not _within(imported, allowed):
                    told = graph.get_import_details(importer=importer, imported=imported)
                    lines = ", ".join(f"l.{each['line_number']}" for each in told)
                    yield f"{importer} -> {imported} ({lines})"


def _within(module: str, packages: list[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)
