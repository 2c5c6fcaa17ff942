"""Records of the workspace as the JSON Slack sends. Key names are Slack's; nothing is decided here."""
