"""A PostgreSQL cluster of a test's own, by `bin/cluster`."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import urllib.request
from pathlib import Path

from stored import PostgresDatabase

ROOT = Path(__file__).resolve().parents[2]
NODES = ("node1", "node2", "node3")


class Cluster:
    """Three nodes in a folder; `start` may be called again after a node was killed."""

    def __init__(self, folder: Path):
        self.folder = folder
        # Of the platform's database: by the three hosts, and through HAProxy.
        self.address = self.proxied = ""

    def start(self) -> Cluster:
        """Returns once there is a leader with two standbys, one of them synchronous."""
        self.address, self.proxied = self._script("start").splitlines()
        return self

    def switch_over(self) -> str:
        """Returns the name of the new leader, once it leads."""
        return self._script("switchover")

    def kill_leader(self) -> str:
        """Ends all processes of the leader's node at once; returns its name."""
        return self._script("kill-leader")

    def kill_standbys(self) -> None:
        """Ends all processes of the other nodes at once."""
        places = [self.folder / node / part for node in NODES if node != self.leader for part in ("", "data")]
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if any((process / "cwd").samefile(place) for place in places):
                    os.kill(int(process.name), signal.SIGKILL)

    def stop(self) -> None:
        self._script("stop")

    @property
    def leader(self) -> str:
        found = [node for node in NODES if self._answers(node, "primary")]
        assert len(found) == 1, f"these nodes lead: {found}"
        return found[0]

    @property
    def ttl(self) -> int:
        """How long a leader that says nothing stays the leader, in seconds."""
        return self._asked(self.leader, "config")["ttl"]

    @property
    def database(self) -> PostgresDatabase:
        """The platform's database on the leader, as the superuser."""
        leader = self.leader
        place = f"host={self.folder / leader}&port={self._port(f'{leader}.postgres')}"
        return PostgresDatabase(f"postgres://postgres@/xinglin?{place}")

    def _answers(self, node: str, role: str) -> bool:
        try:
            self._asked(node, role)
        except OSError:
            return False
        return True

    def _asked(self, node: str, path: str) -> dict:
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port(f'{node}.rest')}/{path}", timeout=5) as answer:
            return json.load(answer)

    def _port(self, part: str) -> int:
        lines = (self.folder / "ports").read_text(encoding="ascii").splitlines()
        return int(dict(line.split("=") for line in lines)[part])

    def _script(self, act: str) -> str:
        command = [ROOT / "bin/cluster", act, self.folder]
        done = subprocess.run(command, capture_output=True, text=True, timeout=360, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()
