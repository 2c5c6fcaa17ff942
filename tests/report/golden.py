"""Reports kept beside the tests. UPDATE_SNAPSHOTS=1 writes them anew; read the difference then."""

import os
from pathlib import Path

HERE = Path(__file__).parent / "golden"


def kept(name: str, seen: str) -> str:
    file = HERE / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
    return file.read_text(encoding="utf-8")
