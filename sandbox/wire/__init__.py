"""From Slack to the app: events, commands and interactions, by Socket Mode or by HTTP. It knows no method."""
