"""What is known of a release after its events: frozen values, one file a subject. What changes them is in `history`."""
