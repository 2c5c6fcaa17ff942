"""Slack: turns what people type, click and react into commands, and the state into Block Kit."""
