"""Power failures: what was acknowledged is there once, what was not is there once or not at all.

32 clients write without pause; the server is killed in the middle, started again on the same data, and asked.
"""

from __future__ import annotations

import http.client
import os
import random
import secrets
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import client as native
import made_up
import pytest
from server import Server

WRITERS = 32
CHECKERS = 8
ROUNDS = int(os.environ.get("XINGLIN_KILL_ROUNDS", "20"))


@dataclass
class Story:
    """What one resident's requests were answered, up to the kill."""

    resident: made_up.Resident
    key: str
    registered: dict | None = None
    # The codes whose scan was acknowledged, with the moment of the answer.
    accepted: list[tuple[str, float]] = field(default_factory=list)
    # A scan was under way when the server died: it may have happened.
    scan_pending: bool = False


def write_until_killed(server: Server, app: native.App, terminal: str, numbers, gate: threading.Barrier) -> list[Story]:
    """Registers, makes codes and has them scanned, until the connection breaks."""
    stories: list[Story] = []
    with native.Client(server.base_url, app, timeout=20) as client:
        gate.wait(timeout=60)
        try:
            while True:
                story = Story(made_up.resident(next(numbers), 9000), secrets.token_hex(16))
                stories.append(story)
                answer = client.register(story.resident, key=story.key).must(201)
                story.registered = answer.json
                for _ in range(2):
                    code = client.code(story.registered["card_id"]).must(200).json["text"]
                    story.scan_pending = True
                    client.scan(code, terminal).must(200)
                    story.accepted.append((code, time.monotonic()))
                    story.scan_pending = False
        except (OSError, http.client.HTTPException):
            return stories


def check(server: Server, app: native.App, terminal: str, stories: list[Story]) -> None:
    """Asks the restarted server about every story."""
    with native.Client(server.base_url, app) as client:
        for story in stories:
            retried = client.register(story.resident, key=story.key)
            if story.registered is None:
                # Never acknowledged: it may have been written before the kill, but the retry must settle it.
                story.registered = retried.must(201).json
            assert (retried.status, retried.json) == (201, story.registered)
            again = client.register(story.resident).must(200).json
            assert again == story.registered | {"outcome": "existing"}
            card_id = story.registered["card_id"]
            looks = client.looks(card_id, limit=100).must(200).json["looks"]
            scans = sum(look["operation"] == "code.scan" and bool(look["shown"]) for look in looks)
            assert len(story.accepted) <= scans <= len(story.accepted) + story.scan_pending
            for code, at in story.accepted:
                refusal = client.scan(code, terminal)
                old = time.monotonic() - at > 29
                assert refusal.code == "code_replayed" or (old and refusal.code == "code_expired"), refusal.body


@pytest.mark.slow
@pytest.mark.timeout(60 * ROUNDS + 120)
def test_nothing_acknowledged_is_lost_or_doubled(tmp_path):
    server = Server(tmp_path).start()
    sandbox = server.sandbox
    app = native.App.of(sandbox["apps"][0])
    terminal = native.pick_terminal(sandbox, app)["code"]
    # next() of a range iterator is atomic under the interpreter's lock.
    numbers = iter(range(10_000_000))
    chance = random.Random(20)
    registrations = scans = 0
    try:
        for round_number in range(ROUNDS):
            gate = threading.Barrier(WRITERS + 1)
            with ThreadPoolExecutor(WRITERS) as pool:
                running = [
                    pool.submit(write_until_killed, server, app, terminal, numbers, gate) for _ in range(WRITERS)
                ]
                gate.wait(timeout=60)
                time.sleep(chance.uniform(0.2, 1.0))
                server.kill()
                stories = [story for writer in running for story in writer.result()]
            assert any(story.registered for story in stories), f"round {round_number} acknowledged nothing"
            registrations += sum(story.registered is not None for story in stories)
            scans += sum(len(story.accepted) for story in stories)
            server.start("serve" if round_number % 2 else "demo")
            with ThreadPoolExecutor(CHECKERS) as pool:
                shares = [stories[part::CHECKERS] for part in range(CHECKERS)]
                for checked in [pool.submit(check, server, app, terminal, share) for share in shares]:
                    checked.result()
        server.stop()
    finally:
        server.kill()
    assert scans > 0
    print(f"{ROUNDS} kills: {registrations} acknowledged registrations and {scans} acknowledged scans, all there once")
    databases = [path for path in server.data.iterdir() if path.suffix in (".sqlite", ".sqlite3", ".db")]
    assert databases, "no database was found in the data folder"
    for path in databases:
        with sqlite3.connect(path) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
