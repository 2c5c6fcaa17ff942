"""What no contract can say, asked of the graph they read: circles through a package, unused doors, new libraries."""

import sys
from collections.abc import Iterator
from copy import deepcopy
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

from tests.walls.linter import CONTRACTS, PACKAGES, SETTINGS

PROTECTED = {id_: each for id_, each in CONTRACTS.items() if each["type"] == "protected"}


@pytest.fixture(scope="module")
def house() -> grimp.ImportGraph:
    """Every import of the tree, those of libraries too."""
    return grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


def circle(graph: grimp.ImportGraph) -> list[str]:
    """Modules that import one another in turn, a package's own `__init__` among them; nothing where there are none."""
    try:
        TopologicalSorter({each: graph.find_modules_directly_imported_by(each) for each in graph.modules}).prepare()
    except CycleError as found:
        return [str(module) for module in found.args[1]]
    return []


def unplaced(graph: grimp.ImportGraph) -> set[str]:
    """The libraries no contract says a room for."""
    placed = {module for each in PROTECTED.values() for module in each["protected_modules"]}
    return {each for each in graph.modules if graph.is_module_squashed(each)} - sys.stdlib_module_names - placed


def unused_doors(graph: grimp.ImportGraph) -> Iterator[str]:
    """Who may import what is protected, and does not: a door like that lets in whoever comes next."""
    for id_, each in PROTECTED.items():
        for importer in each["allowed_importers"]:
            imported = graph.find_modules_directly_imported_by(importer, as_package=True)
            if not any(_within(module, each["protected_modules"]) for module in imported):
                yield f"{id_}: {importer}"


def _within(module: str, packages: list[str]) -> bool:
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


def no_module_imports_itself_in_a_circle(house: grimp.ImportGraph) -> None:
    assert circle(house) == []


def a_circle_through_a_package_is_noticed(house: grimp.ImportGraph) -> None:
    planted = deepcopy(house)
    planted.add_import(importer="bot.out.report.charts.scale", imported="bot.out.report.charts")
    assert {"bot.out.report.charts.scale", "bot.out.report.charts"} <= set(circle(planted))


def every_library_has_its_rooms(house: grimp.ImportGraph) -> None:
    assert unplaced(house) == set()


def a_library_nobody_has_placed_is_noticed(house: grimp.ImportGraph) -> None:
    planted = deepcopy(house)
    planted.add_module("requests", is_squashed=True)
    assert unplaced(planted) == {"requests"}


def every_door_is_used(house: grimp.ImportGraph) -> None:
    assert list(unused_doors(house)) == []


def a_door_nobody_uses_is_noticed(house: grimp.ImportGraph) -> None:
    planted = deepcopy(house)
    planted.remove_import(importer="bot.__main__", imported="typer")
    assert list(unused_doors(planted)) == ["command-line: bot.__main__"]


def every_import_counts_where_only_types_need_it() -> None:
    assert "exclude_type_checking_imports" not in SETTINGS["tool"]["importlinter"]
    assert not any("unmatched_ignore_imports_alerting" in each for each in CONTRACTS.values())
