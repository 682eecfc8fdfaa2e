"""What the measurements stand on: pinned servers, wrk, CPU time of a process, latency of the disk."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

SERVER_CORE = 0
CLIENT_CORE = 1
CONNECTIONS = 64
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
HERE = Path(__file__).resolve().parent


class Failure(Exception):
    """The benchmark is void: something did not run, or an answer was wrong."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port: int, path: str, timeout: float = 2) -> bytes:
    """One GET; the answer with its head, or nothing where nobody listens yet."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout) as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            answer = b""
            while part := line.recv(65_536):
                answer += part
            return answer
    except ConnectionError:
        return b""


class Server:
    """A process pinned to the server's core, or to those that are named as taskset names them, up when the given path first
    answers 200."""

    def __init__(
        self, name: str, command: list[str], port: int, log: Path, path: str = "/api/v1/time", cores: str = str(SERVER_CORE)
    ):
        self.port = port
        self.log = log
        environment = dict(os.environ, NIO_SINGLETON_GROUP_LOOP_COUNT="1")
        with log.open("ab") as output:
            begin = time.monotonic()
            self.process = subprocess.Popen(
                ["taskset", "-c", cores, *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environment,
                cwd=HERE,
            )
        deadline = begin + 60
        while not get(port, path).startswith(b"HTTP/1.1 200 "):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise Failure(f"{name} did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.001)
        self.start_seconds = time.monotonic() - begin

    @property
    def pid(self) -> int:
        return self.process.pid

    def cpu_seconds(self) -> float:
        """User and system time of all threads; proc(5), fields 14 and 15 of stat."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            if self.process.wait(30) not in (0, -signal.SIGTERM):
                raise Failure(f"a server ended with {self.process.returncode}:\n{self.log.read_text()[-2000:]}")
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failure(f"a server did not stop:\n{self.log.read_text()[-2000:]}") from None


@dataclass
class Reading:
    """What one run of wrk against one server gave."""

    requests: int
    seconds: float
    cpu_seconds: float
    p50_ms: float
    p99_ms: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    @property
    def rate_per_cpu_second(self) -> float:
        return self.requests / self.cpu_seconds

    @property
    def core_share(self) -> float:
        return self.cpu_seconds / self.seconds


class Exhausted(Exception):
    """The file of requests was too short for the time."""


def drive(
    server: Server,
    seconds: float,
    expected: str,
    requests: Path | None = None,
    path: str = "/api/v1/time",
    connections: int = CONNECTIONS,
) -> Reading:
    """Drives a server with wrk from the other core and checks every answer."""
    url = f"http://127.0.0.1:{server.port}{path}"
    command = ["taskset", "-c", str(CLIENT_CORE), "wrk", "--threads", "1", "--connections", str(connections)]
    command += ["--duration", f"{seconds:.0f}s", "--timeout", "10s", "--script", str(HERE / "check.lua"), url]
    command += ["--", expected] + ([str(requests)] if requests else [])
    before = server.cpu_seconds()
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    cpu = server.cpu_seconds() - before
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"requests"')]
    if done.returncode != 0 or len(lines) != 1:
        raise Failure(f"wrk failed:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
    result = json.loads(lines[0])
    if result["exhausted"]:
        raise Exhausted
    if result["bad"] or result["socket_errors"]:
        raise Failure(
            f"{result['bad']} wrong answers of {result['requests']} and {result['socket_errors']} socket errors; "
            f"the first: {result['first_bad']}"
        )
    return Reading(result["requests"], result["seconds"], cpu, result["p50_ms"], result["p99_ms"])


def sync_milliseconds(folder: Path, count: int = 100) -> list[float]:
    """How long fdatasync takes after each of `count` appended blocks of 4 KiB."""
    path = folder / "sync-probe"
    readings = []
    with path.open("wb", buffering=0) as file:
        for _ in range(count):
            file.write(os.urandom(4_096))
            begin = time.perf_counter()
            os.fdatasync(file.fileno())
            readings.append((time.perf_counter() - begin) * 1_000)
    path.unlink()
    return readings
