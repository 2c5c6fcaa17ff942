"""Block Kit's rules: what Slack accepts as blocks and views, and its own words for what it refuses. Pure."""

from sandbox.blockkit.blocks import every_block, interactive_elements, is_too_long, problems_of
from sandbox.blockkit.views import is_too_large, problems_of_view

__all__ = ["every_block", "interactive_elements", "is_too_large", "is_too_long", "problems_of", "problems_of_view"]
