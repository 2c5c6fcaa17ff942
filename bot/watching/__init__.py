"""The watches of a plan, looked at after go-live, and the alerts of the team's own monitoring. It decides nothing.

A watch reaches the addresses that its plan names and no others; docs/monitoring.md says what guards that.
"""
