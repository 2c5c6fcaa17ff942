"""The doctor: examines an installation from outside, without the bot, and says what is to be mended.

It changes no database, and what it writes in Slack it deletes again.
"""
