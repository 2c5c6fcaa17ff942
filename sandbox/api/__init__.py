"""From the app to Slack: the Web API, and what is answered through a response_url."""
