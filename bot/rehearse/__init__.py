"""Plays a release through before it is real: the plan's own people, the bot itself, a workspace on this machine.

Nothing here decides a rule or reaches slack.com; what is played is what the bot would do.
"""
