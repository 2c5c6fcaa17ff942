"""What whoever opens a workspace hands in: the app's manifest, its people, where it listens. It knows no workspace."""
