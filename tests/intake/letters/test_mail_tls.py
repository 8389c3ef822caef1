"""Mail goes over verified TLS or not at all: an impostor gets neither the password nor a letter with its link."""

import datetime
import smtplib
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from services.intake.letters.worker import _server

HOST = "127.0.0.2"
"""Of this machine, but not one of the names under which it is spoken to in the clear."""


class Impostor(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True

    def __init__(self, tls: ssl.SSLContext, *, offers: bool, at_once: bool) -> None:
        super().__init__((HOST, 0), Conversation)
        self.tls, self.offers, self.at_once = tls, offers, at_once
        self.heard: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    server: Impostor

    def handle(self) -> None:
        try:
            self._talk()
        except OSError:
            return
        finally:
            self.request.close()

    def _talk(self) -> None:
        if self.server.at_once:
            self._wrap()
        self._say("220 mail.example")
        while line := self.rfile.readline():
            said = line.decode().strip()
            self.server.heard.append(said)
            if said.upper().startswith("EHLO"):
                self._say(
                    "250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 " + ("STARTTLS" if self.server.offers else "HELP")
                )
            elif said.upper() == "STARTTLS":
                self._say("220 go on")
                self._wrap()
            else:
                self._say({"AUTH": "235 welcome", "QUIT": "221 bye"}.get(said.upper()[:4], "250 fine"))

    def _wrap(self) -> None:
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Self-signed, for the right address."""
    import ipaddress

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), 1, now - datetime.timedelta(1), now + datetime.timedelta(1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "self.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextmanager
def impostor(certificate: Path, *, offers: bool = True, at_once: bool = False) -> Iterator[Impostor]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with Impostor(tls, offers=offers, at_once=at_once) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def sends(server: Impostor, scheme: str) -> None:
    with _server(f"{scheme}://officer:s3cret@{HOST}:{server.server_address[1]}") as post:
        post.noop()


@pytest.mark.parametrize(
    ("scheme", "offers", "refused"),
    [
        ("smtp", False, smtplib.SMTPNotSupportedError),
        ("smtp", True, ssl.SSLCertVerificationError),
        ("smtps", True, ssl.SSLCertVerificationError),
    ],
)
def test_whoever_cannot_prove_to_be_the_host_hears_nothing_of_ours(
    certificate: Path, scheme: str, offers: bool, refused: type[Exception]
) -> None:
    with impostor(certificate, offers=offers, at_once=scheme == "smtps") as server:
        with pytest.raises(refused):
            sends(server, scheme)
        assert issubclass(refused, OSError), "letters wait, as for a server that is away"
        assert [said for said in server.heard if not said.upper().startswith(("EHLO", "STARTTLS", "QUIT"))] == []


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_host_that_is_known_gets_its_letters(certificate: Path, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with impostor(certificate, at_once=scheme == "smtps") as server:
        sends(server, scheme)
        assert any(said.startswith("AUTH") for said in server.heard)
