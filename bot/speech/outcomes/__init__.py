"""What came of a command: the answer to whoever acted, the line of the record, the refusal. One file per subject."""
