"""The state as Block Kit, one file per subject. Words are speech's; whom a picture goes to is decided elsewhere."""
