"""What people do in Slack, and what they see of what came of it."""
