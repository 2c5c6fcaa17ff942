"""Plan files: read, understood, checked, and everything that is wrong with one told with its line."""
