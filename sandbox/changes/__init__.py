"""The rules by which a workspace changes, and the file it is kept in. They know of no HTTP."""
