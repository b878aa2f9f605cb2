"""A web application at an address, for browsers and for programs that ask over HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import make_server

from shared.local.processes import LOOPBACK

LOOK_SECONDS = 0.02  # a server notices that it shall end only when it looks, and every test waits for that


@contextmanager
def served(app: Any, port: int = 0) -> Iterator[str]:
    """The address at which the WSGI application answers; port 0 means one that is free."""
    server = make_server(LOOPBACK, port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": LOOK_SECONDS}, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
