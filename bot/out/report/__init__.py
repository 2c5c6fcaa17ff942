"""The report as files: Markdown as GitHub reads it, and one HTML page that needs nothing else. Layout alone."""
