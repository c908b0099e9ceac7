"""A web server for the built page, for this machine only: what any web server does with a folder of files, and no more.

The page needs a server because browsers do not load modules and workers of pages that are opened as files.
"""

from __future__ import annotations

import os
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from impsim.errors import Diagnostic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))
INSTALLED = os.path.join(HERE, "site")  # where a wheel has it, if it was built before the wheel was
BUILT = os.path.join(os.path.dirname(os.path.dirname(HERE)), "build", "playground")  # where a source tree has it
ADDRESS = "127.0.0.1"
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json"}


def built() -> str:
    """The folder of the built page. Raises Diagnostic where there is none."""
    for folder in (INSTALLED, BUILT):
        if os.path.isfile(os.path.join(folder, "index.html")):
            return folder
    hint = "`make playground` in a source tree builds it into build/playground, which any web server can serve"
    raise Diagnostic("the page is not built", "impsim play", hint=hint, code="playground")


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder, without a list of them and without a word for each."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012  # as its base class has it
    protocol_version = "HTTP/1.1"
    server_version = "impsim"
    sys_version = ""

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def list_directory(self, path: Any) -> None:
        self.send_error(404, "there is nothing here")

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


class Server(ThreadingHTTPServer):
    """On a port of this machine; port 0 is one that is free."""

    daemon_threads = True

    def __init__(self, folder: str, port: int) -> None:
        try:
            super().__init__((ADDRESS, port), lambda *given: Handler(*given, directory=folder))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or "there is no such port"
            raise Diagnostic(
                "port %d: %s" % (port, reason.lower()), "impsim play", hint="--port 0 takes a free one"
            ) from None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is no error."""

    @property
    def url(self) -> str:
        return "http://%s:%d/" % (ADDRESS, self.server_address[1])
