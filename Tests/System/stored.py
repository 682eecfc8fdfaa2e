"""What a database holds, read beside the platform: by Python's own SQLite, or by psql."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import uuid
from pathlib import Path

from server import free_port

Row = tuple[str | None, ...]
ROOT = Path(__file__).resolve().parents[2]


class SQLiteFile:
    def __init__(self, path: Path):
        self.path = path

    def rows(self, query: str) -> list[Row]:
        with contextlib.closing(sqlite3.connect(self.path, timeout=30)) as database:
            return [
                tuple(None if value is None else str(value) for value in row) for row in database.execute(query)
            ]

    def hexadecimal(self, column: str) -> str:
        return f"hex({column})"

    def require_sound(self) -> None:
        assert self.rows("PRAGMA integrity_check") == [("ok",)]
        assert self.rows("PRAGMA foreign_key_check") == []


class PostgresDatabase:
    """`address` is libpq's, of a server that `tools/postgres.sh` started."""

    def __init__(self, address: str):
        self.address = address

    @classmethod
    def create(cls, server: str) -> PostgresDatabase:
        """A fresh, empty database on a server."""
        name = f"system_{uuid.uuid4().hex}"
        cls(server).run(f"CREATE DATABASE {name} TEMPLATE template0")
        return cls(server.replace("/postgres?", f"/{name}?", 1))

    @property
    def folder(self) -> Path:
        return Path(self.address.partition("host=")[2].partition("&")[0])

    @property
    def port(self) -> int:
        return int(self.address.partition("port=")[2].partition("&")[0])

    @property
    def user(self) -> str:
        return self.address.partition("://")[2].partition("@")[0]

    @property
    def name(self) -> str:
        return self.address.partition("@/")[2].partition("?")[0]

    def through(self, port: int) -> str:
        """The address of the same database by TCP and in clear, through a port of the loopback."""
        tcp = f"host=127.0.0.1&port={port}&sslmode=disable&gssencmode=disable&passfile={self.folder / 'pgpass'}"
        return f"postgres://xinglin@/{self.name}?{tcp}"

    def run(self, statement: str) -> str:
        command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.address, "-c", statement]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, query: str) -> list[Row]:
        # None of the columns that are asked for holds what COPY escapes.
        lines = self.run(f"COPY ({query}) TO STDOUT").splitlines()
        return [tuple(None if value == r"\N" else value for value in line.split("\t")) for line in lines]

    def hexadecimal(self, column: str) -> str:
        return f"upper(encode({column}, 'hex'))"

    def require_sound(self) -> None:
        """Checks every table and index, page by page."""
        command = ["/usr/lib/postgresql/15/bin/pg_amcheck", "--install-missing", "--heapallindexed"]
        options = ["-h", self.folder, "-p", str(self.port), "-U", self.user, "-d", self.name]
        done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr

    def drop(self) -> None:
        PostgresDatabase(self.address.replace(f"/{self.name}?", "/postgres?", 1)).run(
            f"DROP DATABASE {self.name} WITH (FORCE)"
        )


class PostgresServer:
    """A server of a test's own in a folder; `start` may be called again after `kill`. Once somebody asked for its port
    it stays there, also when its data are made anew."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._known_port: int | None = None

    @property
    def port(self) -> int:
        self._known_port = int((self.folder / "port").read_text(encoding="ascii"))
        return self._known_port

    @property
    def address(self) -> str:
        return f"postgres://xinglin@/postgres?host={self.folder}&port={self.port}"

    def start(self) -> str:
        """Returns the address, once the server answers."""
        return self._script("start")

    def follow(self, primary: PostgresServer) -> None:
        """Becomes a standby of another server, in a folder that is not there."""
        data = self.folder / "data"
        self.folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        options = ["-D", data, "-h", primary.folder, "-p", str(primary.port), "-U", "xinglin", "--no-password"]
        options += ["--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast"]
        options += ["--create-slot", f"--slot=standby_{uuid.uuid4().hex[:8]}"]
        self._owned("pg_basebackup", *options)
        with (data / "postgresql.conf").open("a", encoding="ascii") as settings:
            settings.write(f"unix_socket_directories = '{self.folder}'\n")
        (self.folder / "port").write_text(str(self._known_port or free_port()), encoding="ascii")
        self.start()

    def promote(self) -> None:
        """Takes over; returns when it takes writes."""
        self._owned("pg_ctl", "promote", "--wait", "-D", self.folder / "data")

    def _owned(self, program: str, *arguments: str | Path) -> None:
        """Runs a program of PostgreSQL's as the user that owns the data."""
        owner = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"]
        command = [*(owner if os.geteuid() == 0 else []), f"/usr/lib/postgresql/15/bin/{program}", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, stdin=subprocess.DEVNULL, cwd="/")
        assert done.returncode == 0, done.stderr

    def kill(self) -> None:
        """Ends all its processes at once, as a power failure would."""
        self._script("kill")

    def stop(self) -> None:
        self._script("stop")

    def _script(self, act: str) -> str:
        command = [ROOT / "tools/postgres.sh", act, self.folder]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, stdin=subprocess.DEVNULL)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def shared_server() -> str:
    """The address of the server that bin/test starts for all tests."""
    return os.environ["XINGLIN_POSTGRES"]
