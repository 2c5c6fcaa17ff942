"""What leaves the house: a release as JSON, its report as files, its archive."""
