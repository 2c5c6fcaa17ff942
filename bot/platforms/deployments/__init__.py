"""Deployment platforms: a run is started there, and what becomes of it is told. What that means is not known here."""
