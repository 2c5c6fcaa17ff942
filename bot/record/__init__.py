"""What stands between rules and database: the transaction, folding, looking up, owing. Nothing is decided here."""
