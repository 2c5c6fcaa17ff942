"""Release Captain: a Slack bot that carries a team's release to its closing report."""

from typing import Final

VERSION: Final = "0.1.0"
"""The program's, as packages and archives name it."""
