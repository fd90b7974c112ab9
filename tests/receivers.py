"""Real HTTP servers in the test process, for what the product sends to others."""

import ssl
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Received:
    """One request, header names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What a receiver says."""

    status: int = 200
    body: bytes = b"ok"
    headers: Mapping[str, str] = field(default_factory=dict)


class Receiver:
    """A server on a port of its own: `requests` is what came, `answer_with` and `answer_by` say what goes back."""

    def __init__(self) -> None:
        self.requests: list[Received] = []
        self._answer: Callable[[Received], Reply] = lambda _: Reply()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver._handle(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = _QuietServer(("127.0.0.1", 0), Handler)
        self.port = int(self._server.server_address[1])

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def answer_with(self, status: int, body: bytes = b"ok", headers: Mapping[str, str] | None = None) -> None:
        self._answer = lambda _: Reply(status, body, headers or {})

    def answer_by(self, answer: Callable[[Received], Reply]) -> None:
        self._answer = answer

    def forget(self) -> None:
        self.requests.clear()

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        received = Received(handler.path, {name.lower(): value for name, value in handler.headers.items()}, body)
        self.requests.append(received)
        reply = self._answer(received)
        handler.send_response(reply.status)
        for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(reply.body)


class TlsReceiver(Receiver):
    """The same behind TLS, with a certificate of its own for one name; `names` is what callers asked for (SNI)."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.names: list[str | None] = []
        self.certificate, key = _certificate_for(name)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "pair.pem"
            file.write_text(key + self.certificate)
            context.load_cert_chain(file)
        context.sni_callback = lambda _, asked, __: self.names.append(asked)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)

    def forget(self) -> None:
        super().forget()
        self.names.clear()


class _QuietServer(ThreadingHTTPServer):
    """Callers that go away in the middle are what some tests are about."""

    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing."""


def _certificate_for(name: str) -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return certificate.public_bytes(Encoding.PEM).decode(), pem
