"""A disk runs full under load: writes are refused, nothing acknowledged is lost, and with space they pass again."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import client as native
import pytest
from history import History, Writer, verify
from server import Server
from stored import PostgresDatabase, PostgresServer, SQLiteFile
from volume import Volume

ROUNDS = int(os.environ.get("XINGLIN_FULL_DISK_ROUNDS", "3"))
WRITERS = 8
# So many are told so before there is space again; where PostgreSQL itself stopped, each only after 30 s.
REFUSALS = WRITERS
SEED = 9400
# From the moment that there is space again to the next acknowledged registration.
RECOVERED_SECONDS = 20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(90 * ROUNDS + 120),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a volume"),
]


def run_full(server: Server, volume: Volume, database, revive: Callable[[], object]) -> set[str | None]:
    """Fills the volume and frees it again, several times, under writers; then compares what they were told.

    Returns the codes of the faults that they were told.
    """
    app = native.App.of(server.sandbox["apps"][0])
    terminal = native.pick_terminal(server.sandbox, app)["code"]
    history, numbers, stop = History(), itertools.count(), threading.Event()

    def write() -> None:
        Writer(history, server.base_url, app, terminal, patience=120).write(numbers, SEED, stop)

    def await_more(count: Callable[[], int], more: int, seconds: float, what: str) -> float:
        began, before = time.monotonic(), count()
        while count() < before + more:
            assert time.monotonic() < began + seconds, f"not {more} {what} within {seconds} s: {history}"
            time.sleep(0.01)
        return time.monotonic() - began

    longest = 0.0
    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(write) for _ in range(WRITERS)]
        try:
            for _ in range(ROUNDS):
                await_more(lambda: history.registered, WRITERS, 60, "registrations")
                volume.fill()
                await_more(lambda: len(history.failures), REFUSALS, 75, "refusals")
                freed = time.monotonic()
                volume.free()
                while not server.is_ready():
                    revive()
                await_more(lambda: history.registered, 1, RECOVERED_SECONDS, "registrations after the space was back")
                longest = max(longest, time.monotonic() - freed)
        finally:
            stop.set()
        for writer in running:
            writer.result()
    assert longest < RECOVERED_SECONDS
    server.stop()
    verify(history, database, app)
    print(f"{ROUNDS} times full, served again within {longest:.1f} s: {history}")
    return set(history.failures)


def test_a_full_disk_under_sqlite_loses_and_doubles_nothing(tmp_path):
    # SQLite's log grows to 32 MiB, however little is in it, before it is written over.
    with Volume(megabytes=192) as volume:
        server = Server(volume.folder)
        server.log = tmp_path / "server.log"
        try:
            server.start()
            file = SQLiteFile(server.data / "xinglin.sqlite")
            assert run_full(server, volume, file, revive=lambda: time.sleep(0.02)) == {"storage_full"}
        finally:
            server.kill()


def test_a_full_disk_under_postgresql_loses_and_doubles_nothing(tmp_path):
    with Volume(megabytes=512) as volume:
        postgres = PostgresServer(volume.folder / "pg")
        try:
            database = PostgresDatabase.create(postgres.start())
            server = Server(tmp_path, "--storage", database.address)
            try:
                server.start()
                # It stops where its log finds no space, and must then be started by whoever runs it.
                told = run_full(server, volume, database, revive=postgres.start)
                assert told <= {"storage_full", "database_unavailable"}
            finally:
                server.kill()
        finally:
            postgres.stop()
