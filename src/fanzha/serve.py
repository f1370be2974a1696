"""`fanzha serve`: the website, live, while one writes."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

from fanzha.diagnostics import Refusal


def claim_address(address: str) -> None:
    """Raise the Refusal BUILD011 when nothing can be served on `address` (HOST:PORT): it is in use, say.

    Asked before the site is built, so that nobody waits for a page that never comes.
    """
    host, _, port = address.rpartition(":")
    try:
        family, kind, protocol, _, target = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the server itself does: a port that was let go a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
    except OSError as error:
        raise _refusal(address, error) from None


def _refusal(address: str, error: OSError) -> Refusal:
    reason = error.strerror or type(error).__name__
    return Refusal("BUILD011", address=address, reason=reason)


def serve(root: Path, address: str) -> None:
    """Serve the site of the project at `root` on `address` (HOST:PORT) until interrupted.

    Raises the Refusal BUILD011 when the address is taken away in the meantime.
    """
    from fanzha.formats.site import serve as serve_site

    try:
        serve_site(root, address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise _refusal(address, error) from None
        raise
