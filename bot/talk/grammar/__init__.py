"""What people type after `/release`: `parse` reads a line, `bind` finds out what it asks of a release.

Pure: the state, the workspace's members, the calendar and the time are handed in.
"""
