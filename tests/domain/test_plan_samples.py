"""What the shipped plan offers in comments, to be uncommented by whoever has it, is a plan as well."""

import re
from datetime import UTC, datetime
from pathlib import Path

from bot.plan_file import examine
from tests.domain.plans import SHIPPED

BEFORE = datetime(2021, 5, 31, tzinfo=UTC)
OFFERED = re.compile(r"^# \w+:\n(?:#   .+\n)+", re.MULTILINE)


def every_part_that_the_shipped_plan_offers_in_comments_can_be_uncommented(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    uncommented = tmp_path / "plan.yaml"
    uncommented.write_text(
        OFFERED.sub(lambda found: found[0].replace("# ", "", 1).replace("\n# ", "\n"), text), "utf-8"
    )
    file = examine(uncommented, BEFORE)
    assert file.plan is not None, file.told("en")
    assert file.errors == ()
    assert (set(file.plan.platforms), set(file.plan.watches)) == ({"our-jenkins"}, {"web", "certificate"})
