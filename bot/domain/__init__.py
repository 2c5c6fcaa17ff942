"""What a release is and what may happen to it. Pure: no clock, no randomness, no I/O, no Slack, no SQL."""
