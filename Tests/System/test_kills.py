"""Power failures: what was acknowledged is there once, what was not is there once or not at all.

32 clients write without pause; the server is killed in the middle, started again on the same data, and asked. At the
end what all of them were told is compared with what the database holds.
"""

from __future__ import annotations

import itertools
import os
import random
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import client as native
import pytest
from history import History, Story, Writer, verify
from server import Server
from stored import PostgresDatabase, SQLiteFile, shared_server

WRITERS = 32
CHECKERS = 8
# On both engines together.
ROUNDS = int(os.environ.get("XINGLIN_KILL_ROUNDS", "20"))
SEED = 9000


def ask_again(writer: Writer, story: Story) -> None:
    """Settles what one story left open, and asks about the rest."""
    history = writer.history
    retried = writer.register(story.resident, story.key).must(201).json
    # Never acknowledged: it may have been written before the kill, but the retry must settle it.
    assert story.registered in (None, retried)
    story.registered = retried
    again = writer.register(story.resident, secrets.token_hex(16)).must(200).json
    assert again == story.registered | {"outcome": "existing"}
    for scan in story.scans:
        if scan.use_id is None:
            writer.scan(scan)
            continue
        refusal, _ = writer.ask("code.scan", lambda code=scan.code: writer.client.scan(code, writer.terminal))
        old = time.monotonic() - scan.at > 29
        assert refusal.code == "code_replayed" or (old and refusal.code == "code_expired"), refusal.body
    looks, _ = writer.ask("looks.read", lambda: writer.client.looks(story.registered["card_id"], limit=100))
    seen = [look for look in looks.must(200).json["looks"] if look["operation"] == "code.scan" and look["shown"]]
    assert sum(scan.use_id is not None for scan in story.scans) <= len(seen) <= len(story.scans)
    assert not history.contradictions, history.contradictions


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path):
    """A server that has not started, and its database."""
    if request.param == "sqlite":
        server = Server(tmp_path)
        yield server, SQLiteFile(server.data / "xinglin.sqlite")
        server.kill()
        return
    database = PostgresDatabase.create(shared_server())
    server = Server(tmp_path, "--storage", database.address)
    yield server, database
    server.kill()
    database.drop()


@pytest.mark.slow
@pytest.mark.timeout(60 * ROUNDS + 120)
def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(place):
    server, database = place
    server.start()
    app = native.App.of(server.sandbox["apps"][0])
    terminal = native.pick_terminal(server.sandbox, app)["code"]
    numbers = itertools.count()
    chance = random.Random(20)
    history = History()
    for round_number in range(max(ROUNDS // 2, 1)):
        before, known = history.registered, len(history.stories)
        gate = threading.Barrier(WRITERS + 1)

        def write(gate=gate) -> None:
            gate.wait(timeout=60)
            Writer(history, server.base_url, app, terminal).write(numbers, SEED)

        with ThreadPoolExecutor(WRITERS) as pool:
            running = [pool.submit(write) for _ in range(WRITERS)]
            gate.wait(timeout=60)
            deadline = time.monotonic() + 60
            while history.registered == before and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.8))
            server.kill()
            for writer in running:
                writer.result()
        assert history.registered > before, f"round {round_number} acknowledged nothing"
        server.start("serve" if round_number % 2 else "demo")
        stories = history.stories[known:]

        def ask(part: int, stories=stories) -> None:
            writer = Writer(history, server.base_url, app, terminal)
            with writer.client:
                for story in stories[part::CHECKERS]:
                    ask_again(writer, story)

        with ThreadPoolExecutor(CHECKERS) as pool:
            list(pool.map(ask, range(CHECKERS)))
    server.stop()
    assert history.scanned > 0
    verify(history, database, app)
    print(f"{max(ROUNDS // 2, 1)} kills: {history}")
