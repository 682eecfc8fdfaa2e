"""The HL7 v2 listener of the tests: the real listener and the real responder over a TEST DOUBLE of the main index."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import time

from server import CRASH_TEXTS, ROOT

BINARY = ROOT / os.environ.get("XINGLIN_HL7_LISTENER", ".build/debug/HL7Listener")
START, END = b"\x0b", b"\x1c\r"


class Listener:
    """One process of the listener."""

    def __init__(self, folder):
        self._log = (folder / "hl7-listener.log").open("w+b")
        self.process = subprocess.Popen([BINARY], stdout=subprocess.PIPE, stderr=self._log)
        ready, _, _ = select.select([self.process.stdout], [], [], 60)
        assert ready, "the listener does not say its port"
        line = self.process.stdout.readline().decode()
        self.port = int(re.fullmatch(r"TEST DOUBLE listening on (\d+)\n", line).group(1))

    def connect(self) -> Connection:
        return Connection(self.port)

    def stop(self) -> None:
        """Ends it as an operator does; it must end by itself, in order and without a crash."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=30) == 0
        assert not self.crashes()

    def crashes(self) -> list[str]:
        self._log.seek(0)
        log = self._log.read().decode(errors="replace")
        return [text for text in CRASH_TEXTS if text in log]


class Connection:
    """One connection; `ask` sends a message in its frame and waits for the answer."""

    def __init__(self, port: int):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._read = b""

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_) -> None:
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
