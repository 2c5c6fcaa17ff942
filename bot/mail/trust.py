"""Whose certificates a mail server's may be signed by."""

import ssl
from functools import cache


@cache
def trusted() -> ssl.SSLContext:
    """The machine's own, or those that SSL_CERT_FILE names: read once, for it takes longer than a letter does."""
    return ssl.create_default_context()
