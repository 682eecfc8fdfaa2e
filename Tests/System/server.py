"""Starts and stops the server under test as a process of its own, on a loopback port and a data folder of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("XINGLIN_BINARY", ROOT / ".build/debug/xinglin"))
READY_SECONDS = 120
STOP_SECONDS = 30
# A debug build on a busy machine is slow enough to refuse work, which is tested where it is meant: an option that is
# given again overrules this one.
ROOMY = ("--in-work-floor", "512")
# What the Swift runtime writes when a process dies of its own fault.
CRASH_TEXTS = (
    "Fatal error",
    "*** Program crashed",
    "*** Signal",
    "Backtrace",
    "Precondition failed",
    "Assertion failed",
)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def run(
    *arguments: str | Path,
    lines: Iterable[str] = (),
    environment: dict[str, str] | None = None,
    timeout: float = 120,
) -> subprocess.CompletedProcess[str]:
    """One command of the executable, from beginning to end; `lines` are its standard input."""
    return subprocess.run(
        [BINARY, *arguments],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        env=os.environ | (environment or {}),
        timeout=timeout,
    )


class Server:
    """One server; `start` may be called again after `stop` or `kill`, on the same data.

    `options` are those of every command on the data folder, `environment` is added to the process's own.
    """

    def __init__(self, folder: Path, *options: str | Path, environment: dict[str, str] | None = None):
        self.options = list(options)
        self.environment = environment or {}
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None

    def start(self, command: str = "demo", *options: str) -> Server:
        assert BINARY.exists(), f"{BINARY} is missing: bin/test builds it"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [BINARY, command, "--port", str(self.port), "--data", str(self.data), *ROOMY, *self.options, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | self.environment,
            )
        deadline = time.monotonic() + READY_SECONDS
        while not self.is_ready():
            ended = self.process.poll()
            assert ended is None, f"the server ended with {ended} at its start:\n{self.log_text()[-2000:]}"
            assert time.monotonic() < deadline, f"the server was not ready within {READY_SECONDS} s"
            time.sleep(0.05)
        return self

    def keys(self, command: str, *options: str | Path, lines: Iterable[str] = ()) -> subprocess.CompletedProcess[str]:
        """`xinglin keys` on the data folder; the server may run."""
        return run(
            "keys", command, "--data", self.data, *self.options, *options, lines=lines, environment=self.environment
        )

    def is_ready(self) -> bool:
        try:
            return self.get("/health/ready")[0] == 200
        except OSError:
            return False

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    @property
    def sandbox(self) -> dict:
        return json.loads((self.data / "sandbox.json").read_text(encoding="utf-8"))

    def log_text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Asks the server to stop, and checks that it does so in order."""
        if self.process is None:
            return
        ended = self.process.poll()
        assert ended is None, f"the server had ended by itself with {ended}:\n{self.log_text()[-2000:]}"
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not stop within {STOP_SECONDS} s of SIGTERM") from None
        self.process = None
        assert status == 0, f"the server ended with {status} after SIGTERM"
        self.require_no_crash()

    def kill(self) -> None:
        """Ends the server at once, as a power failure would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def require_no_crash(self) -> None:
        text = self.log_text()
        found = [crash for crash in CRASH_TEXTS if crash in text]
        assert not found, f"the server's log shows {found}"
