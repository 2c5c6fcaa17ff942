"""What the clock drives besides the rules: platforms, trackers, watches and the mailbox are looked at in their time."""
