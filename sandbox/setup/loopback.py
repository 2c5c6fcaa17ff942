"""The only addresses the workspace listens on: this machine's own."""

import socket

from sandbox.setup.errors import SetupError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def listen(host: str = "127.0.0.1", port: int = 0, option: str = "--port") -> socket.socket:
    """A bound loopback socket; raise `SetupError` for any other host or a port in use. `option` chooses the port."""
    if host not in LOOPBACK:
        raise SetupError(
            f"The local workspace serves this machine only; {host} is not a loopback address. Use 127.0.0.1."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio sets no TCP_NODELAY
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as problem:
        listener.close()
        reason = getattr(problem, "strerror", None) or "ports go from 0 to 65535"
        raise SetupError(
            f"Port {port} on {host} cannot be used: {reason}. Choose another with {option}, or 0."
        ) from problem
    return listener
