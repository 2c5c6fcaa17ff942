"""B, what everything is compared with: synchronous Bolt that acknowledges a command and does nothing else."""

import os

import uvicorn
from slack_bolt import Ack, App
from slack_bolt.adapter.asgi import SlackRequestHandler
from slack_sdk import WebClient


def main() -> None:
    app = App(
        client=WebClient(os.environ.pop("SLACK_BOT_TOKEN"), base_url=os.environ["SLACK_API_URL"]),
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=True,
        token_verification_enabled=False,
    )

    @app.command("/release")
    def nothing(ack: Ack) -> None:
        ack()

    web = SlackRequestHandler(app)
    uvicorn.run(web, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
