"""The bot in a workspace of its own, in the middle of a story: what a newcomer tries before there is a Slack to try.

`script` says what has happened before one comes in, `guide` what to try, `theatre` holds workspace and bot together on
one clock, `tale` tells the page, `command` is the process. No rule is decided here.
"""
