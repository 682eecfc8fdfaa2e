"""A PostgreSQL of the benchmark's own, that keeps its data when it stops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Benchmarks"))
from rig import TICKS_PER_SECOND, Failure  # noqa: E402

# What a server of a province would have; tools/postgres.sh makes one for tests.
SETTINGS = {"shared_buffers": "'4GB'", "max_wal_size": "'4GB'", "fsync": "on", "full_page_writes": "on"}
FILLING = {"max_wal_size": "'2GB'", "fsync": "off", "full_page_writes": "off", "shared_buffers": "'2GB'"}


class Postgres:
    def __init__(self, folder: Path):
        self.folder = folder
        self.server = ""

    def start(self, settings: dict[str, str] = SETTINGS) -> None:
        """Starts it, making it where it is not there, with these settings."""
        self._launch()
        self.ask(*(f"ALTER SYSTEM SET {name} = {value}" for name, value in settings.items()), database="postgres")
        self.stop()
        self._launch()

    def _launch(self) -> None:
        command = [ROOT / "tools/postgres.sh", "start", self.folder]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(f"PostgreSQL did not start:\n{done.stderr[-2000:]}")
        self.server = done.stdout.strip().splitlines()[-1]

    @property
    def address(self) -> str:
        """Where the region's database is."""
        return self.server.replace("/postgres?", "/province?", 1)

    @property
    def pid(self) -> int:
        return int((self.folder / "data/postmaster.pid").read_text().splitlines()[0])

    def ask(self, *commands: str, database: str = "province") -> str:
        address = self.server.replace("/postgres?", f"/{database}?", 1)
        options = [option for command in commands for option in ("-c", command)]
        done = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address, *options],
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise Failure(f"psql failed:\n{done.stderr[-2000:]}")
        return done.stdout.strip()

    def pin(self, core: int) -> None:
        """Holds it and what it forks from now on to a core."""
        for pid in self._processes():
            subprocess.run(["taskset", "-c", "-p", str(core), str(pid)], check=False, capture_output=True)

    def _processes(self) -> list[int]:
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [self.pid, *map(int, path.read_text().split())]

    def cpu_seconds(self) -> float:
        """User and system time of the postmaster, of its processes, and of those that ended; proc(5), stat 14 to 17."""
        ticks = 0
        for pid in self._processes():
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            ticks += int(fields[11]) + int(fields[12])
            if pid == self.pid:
                ticks += int(fields[13]) + int(fields[14])
        return ticks / TICKS_PER_SECOND

    def stop(self) -> None:
        """Stops it, where it runs, and keeps its data."""
        if not (self.folder / "data/postmaster.pid").exists():
            return
        pid = self.pid
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + 300
        while Path(f"/proc/{pid}").exists():
            if time.monotonic() > deadline:
                raise Failure("PostgreSQL did not stop")
            time.sleep(0.1)
