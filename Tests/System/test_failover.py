"""A primary dies and its standby takes over: the platform, which names both hosts, finds it by itself, and nothing that
was acknowledged is missing. Production refuses a primary whose standby nobody waits for."""

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
from server import Server, run
from stored import PostgresDatabase, PostgresServer

ROUNDS = int(os.environ.get("XINGLIN_FAILOVER_ROUNDS", "1"))
WRITERS = 16
SEED = 9500
# From the kill to the platform's readiness; the promotion is ordered at once.
READY_SECONDS = 15

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120 * ROUNDS + 180)]


@pytest.fixture
def pair():
    """A server and the place of its standby."""
    name = uuid.uuid4().hex[:8]
    servers = [PostgresServer(Path(f"/tmp/xinglin-pg-{name}{letter}")) for letter in "ab"]
    servers[0].start()
    yield servers
    for server in servers:
        server.stop()


def both(database: PostgresDatabase, pair: list[PostgresServer]) -> str:
    hosts = ",".join(str(server.folder) for server in pair)
    return f"postgres://xinglin@/{database.name}?host={hosts}&port={','.join(str(server.port) for server in pair)}"


def require_synchronous(primary: PostgresServer) -> None:
    """Commits wait for the standby from now on."""
    database = PostgresDatabase(primary.address)
    database.run("ALTER SYSTEM SET synchronous_standby_names = '*'")
    database.run("SELECT pg_reload_conf()")
    until = time.monotonic() + 30
    while database.rows("SELECT sync_state FROM pg_stat_replication") != [("sync",)]:
        assert time.monotonic() < until, "the standby did not become synchronous"
        time.sleep(0.05)


def test_nothing_acknowledged_is_lost_or_doubled_in_a_failover(pair, tmp_path):
    primary, standby = pair
    database = PostgresDatabase.create(primary.address)
    standby.follow(primary)
    server = Server(tmp_path, "--storage", both(database, pair))
    history, numbers, stop, chance = History(), itertools.count(), threading.Event(), random.Random(60)
    longest = 0.0

    def write() -> None:
        Writer(history, server.base_url, app, terminal, patience=60).write(numbers, SEED, stop)

    try:
        server.start()
        app = native.App.of(server.sandbox["apps"][0])
        terminal = native.pick_terminal(server.sandbox, app)["code"]
        history.started_ms = int(time.time() * 1000)
        with ThreadPoolExecutor(WRITERS) as pool:
            running = []
            try:
                for round_number in range(ROUNDS):
                    if round_number > 0:
                        standby.stop()
                        standby.follow(primary)
                    require_synchronous(primary)
                    running = running or [pool.submit(write) for _ in range(WRITERS)]
                    before, until = len(history.answers), time.monotonic() + 60
                    while len(history.answers) < before + 2 * WRITERS:
                        assert time.monotonic() < until, f"nothing was answered before failover {round_number}"
                        time.sleep(0.01)
                    time.sleep(chance.uniform(0.1, 1))
                    killed = time.monotonic()
                    primary.kill()
                    assert not server.is_ready()
                    standby.promote()
                    primary, standby = standby, primary
                    while not server.is_ready():
                        assert time.monotonic() < killed + 60, f"not ready again after failover {round_number}"
                        time.sleep(0.02)
                    longest = max(longest, time.monotonic() - killed)
                    answered, until = len(history.answers), time.monotonic() + 30
                    while len(history.answers) < answered + WRITERS:
                        assert time.monotonic() < until, "nothing was answered after the failover"
                        time.sleep(0.01)
            finally:
                stop.set()
            for writer in running:
                writer.result()
        assert longest < READY_SECONDS
        server.stop()
        verify(history, PostgresDatabase(primary.address.replace("/postgres?", f"/{database.name}?", 1)), app)
        print(f"{ROUNDS} failovers, ready again within {longest:.1f} s: {history}")
    finally:
        server.kill()


def test_production_refuses_a_standby_that_nobody_waits_for(pair, tmp_path):
    primary, standby = pair
    database = PostgresDatabase.create(primary.address)
    place = Server(tmp_path, "--storage", database.address).start()
    place.stop()
    options = ["--data", place.data, "--storage", database.address, "--production", "--accept-software-keys"]
    options += ["--key-secret-file", f"{place.data}.secret/machine-secret"]

    def listed() -> tuple[int, str]:
        done = run("keys", "list", *options)
        return done.returncode, done.stderr

    assert listed()[0] == 0, listed()
    standby.follow(primary)
    code, text = listed()
    assert code != 0 and "synchronous_standby_names" in text, text
    # The slot remembers a standby that is away.
    standby.kill()
    assert listed()[0] != 0
    standby.start()
    require_synchronous(primary)
    assert listed()[0] == 0, listed()
