"""What the doctor can find, in words: each finding, what goes without it, and how it is mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.examination import Area, What
from bot.locales import msgid


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences of the catalogue; `why` and `mend` may be ""."""

    what: str
    why: str = ""
    mend: str = ""


AREAS: Final[Mapping[Area, str]] = {
    "bot_token": msgid("bot token"),
    "scopes": msgid("scopes"),
    "events": msgid("events"),
    "command": msgid("command"),
    "clock": msgid("system clock"),
    "time_zone": msgid("time zone"),
    "app_token": msgid("app token"),
    "socket": msgid("Socket Mode"),
    "http": msgid("HTTP"),
    "channel": msgid("channel"),
    "posting": msgid("posting"),
    "whispering": msgid("private answers"),
    "direct_messages": msgid("direct messages"),
    "files": msgid("files"),
    "people": msgid("people"),
    "pictures": msgid("messages and forms"),
    "smtp": msgid("mail out"),
    "imap": msgid("mail in"),
    "platforms": msgid("deployment platforms"),
    "tracker": msgid("bug tracker"),
    "database": msgid("database"),
}
WORDS: Final[Mapping[What, Phrases]] = {
    "nothing-asked": Phrases(msgid("not asked: something else has to be mended first")),
    "slack-unreachable": Phrases(
        msgid("Slack cannot be reached: {why}"),
        msgid("Without Slack nobody is told anything; what is owed is kept until it answers."),
        msgid("Check this machine's network, its proxy and SLACK_API_URL."),
    ),
    "token-good": Phrases(msgid("Slack knows the bot as {bot} in {team}")),
    "token-refused": Phrases(
        msgid("Slack refuses SLACK_BOT_TOKEN: {why}"),
        msgid("With it the bot can neither read nor write anything."),
        msgid("Install the app (Install App) and copy the Bot User OAuth Token anew."),
    ),
    "scopes-good": Phrases(msgid("the app has the {n} scopes it needs, and none besides")),
    "scopes-unseen": Phrases(msgid("Slack's answer names no scopes")),
    "scope-missing": Phrases(
        msgid("{scope} is missing"),
        msgid("Slack refuses the calls, and withholds the events, that need it: {loses}."),
        msgid("Add it under OAuth & Permissions, or paste the manifest anew, and install the app again."),
    ),
    "scope-needless": Phrases(
        msgid("{scope} is granted, and the bot never uses it"),
        msgid("Whoever steals the token may do more with it."),
        msgid("Remove it under OAuth & Permissions, and install the app again."),
    ),
    "events-heard": Phrases(msgid("emoji or words reach the bot, last at {at}")),
    "events-unseen": Phrases(
        msgid("which events the app is sent cannot be seen with a bot's token; it needs {events}"),
        msgid("Without them emoji, replies and the Home tab stay unanswered."),
        msgid("Sign once with an emoji and examine again; or compare with Event Subscriptions of the app."),
    ),
    "command-heard": Phrases(msgid("{name} reaches the bot, last at {at}")),
    "command-unseen": Phrases(
        msgid("whose {name} is cannot be asked"),
        msgid("The app that was installed last takes a command over."),
        msgid("Type it once in Slack and see who answers."),
    ),
    "clock-good": Phrases(msgid("it agrees with Slack's")),
    "clock-unseen": Phrases(msgid("Slack's answer tells no time")),
    "clock-off": Phrases(
        msgid("it is {seconds} s off Slack's"),
        msgid("Beyond 300 s everything Slack sends by HTTP is refused, and deadlines are told at the wrong moment."),
        msgid("Turn time synchronisation on (NTP)."),
    ),
    "zone-known": Phrases(msgid("it is {wall} in {zone}, by zone rules {version}")),
    "app-token-good": Phrases(msgid("Slack takes it")),
    "app-token-refused": Phrases(
        msgid("Slack refuses SLACK_APP_TOKEN: {error}"),
        msgid("Without it no command, click or emoji reaches the bot."),
        msgid("Make one under Basic Information, App-Level Tokens, with connections:write."),
    ),
    "app-token-of-another": Phrases(
        msgid("SLACK_APP_TOKEN is another app's ({app}) than the bot's ({bot_app})"),
        msgid("The bot would hear what is meant for another app, and nothing of its own."),
        msgid("Take both tokens from the same app."),
    ),
    "socket-mode-off": Phrases(
        msgid("Socket Mode is switched off for the app"),
        msgid("No command, click or emoji reaches the bot."),
        msgid("Turn it on under Socket Mode, or unset SLACK_APP_TOKEN and set SLACK_SIGNING_SECRET and PORT."),
    ),
    "socket-good": Phrases(
        msgid("a connection opens and Slack says hello; the bots on this database hold {known} more")
    ),
    "socket-shared": Phrases(
        msgid("{others} connections are open that no bot on this database has made"),
        msgid("Slack sends each command, click and emoji to one connection only: some never reach the bot."),
        msgid(
            "Stop what else runs with this app's tokens, or make a new SLACK_APP_TOKEN and revoke the old one. "
            "If it is your own bot, examine with its DATABASE_URL."
        ),
    ),
    "socket-unreachable": Phrases(
        msgid("a connection cannot be opened: {why}"),
        msgid("No command, click or emoji reaches the bot."),
        msgid("Let this machine connect to Slack (wss-primary.slack.com and the like), port 443, WebSockets included."),
    ),
    "http-ready": Phrases(msgid("the bot at port {port} is ready")),
    "http-not-running": Phrases(msgid("nothing answers at port {port}: the bot is not running here")),
    "http-not-ready": Phrases(
        msgid("what answers at port {port} is not ready: {why}"),
        msgid("The bot does not serve everybody yet, or something else has taken its port."),
        msgid("Open /readyz at this port, which names what is amiss."),
    ),
    "http-outside": Phrases(
        msgid("whether Slack reaches port {port} cannot be seen from here"),
        msgid("Slack posts commands, clicks and events to https://…/slack/events."),
        msgid("Save that address under Event Subscriptions: Slack tries it and says Verified."),
    ),
    "channel-good": Phrases(msgid("the bot is in {channel}")),
    "channel-missing": Phrases(
        msgid("there is no {channel}, as far as the bot can see"),
        msgid("Cards and escalations of the release go there."),
        msgid("Create it; if it is private, type /invite in it and name the bot."),
    ),
    "channel-archived": Phrases(
        msgid("{channel} is archived"),
        msgid("Nothing can be posted there."),
        msgid("Unarchive it, or name another channel in the plan."),
    ),
    "channel-not-joined": Phrases(
        msgid("the bot is not in {channel}"),
        msgid("It may neither post nor read there, and is sent none of its events."),
        msgid("Type /invite in it and name the bot; a public channel it joins by itself when it starts."),
    ),
    "channel-refused": Phrases(
        msgid("Slack does not say where {channel} is: {error}"),
        msgid("Cards and escalations of the release go there."),
        msgid("See what Slack's error means, and run this again."),
    ),
    "posting-good": Phrases(msgid("in {channel} a message was posted, found again, edited and deleted")),
    "posting-refused": Phrases(
        msgid("Slack refuses a message in {channel}: {error}"),
        msgid("No card of the release would appear."),
        msgid("Let apps post in this channel: its settings, Posting permissions."),
    ),
    "posting-unfound": Phrases(
        msgid("a message in {channel} is not found again by its metadata: {error}"),
        msgid("When an answer of Slack's is lost, the bot could not tell whether it has posted."),
        msgid("Check that conversations.history is allowed for the app."),
    ),
    "editing-refused": Phrases(
        msgid("Slack refuses to edit a message in {channel}: {error}"),
        msgid("Cards would show what was true when they were posted."),
        msgid("Let messages be edited at any time: workspace settings, Message Editing."),
    ),
    "deleting-refused": Phrases(
        msgid("Slack refuses to delete the bot's own message in {channel}: {error}"),
        msgid("What was posted twice by mischance would stay, and so does this examination's message."),
        msgid("Delete that message by hand, and let apps delete their own."),
    ),
    "whispering-good": Phrases(
        msgid("a private line was shown to the lead in {channel}; it goes when Slack is loaded again")
    ),
    "whispering-refused": Phrases(
        msgid("Slack refuses a private line for the lead in {channel}: {error}"),
        msgid("Refusals and previews are told in private; they reach nobody who is not in the channel."),
        msgid("Invite the lead, and everybody of the plan, to the channel."),
    ),
    "direct-messages-good": Phrases(msgid("the conversation with the lead opens")),
    "direct-messages-refused": Phrases(
        msgid("Slack refuses a conversation with the lead: {error}"),
        msgid("Prompts and reminders go to each person directly."),
        msgid("Turn on the Messages tab under App Home."),
    ),
    "files-good": Phrases(msgid("bytes can be uploaded")),
    "files-refused": Phrases(
        msgid("an upload fails: {error}"),
        msgid("Reports and minutes come as files."),
        msgid("Let the workspace take files of apps, and let this machine connect to files.slack.com."),
    ),
    "people-good": Phrases(msgid("all {n} people of the plan have an account")),
    "people-refused": Phrases(
        msgid("Slack does not say who is who: {error}"),
        msgid("Only who is known may sign."),
        msgid("See what Slack's error means, and run this again."),
    ),
    "person-unknown": Phrases(
        msgid("no active account in Slack has the address of {person} ({email})"),
        msgid("This person is told nothing, and may sign nothing."),
        msgid("Correct the address in the plan; or, once it is started, the lead types `{command} link @user {key}`."),
    ),
    "person-guest": Phrases(
        msgid("{person} ({email}) is a guest in this workspace"),
        msgid("Guests may not act in a release."),
        msgid("Make it a full member's account, or name somebody else in the plan."),
    ),
    "pictures-good": Phrases(msgid("Slack takes the {n} largest of this plan")),
    "pictures-by-our-limits": Phrases(
        msgid("this workspace cannot be asked (blocks.validate); they keep the limits that are known")
    ),
    "picture-refused": Phrases(
        msgid("{picture}: {why}"),
        msgid("It would arrive as bare text, or not at all."),
        msgid("Shorten the titles and texts of the plan, and tell us, since it should have been cut."),
    ),
    "smtp-good": Phrases(msgid("{server} would take a letter")),
    "smtp-refused": Phrases(
        msgid("{server} would take no letter: {why}"),
        msgid("Mails of the release would be kept, and shown as late."),
        msgid("Correct SMTP_URL: user, password, port and encryption."),
    ),
    "smtp-unset": Phrases(
        msgid("SMTP_URL is not set, and the plan sends mails"),
        msgid("They are kept, and shown as late, until it is."),
        msgid("Set SMTP_URL to smtp://user:password@host:587."),
    ),
    "smtp-unneeded": Phrases(msgid("the plan sends none")),
    "imap-good": Phrases(msgid("{folder} at {server} opens; {receiver} vouches for who wrote")),
    "imap-unvouched": Phrases(
        msgid(
            "{folder} at {server} opens; MAIL_AUTHSERV_ID is not set, so replies are put to people in Slack and sign "
            "nothing"
        )
    ),
    "imap-set-aside": Phrases(
        msgid("{n} in {folder} could not be read, or are flagged by somebody"),
        msgid("What they say has reached nobody."),
        msgid("Look at the flagged mails of the mailbox, and take the flags off."),
    ),
    "imap-refused": Phrases(
        msgid("the mailbox at {server} does not open: {why}"),
        msgid("Replies by mail would close nothing, and nobody would be told of bounces."),
        msgid("Correct IMAP_URL: user, password, port and folder."),
    ),
    "imap-unset": Phrases(msgid("IMAP_URL is not set: replies by mail are not read")),
    "platform-good": Phrases(msgid("{name} would take an order")),
    "platform-down": Phrases(
        msgid("{name}: {reason}"),
        msgid("A deployment ordered there would not begin."),
        msgid("Correct `platforms` in the plan, or its credentials."),
    ),
    "platform-not-permitted": Phrases(
        msgid("{release} brings {name} along in its record, and the plan file has it otherwise or not at all"),
        msgid("Nothing is run, and no credential is sent, by a record alone: an order there would not begin."),
        msgid(
            "If it is meant, put it under `platforms` of the plan file as `export` shows it, and start the bot anew; "
            "if not, somebody changed the record: `python -m bot verify --against ANCHOR`."
        ),
    ),
    "tracker-good": Phrases(msgid("it answers, with {n} bugs")),
    "tracker-down": Phrases(
        msgid("{reason}"),
        msgid("Gates stay shut while bugs cannot be counted."),
        msgid("Correct `bugs` in the plan, or TRACKER_TOKEN."),
    ),
    "database-good": Phrases(msgid("{database} is sound, and its schema this program's")),
    "database-rewrites": Phrases(
        msgid("{database} is sound; the bot's role may change and remove what stands in the journal"),
        msgid("Whoever gets hold of its password could rewrite a record."),
        msgid("As the owner of the tables: `python -m bot grant ROLE`, then give the bot that role."),
    ),
    "database-new": Phrases(msgid("{database} is not there yet; the bot's first start makes it")),
    "database-unusable": Phrases(
        msgid("{detail}"),
        msgid("Without it the bot does not start, and nothing is recorded."),
        msgid("Mend that, and run this again."),
    ),
    "database-older": Phrases(
        msgid("{database} has an older schema ({detail})"),
        msgid("This program brings it up to date when it starts; an older program cannot read it afterwards."),
        msgid("Back it up, and start the bot once."),
    ),
    "database-newer": Phrases(
        msgid("{database} has a newer schema ({detail}) than this program"),
        msgid("The bot refuses to start on it."),
        msgid("Run the version that wrote it, or a newer one."),
    ),
    "database-forgetful": Phrases(
        msgid("{database} may lose what it has taken ({detail})"),
        msgid("Slack is told that an act is recorded as soon as it is."),
        msgid("SQLite: start the bot once, on a local disk. PostgreSQL: turn that setting on."),
    ),
}
LOSES: Final[Mapping[str, str]] = {
    "app_mentions:read": msgid("mentions of the bot"),
    "canvases:write": msgid("minutes and reports as canvases"),
    "channels:history": msgid("words in threads, and finding what was posted"),
    "channels:join": msgid("joining the channel"),
    "channels:read": msgid("finding the channel"),
    "chat:write": msgid("every message"),
    "commands": msgid("the command and the shortcuts"),
    "files:read": msgid("finding files again"),
    "files:write": msgid("reports and minutes as files"),
    "groups:history": msgid("words in threads of private channels"),
    "groups:read": msgid("private channels"),
    "im:history": msgid("words in direct messages"),
    "im:write": msgid("direct messages"),
    "reactions:read": msgid("signing by emoji"),
    "users:read": msgid("names, languages and time zones"),
    "users:read.email": msgid("knowing people by their address"),
}
"""What does not work without a scope."""
PICTURES: Final[Mapping[str, str]] = {
    "card": msgid("the card of a phase"),
    "prompt": msgid("what is asked of one person"),
    "status": msgid("the status"),
    "mine": msgid("one person's list"),
    "home": msgid("the Home tab"),
    "why": msgid("why an item waits"),
    "bug": msgid("the form for a bug"),
    "minute": msgid("the form for the minutes"),
    "document": msgid("the form for a document"),
    "evidence": msgid("the form for evidence"),
}
