"""What is owed goes out: messages, files and mails, each once, and kept true afterwards."""
