"""Every sentence the bot says, one named function or one table entry each. Decides nothing; knows no Slack call."""
