"""Stands between the platform and PostgreSQL, and cuts connections between `COMMIT` and its answer.

It reads the messages of protocol version 3 (PostgreSQL 15, chapter 55): after the startup message each is a byte that
names its kind and a length of four bytes, which counts itself.
"""

from __future__ import annotations

import random
import socket
import struct
import threading
from collections.abc import Iterator

# SSLRequest, GSSENCRequest and CancelRequest instead of a protocol's version.
SPECIAL = {80877103, 80877104, 80877102}
COMPLETED = b"C"


class CommitProxy:
    """Listens on a port of its own. A context manager.

    Of the transactions that write, one in `every` is cut: its `COMMIT` reaches the server, and when the server says
    that it is done, the client hears nothing more. So are, half as often, those that ask what became of another.
    """

    def __init__(self, server_port: int, seed: int, every: int = 3):
        self._server_port = server_port
        self._chance = random.Random(seed)
        self._every = every
        self._lock = threading.Lock()
        self._allowed = 0
        # Of transactions that wrote, and of those that asked about one.
        self.cuts = 0
        self.cut_questions = 0
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]

    def allow(self, cuts: int) -> None:
        """Cuts so often, and then no more."""
        with self._lock:
            self._allowed += cuts

    @property
    def is_done(self) -> bool:
        with self._lock:
            return self._allowed == 0

    def __enter__(self) -> CommitProxy:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._server_port), timeout=10)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        for each in (client, server):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = Connection(self, client, server)
        threading.Thread(target=connection.pass_answers, daemon=True).start()
        connection.pass_requests()

    def draw(self, is_question: bool) -> bool:
        """Whether a commit that the server has just carried out is cut."""
        with self._lock:
            if self._allowed == 0 or self._chance.randrange(self._every * (2 if is_question else 1)):
                return False
            if is_question:
                self.cut_questions += 1
            else:
                self._allowed -= 1
                self.cuts += 1
            return True


class Connection:
    """One connection of the platform's, and that to the server behind it."""

    def __init__(self, proxy: CommitProxy, client: socket.socket, server: socket.socket):
        self._proxy = proxy
        self._client = client
        self._server = server
        # What the open transaction is, by its BEGIN: None where its commit does not matter.
        self._kind: str | None = None

    def pass_requests(self) -> None:
        try:
            for kind, body, raw in messages(self._client, has_startup=True):
                text = statement(kind, body)
                if text.startswith("BEGIN "):
                    # A question runs READ COMMITTED; so do migrations, whose commits are cut all the same.
                    levels = {"SERIALIZABLE": "write", "READ COMMITTED": "question"}
                    self._kind = next((levels[level] for level in levels if level in text), None)
                self._server.sendall(raw)
        except OSError:
            pass
        self._end()

    def pass_answers(self) -> None:
        try:
            for kind, body, raw in messages(self._server):
                if kind == COMPLETED and body == b"COMMIT\0" and self._kind is not None:
                    is_question, self._kind = self._kind == "question", None
                    if self._proxy.draw(is_question):
                        break
                self._client.sendall(raw)
        except OSError:
            pass
        self._end()

    def _end(self) -> None:
        for each in (self._client, self._server):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            each.close()


def statement(kind: bytes, body: bytes) -> str:
    """What a Query message runs, or a Parse message (a name, then the text) prepares; nothing of any other."""
    place = {b"Q": 0, b"P": 1}.get(kind)
    return "" if place is None else body.split(b"\0")[place].decode()


def messages(connection: socket.socket, has_startup: bool = False) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The messages as they come: kind, body, and all their bytes. The startup message has no kind."""
    buffer = bytearray()
    while has_startup:
        raw = _take(connection, buffer, 0)
        if raw is None:
            return
        has_startup = struct.unpack_from("!I", raw, 4)[0] in SPECIAL
        yield b"", raw[4:], raw
    while (raw := _take(connection, buffer, 1)) is not None:
        yield raw[:1], raw[5:], raw


def _take(connection: socket.socket, buffer: bytearray, kind_length: int) -> bytes | None:
    """The next message with its length after so many bytes; None at the end."""
    needed = kind_length + 4
    while True:
        if len(buffer) >= kind_length + 4:
            needed = kind_length + struct.unpack_from("!I", buffer, kind_length)[0]
            if len(buffer) >= needed:
                raw = bytes(buffer[:needed])
                del buffer[:needed]
                return raw
        part = connection.recv(65536)
        if not part:
            return None
        buffer += part
