"""A mail server on loopback that speaks just enough SMTP, and answers each mailbox as it is told to."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator


class MailServer(socketserver.ThreadingTCPServer):
    """`answers` = what it says to RCPT of an address; `sender` and `body` = to MAIL and after the text."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers: dict[str, str] = {}
        self.sender = self.body = "250 fine"
        self.asked: list[str] = []
        """Every address that was to be written to, in order, also where it was refused."""
        self.taken: list[str] = []
        """To whom letters were taken."""

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 mail.example")
        to = ""
        for line in iter(self.rfile.readline, b""):
            verb = line.decode().strip().upper()
            if verb.startswith("MAIL"):
                self._say(self.server.sender)
            elif verb.startswith("RCPT"):
                to = line.decode().partition("<")[2].partition(">")[0]
                self.server.asked.append(to)
                if not self._say(self.server.answers.get(to, "250 fine")):
                    return
            elif verb == "DATA":
                self._say("354 go on")
                self._take(to)
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250-mail.example\r\n250 8BITMIME" if verb.startswith("EHLO") else "250 fine")

    def _take(self, to: str) -> None:
        for line in iter(self.rfile.readline, b""):
            if line == b".\r\n":
                break
        if self.server.body.startswith("250"):
            self.server.taken.append(to)
        self._say(self.server.body)

    def _say(self, answer: str) -> bool:
        """False where the server ends the conversation: with 421, or with nothing at all."""
        if answer:
            self.wfile.write(f"{answer}\r\n".encode())
        return bool(answer) and not answer.startswith("421")


@contextlib.contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
