"""What people see, kept as JSON beside the tests. UPDATE_SNAPSHOTS=1 writes it anew; read the difference then."""

import json
import os
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "snapshots"


def kept(name: str, seen: Any) -> Any:
    """The snapshot of this name; taken now where updating is asked for."""
    file = HERE / f"{name}.json"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return json.loads(file.read_text(encoding="utf-8"))
