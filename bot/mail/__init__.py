"""Mail: letters and their threads, handed to an SMTP server; replies and bounces, read from a mailbox.

Which mail a release owes, to whom, and what a reply changes is decided elsewhere; nothing here knows a release's state.
"""
