"""Bug trackers: what they hold, in the names of the plan. What a bug means for a gate is not known here."""
