"""The workspace's mail: a real SMTP server for what the app sends, and people who answer it with real mails."""
