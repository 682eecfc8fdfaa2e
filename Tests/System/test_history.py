"""The history checker itself: it passes what the platform wrote, and finds each kind of damage done to it."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from pathlib import Path

import client as native
import pytest
from history import History, Story, Writer, stored_key, verify
from server import Server
from stored import SQLiteFile

SEED = 9100


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Three stories, as told and as stored."""
    server = Server(tmp_path_factory.mktemp("history")).start()
    try:
        app = native.App.of(server.sandbox["apps"][0])
        history = History()
        writer = Writer(history, server.base_url, app, native.pick_terminal(server.sandbox, app)["code"])
        numbers = itertools.count()
        with writer.client:
            for _ in range(3):
                story = Story(native.made_up.resident(next(numbers), SEED))
                history.stories.append(story)
                assert writer.live(story)
        server.stop()
    finally:
        server.kill()
    return history, app, server.data / "xinglin.sqlite"


def test_what_the_platform_wrote_passes(written):
    history, app, file = written
    assert (history.registered, history.scanned) == (3, 6)
    verify(history, SQLiteFile(file), app)


# By the id of the last use, card or person of the history.
DAMAGE = {
    "a lost use": ("lost: 1 uses", "DELETE FROM uses WHERE use_id = :use"),
    "a use twice": (
        "doubled or lost: 1 uses",
        "INSERT INTO uses SELECT substr(use_id, 2) || '0', card_id, person_id, institution_code, department,"
        " terminal_code, terminal_type, operator_id, step, purpose, code_type, app_id, result, used_at + 1"
        " FROM uses WHERE use_id = :use",
    ),
    "a lost mark": ("half applied: 1 code marks for 2 uses", "DELETE FROM used_codes WHERE token = :token"),
    "a lost nonce": (
        "nonces and audit entries differ",
        "DELETE FROM nonces WHERE used_at = (SELECT max(used_at) FROM nonces)",
    ),
    "a lost entry": ("lost: code.scan", "DELETE FROM audit_entries WHERE request_id = :request"),
    "an entry twice": (
        "doubled: one request",
        "INSERT INTO audit_entries (at, operation, outcome, role, actor, institution_code, department,"
        " terminal_code, operator_id, step, purpose, person_id, card_id, shown, request_id)"
        " SELECT at, operation, outcome, role, actor, institution_code, department,"
        " terminal_code, operator_id, step, purpose, person_id, card_id, shown, request_id"
        " FROM audit_entries WHERE request_id = :request",
    ),
    "a lost answer": ("lost: the answer", "DELETE FROM idempotency WHERE idempotency_key = :key"),
    "a lost card": ("persons and cards differ", "DELETE FROM cards WHERE card_id = :card"),
    "a lost binding": ("cards and their apps differ", "DELETE FROM card_apps WHERE card_id = :card"),
    "a lost person": ("lost: the person", "DELETE FROM persons WHERE person_id = :person"),
    "a lost version": ("persons and their versions differ", "DELETE FROM person_versions WHERE person_id = :person"),
    "a lost number": ("persons and their identifiers differ", "DELETE FROM identifiers WHERE person_id = :person"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found(name: str, written, tmp_path: Path):
    history, app, file = written
    finding, statement = DAMAGE[name]
    copy = tmp_path / "copy.sqlite"
    shutil.copy(file, copy)
    story = history.stories[-1]
    scan = story.scans[-1]
    told = {
        "use": scan.use_id,
        "token": bytes.fromhex(scan.token),
        "request": history.answers[-1][0],
        "key": stored_key(story.key),
        "card": story.registered["card_id"],
        "person": story.registered["person_id"],
    }
    with sqlite3.connect(copy) as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        assert database.execute(statement, told).rowcount == 1
    with pytest.raises(AssertionError, match=finding):
        verify(history, SQLiteFile(copy), app)
