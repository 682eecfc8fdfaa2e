"""A man in the middle on the loopback interface: passes requests and answers on, changed as a test wants."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

Change = Callable[[bytes], bytes]
HEAD_END = b"\r\n\r\n"


def unchanged(message: bytes) -> bytes:
    return message


@dataclass(frozen=True)
class Spot:
    """A part of a message, as offsets from its beginning."""

    label: str
    start: int
    stop: int

    @property
    def is_name(self) -> bool:
        return self.label.endswith(" (name)")

    def changed(self, message: bytes, position: int, chance: random.Random) -> bytes:
        """The message with another byte at a position within the spot."""
        assert self.start <= position < self.stop
        old = message[position]
        # Names of fields know no letter case: another case is the same name.
        same = {old, *(bytes([old]).swapcase() if self.is_name else b"")}
        new = chance.choice([byte for byte in range(256) if byte not in same])
        return message[:position] + bytes([new]) + message[position + 1 :]


def spots(message: bytes, names: tuple[str, ...]) -> list[Spot]:
    """The parts of a message that a signature protects: of the start line, of the named fields, and the body."""
    head_end = message.index(HEAD_END)
    start_line = message[: message.index(b"\r\n")]
    parts = start_line.split(b" ")
    if start_line.startswith(b"HTTP/"):
        found = [Spot("status", 9, 12)]
    else:
        target = len(parts[0]) + 1
        found = [Spot("method", 0, len(parts[0])), Spot("target", target, target + len(parts[1]))]
    offset = len(start_line) + 2
    for line in message[offset:head_end].split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.decode().lower() in names:
            label = name.decode().lower()
            begin = offset + len(name) + 1 + len(value) - len(value.lstrip())
            found.append(Spot(f"{label} (name)", offset, offset + len(name)))
            found.append(Spot(label, begin, offset + len(line)))
        offset += len(line) + 2
    if len(message) > head_end + 4:
        found.append(Spot("body", head_end + 4, len(message)))
    return found


def fields(message: bytes) -> dict[str, str]:
    """The fields of a message by their names in lower case."""
    lines = message.partition(HEAD_END)[0].split(b"\r\n")[1:]
    parts = [line.decode().partition(":") for line in lines]
    return {name.lower(): value.strip() for name, _, value in parts}


def without(message: bytes, *names: str) -> bytes:
    """The message without some fields."""
    head, _, body = message.partition(HEAD_END)
    lines = [line for line in head.split(b"\r\n") if line.partition(b":")[0].decode().lower() not in names]
    return b"\r\n".join(lines) + HEAD_END + body


class TamperProxy:
    """Listens on a port of its own; each connection carries one request. A context manager."""

    def __init__(self, server_port: int):
        self._server_port = server_port
        self.change_request: Change = unchanged
        self.change_answer: Change = unchanged
        # The messages of the latest exchange as they came in, before a change.
        self.request = b""
        self.answer = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> TamperProxy:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(30)
            request = self.request = read_message(connection)
            answer = self.answer = self.exchange(self.change_request(request))
            connection.sendall(self.change_answer(answer) if answer else b"")

    def exchange(self, request: bytes) -> bytes:
        """What the server answers to bytes; nothing where it answers nothing within two seconds."""
        with socket.create_connection(("127.0.0.1", self._server_port), timeout=2) as server:
            try:
                server.sendall(request)
                return read_message(server)
            except (TimeoutError, ConnectionError):
                return b""


def read_message(connection: socket.socket) -> bytes:
    """One whole message with a Content-Length, or what came before the connection ended."""
    message = b""
    while HEAD_END not in message:
        part = connection.recv(65536)
        if not part:
            return message
        message += part
    head, _, body = message.partition(HEAD_END)
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        part = connection.recv(65536)
        if not part:
            break
        body += part
    return head + HEAD_END + body
