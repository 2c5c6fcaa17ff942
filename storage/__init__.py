"""What lasts: the journal, the outbox, the directory. Knows no rule of releases and nothing of Slack."""
