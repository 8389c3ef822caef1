"""HTTP that cannot be read at all never comes to the application: it is answered here, with the headers of every answer."""

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from web.security import HEADERS, REASONS

KIND = b"text/plain; charset=utf-8"


class Guarded(HttpToolsProtocol):
    """uvicorn's own reader of HTTP; only what it says to what it cannot read is ours."""

    transport: Any

    def send_400_response(self, msg: str) -> None:
        body = REASONS[400].encode()
        about = {b"content-type": KIND, b"content-length": b"%d" % len(body), b"cache-control": b"no-store"}
        lines = [name + b": " + value for name, value in {**HEADERS, **about, b"connection": b"close"}.items()]
        self.transport.write(b"\r\n".join([b"HTTP/1.1 400 Bad Request", *lines, b"", body]))
        self.transport.close()
