"""The schema's history. A released migration is never changed; the next one follows it."""
