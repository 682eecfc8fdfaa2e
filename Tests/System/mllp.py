"""Connections that speak MLLP."""

from __future__ import annotations

import socket
import time

START, END = b"\x0b", b"\x1c\r"


class Connection:
    """One connection; `ask` sends a message in its frame and waits for the answer."""

    def __init__(self, port: int):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._read = b""

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self._socket.close()

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def answer(self) -> bytes:
        while END not in self._read:
            data = self._socket.recv(65536)
            if not data:
                raise ConnectionError("closed without an answer")
            self._read += data
        message, self._read = self._read.split(END, 1)
        assert message.startswith(START)
        return message[1:]

    def ask(self, message: bytes) -> bytes:
        self.send(START + message + END)
        return self.answer()

    def is_closed_within(self, seconds: float) -> bool:
        """Whether the other side closes, having said nothing."""
        self._socket.settimeout(seconds)
        started = time.monotonic()
        try:
            return self._socket.recv(1) == b""
        except ConnectionResetError:
            return True
        except TimeoutError:
            assert time.monotonic() - started >= seconds * 0.9
            return False
