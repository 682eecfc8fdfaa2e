"""PostgreSQL dies as in a power cut, under load: nothing acknowledged is lost or doubled, and the platform serves on by
itself as soon as the database does."""

from __future__ import annotations

import itertools
import os
import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import client as native
import pytest
from history import History, Writer, verify
from server import Server
from stored import PostgresDatabase, PostgresServer

ROUNDS = int(os.environ.get("XINGLIN_POSTGRES_KILL_ROUNDS", "10"))
WRITERS = 32
SEED = 9300
# From the kill to the platform's readiness, with the start of the server and its recovery.
READY_SECONDS = 20


@pytest.fixture
def postgres():
    started = PostgresServer(Path(f"/tmp/xinglin-pg-{uuid.uuid4().hex[:8]}"))
    yield started
    started.stop()


@pytest.mark.slow
@pytest.mark.timeout(60 * ROUNDS + 120)
def test_nothing_acknowledged_is_lost_or_doubled_when_postgresql_is_killed(postgres, tmp_path):
    database = PostgresDatabase.create(postgres.start())
    server = Server(tmp_path, "--storage", database.address).start()
    app = native.App.of(server.sandbox["apps"][0])
    terminal = native.pick_terminal(server.sandbox, app)["code"]
    history, numbers, stop, chance = History(), itertools.count(), threading.Event(), random.Random(40)
    longest = 0.0

    def write() -> None:
        # Longer than the platform waits for its database.
        Writer(history, server.base_url, app, terminal, patience=60).write(numbers, SEED, stop)

    try:
        with ThreadPoolExecutor(WRITERS) as pool:
            running = [pool.submit(write) for _ in range(WRITERS)]
            try:
                for round_number in range(ROUNDS):
                    before = len(history.answers)
                    until = time.monotonic() + 60
                    while len(history.answers) < before + WRITERS:
                        assert time.monotonic() < until, f"nothing was answered before kill {round_number}"
                        time.sleep(0.01)
                    time.sleep(chance.uniform(0.1, 0.6))
                    killed = time.monotonic()
                    postgres.kill()
                    assert not server.is_ready()
                    assert postgres.start() == database.address.replace(f"/{database.name}?", "/postgres?", 1)
                    while not server.is_ready():
                        time.sleep(0.02)
                    longest = max(longest, time.monotonic() - killed)
            finally:
                stop.set()
            for writer in running:
                writer.result()
        assert longest < READY_SECONDS
        server.stop()
        verify(history, database, app)
        print(f"{ROUNDS} kills, ready again within {longest:.1f} s: {history}")
    finally:
        server.kill()
