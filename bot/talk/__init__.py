"""A line to its answer, without Slack: what it means, who says it, which release it is about, which form it wants."""
