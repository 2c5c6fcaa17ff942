"""The workspace's mail: a real SMTP server for what the app sends, and people who answer it with real mails."""

from sandbox.mail.model import Attachment, Delivery, Mail, Mailbox, MailSettings
from sandbox.mail.threads import threads

__all__ = ["Attachment", "Delivery", "Mail", "MailSettings", "Mailbox", "threads"]
