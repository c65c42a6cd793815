"""Runs the explorer on this machine until it is stopped."""

from __future__ import annotations

import contextlib
import secrets
import signal
import socket
from collections.abc import Callable

import uvicorn

from servanda.errors import UsageError
from servanda.presenting.explorer.app import make_app
from servanda.presenting.holding import told_beside
from servanda.presenting.texts import ENGLISH
from servanda.store import Store

ADDRESS = "127.0.0.1"


def run(store: Store, *, port: int, opened: Callable[[str], None], language: str = ENGLISH) -> None:
    """Serve a store on 127.0.0.1; `opened` gets the address, with the key of this run, once requests are answered.

    Port 0 takes any free one. Raises UsageError where the port is taken.
    """
    token = secrets.token_urlsafe(24)
    with _listening(port) as listener:
        config = uvicorn.Config(
            make_app(store, token=token, language=language),
            access_log=False,
            log_level="error",
            lifespan="off",
            http="h11",
            ws="none",
            proxy_headers=False,
            server_header=False,
            limit_concurrency=200,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=3,
        )
        address = f"http://{ADDRESS}:{listener.getsockname()[1]}"
        # Ctrl-C is how one stops it, or `kill`: the server has ended in good order before it passes the signal on.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with told_beside(store.path, address, token), contextlib.suppress(KeyboardInterrupt):
            opened(f"{address}/?token={token}")
            uvicorn.Server(config).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    """A socket that listens on this machine alone; bound before the address is told, so that it can be trusted."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((ADDRESS, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        what = f"port {port} cannot be used"
        raise UsageError(
            what, where=ADDRESS, why=str(error), todo="name another with --port, or let one be chosen with --port 0"
        ) from error
    return listener
