"""What a workspace holds, and what has happened in it. Nothing here decides how it changes, or speaks to the app."""
