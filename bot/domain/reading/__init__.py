"""What follows from the state: questions asked of a release, answered anew each time. Nothing is decided."""
