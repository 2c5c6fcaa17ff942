"""The floor plan as it stands, read from the source: `python tools/rooms.py [DIRECTORY] [NAMES …]`.

Rooms are the packages and loose modules right below bot/, and storage/ and sandbox/ whole; an arrow is at least one
import between two rooms. NAMES are words for one subject, as `golive|production|live`: which files are named by them.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TREES = ("bot", "storage", "sandbox")


def modules(root: Path) -> dict[str, Path]:
    """Every module by its dotted name."""
    found = {}
    for tree in TREES:
        for path in sorted((root / tree).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def room(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "bot" else parts[0]


def imported(tree: ast.Module, known: dict[str, Path]) -> Iterator[str]:
    """The modules of the house that this one imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def classes(trees: dict[str, ast.Module]) -> list[str]:
    """The names that more than one module gives to a class of its own."""
    names = Counter(node.name for tree in trees.values() for node in tree.body if isinstance(node, ast.ClassDef))
    return sorted(name for name, times in names.items() if times > 1)


def main(root: Path, subjects: list[str]) -> None:
    known = modules(root)
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in known.items()}
    arrows = {
        (room(name), room(other))
        for name, tree in trees.items()
        for other in imported(tree, known)
        if other.split(".")[0] in TREES and room(other) != room(name)
    }
    rooms = {room(name) for name in known if name not in TREES} | {tree for tree in TREES if tree != "bot"}
    both_ways = sorted({tuple(sorted(pair)) for pair in arrows if pair[::-1] in arrows})
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in known.values())
    print(f"{len(rooms)} rooms, {len(arrows)} arrows, {len(both_ways)} both ways {both_ways or ''}")
    print(f"{len(known)} files, {lines} lines; {len(classes(trees))} class names in more than one place")
    for words in subjects:
        wanted = set(words.split("|"))
        named = [name for name in known if wanted & {own := name.rpartition(".")[2], *own.split("_")}]
        spelled = sorted({name.rpartition(".")[2] for name in named if name.startswith("bot")})
        print(f"{words}: {len(named)} files under {len(spelled)} names: {', '.join(spelled)}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    place = Path(arguments.pop(0)) if arguments and Path(arguments[0]).is_dir() else Path()
    main(place, arguments)
