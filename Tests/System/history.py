"""What clients were told, and whether the database holds it: nothing acknowledged lost, doubled or half applied.

A client writes down each answer: ids where the platform said yes, the problem's code where it said no, nothing where it
got a fault or no answer at all. What was told must be stored, once and whole. What was not told may be stored or not,
but not by half either.
"""

from __future__ import annotations

import http.client
import itertools
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import client as native
import made_up

# Marks and nonces are swept away later; the checker looks at those of this time, in seconds.
MARKS_SECONDS = 900
# A code lives at least so long.
CODE_SECONDS = 30


@dataclass
class Scan:
    """One code that was shown once, and what the desk was told."""

    code: str
    # When it was asked for: it may have been answered long after, by a server whose commits waited.
    asked: float
    # That of the use, where the scan was acknowledged.
    use_id: str | None = None
    # How often nothing was told: the scan may have happened.
    unanswered: int = 0
    # Told that the code was used, by one of those.
    was_used: bool = False
    at: float = 0.0

    @property
    def token(self) -> str:
        return self.code.split(":")[2]


@dataclass
class Story:
    """What one resident's requests were answered."""

    resident: made_up.Resident
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    registered: dict | None = None
    scans: list[Scan] = field(default_factory=list)


class History:
    """What all clients were told. Many threads write to it: each method appends once."""

    def __init__(self):
        self.started_ms = int(time.time() * 1000)
        self.stories: list[Story] = []
        # Every idempotency key that was sent, as it is stored.
        self.keys: set[str] = set()
        # Of every answer but faults: request id, operation, outcome.
        self.answers: list[tuple[str, str, str]] = []
        # When something was granted, by the clients' monotonic clock.
        self.granted_at: list[float] = []
        # Codes of the faults that were told; None where nothing came.
        self.failures: list[str | None] = []
        # Answers that no order of the acts explains.
        self.contradictions: list[str] = []

    @property
    def registered(self) -> int:
        return sum(story.registered is not None for story in self.stories)

    @property
    def scanned(self) -> int:
        return sum(scan.use_id is not None for story in self.stories for scan in story.scans)

    def longest_silence(self, since: float) -> float:
        """The longest time in which nothing was granted, from an instant to the latest grant; in seconds."""
        instants = [since, *sorted(at for at in self.granted_at if at > since)]
        return max((later - earlier for earlier, later in itertools.pairwise(instants)), default=0.0)

    def __str__(self) -> str:
        return (
            f"{self.registered} acknowledged registrations, {self.scanned} acknowledged scans, "
            f"{len(self.answers)} answers, {len(self.failures)} failures"
        )


class Writer:
    """A client that registers, makes codes and has them scanned, and writes down what it was told.

    `patience` is how long it asks again where it is told nothing, in seconds; without any it gives up at once.
    """

    SCANS = 2

    def __init__(self, history: History, base_url: str, app: native.App, terminal: str, patience: float = 0):
        self.history = history
        self.client = native.Client(base_url, app, timeout=60, returns_unsigned=True)
        self.terminal = terminal
        self.patience = patience

    def write(self, numbers: Iterator[int], seed: int, stop: threading.Event | None = None) -> None:
        """Lives stories until told to stop, or until one ends in silence."""
        with self.client:
            while not (stop and stop.is_set()):
                story = Story(made_up.resident(next(numbers), seed))
                self.history.stories.append(story)
                if not self.live(story):
                    return

    def live(self, story: Story) -> bool:
        """Returns whether it came to its end."""
        answer = self.register(story.resident, story.key)
        if answer is None:
            return False
        if answer.status != 201:
            self.history.contradictions.append(f"a first registration was answered {answer.status} {answer.code}")
            return True
        story.registered = answer.json
        for _ in range(self.SCANS):
            asked = time.monotonic()
            answer, _ = self.ask("code.generate", lambda: self.client.code(story.registered["card_id"]))
            if answer is None:
                return False
            if answer.status != 200:
                self.history.contradictions.append(f"a code was answered {answer.status} {answer.code}")
                return True
            scan = Scan(answer.json["text"], asked)
            story.scans.append(scan)
            if not self.scan(scan):
                return False
        return True

    def register(self, resident: made_up.Resident, key: str) -> native.Answer | None:
        self.history.keys.add(stored_key(key))
        return self.ask("card.register", lambda: self.client.register(resident, key=key))[0]

    def scan(self, scan: Scan) -> bool:
        """Has a code scanned that is not known to be used; returns whether that was answered."""
        answer, failures = self.ask("code.scan", lambda: self.client.scan(scan.code, self.terminal))
        scan.unanswered += failures
        if answer is None:
            return False
        if answer.status == 200:
            scan.use_id, scan.at = answer.json["use_id"], time.monotonic()
        elif answer.code == "code_replayed" and scan.unanswered:
            scan.was_used = True
        elif answer.code != "code_expired" or time.monotonic() - scan.asked < CODE_SECONDS:
            self.history.contradictions.append(f"a first scan was answered {answer.status} {answer.code}")
        return True

    def ask(self, operation: str, request: Callable[[], native.Answer]) -> tuple[native.Answer | None, int]:
        """The answer, or None where there was none; and how often nothing was told."""
        until = time.monotonic() + self.patience
        failures = 0
        while True:
            try:
                answer = request()
            except (OSError, http.client.HTTPException):
                failure = None
            else:
                if answer.status < 500:
                    outcome = "ok" if answer.status < 300 else answer.code
                    if outcome == "ok":
                        self.history.granted_at.append(time.monotonic())
                    self.history.answers.append((answer.headers["x-request-id"], operation, outcome))
                    return answer, failures
                failure = answer.code or str(answer.status)
            self.history.failures.append(failure)
            failures += 1
            if time.monotonic() >= until:
                return None, failures
            time.sleep(0.05)


def verify(history: History, database, app: native.App) -> None:
    """Compares what was told with what is stored; `database` has `rows`, `hexadecimal` and `require_sound`.

    Nothing else may have written through the app since the history began.
    """
    flaws = list(history.contradictions)
    flaws += [*_registrations(history, database, app), *_scans(history, database), *_audit(history, database)]
    flaws += _halves(history, database, app)
    assert not flaws, f"{len(flaws)} flaws, {history}:\n" + "\n".join(flaws[:20])
    database.require_sound()


def stored_key(key: str) -> str:
    """An idempotency key as it lies in the database."""
    return native.sm3(key.encode()).hex()


def _registrations(history: History, database, app: native.App) -> Iterator[str]:
    kept: dict[str, list[str]] = {}
    query = f"SELECT idempotency_key, answer FROM idempotency WHERE caller = 'app:{app.app_id}'"
    for key, answer in database.rows(f"{query} AND answered_at >= {history.started_ms}"):
        kept.setdefault(key, []).append(answer)
    for key, answers in kept.items():
        if len(answers) > 1:
            yield f"doubled: {len(answers)} answers under one idempotency key"
        if key not in history.keys:
            yield "an idempotency key that nobody used"
    persons = Counter(row[0] for row in database.rows("SELECT person_id FROM persons"))
    for story in history.stories:
        told = story.registered
        if told is None:
            continue
        whole = f"{told['outcome']} {told['person_id']} {told['card_id']} {told['status']}"
        if kept.get(stored_key(story.key)) != [whole]:
            yield "lost: the answer to an acknowledged registration"
        if told["outcome"] != "created":
            yield f"doubled: a first registration was told {told['outcome']}"
        if persons[told["person_id"]] != 1:
            yield "lost: the person of an acknowledged registration"


def _scans(history: History, database) -> Iterator[str]:
    uses: dict[str, set[str]] = {}
    for card, use in database.rows(f"SELECT card_id, use_id FROM uses WHERE used_at >= {history.started_ms}"):
        uses.setdefault(card, set()).add(use)
    since = _since(history)
    column = database.hexadecimal("token")
    marks = Counter(row[0] for row in database.rows(f"SELECT {column} FROM used_codes"))
    for story in history.stories:
        if story.registered is None:
            continue
        stored = uses.pop(story.registered["card_id"], set())
        told = {scan.use_id for scan in story.scans if scan.use_id}
        possible = sum(scan.use_id is None and scan.unanswered > 0 for scan in story.scans)
        certain = sum(scan.was_used for scan in story.scans)
        if told - stored:
            yield f"lost: {len(told - stored)} uses of acknowledged scans"
        if not certain <= len(stored - told) <= possible:
            yield f"doubled or lost: {len(stored - told)} uses beside the acknowledged, not {certain} to {possible}"
        if since == history.started_ms:
            marked = sum(marks[scan.token] for scan in story.scans)
            if marked != len(stored):
                yield f"half applied: {marked} code marks for {len(stored)} uses"
    if uses:
        yield f"uses of {len(uses)} cards that nobody scanned"


def _audit(history: History, database) -> Iterator[str]:
    query = "SELECT request_id, operation, outcome FROM audit_entries WHERE role = 'app' AND at >= "
    query += str(history.started_ms)
    entries: dict[str, list[tuple]] = {}
    for request, operation, outcome in database.rows(query):
        entries.setdefault(request, []).append((operation, outcome))
    for request, operation, outcome in history.answers:
        found = entries.get(request, [])
        if found != [(operation, outcome)]:
            yield f"lost: {operation}, answered {outcome}, left the audit entries {found}"
    for found in entries.values():
        if len(found) > 1:
            yield f"doubled: one request left the audit entries {found}"
    silent = len(entries.keys() - {request for request, _, _ in history.answers})
    if silent > len(history.failures):
        yield f"{silent} audit entries beside those of the answers, but only {len(history.failures)} failures"


def _halves(history: History, database, app: native.App) -> Iterator[str]:
    """Acts of which one part is stored and another is not, told or not."""
    since = _since(history)
    scanned = "audit_entries WHERE operation = 'code.scan' AND outcome = 'ok'"
    pairs = {
        "uses and audit entries of scans": (
            f"SELECT card_id FROM uses WHERE used_at >= {history.started_ms}",
            f"SELECT card_id FROM {scanned} AND at >= {history.started_ms}",
        ),
        "code marks and audit entries of scans": (
            f"SELECT used_at FROM used_codes WHERE used_at >= {since}",
            f"SELECT at FROM {scanned} AND at >= {since}",
        ),
        "nonces and audit entries": (
            f"SELECT used_at FROM nonces WHERE app_id = '{app.app_id}' AND used_at >= {since}",
            f"SELECT at FROM audit_entries WHERE actor = '{app.app_id}' AND role = 'app' AND at >= {since}",
        ),
        "persons and cards": ("SELECT person_id FROM persons", "SELECT person_id FROM cards"),
        "persons and their versions": (
            "SELECT person_id, version FROM persons",
            "SELECT person_id, version FROM person_versions",
        ),
        "persons and their identifiers": (
            "SELECT person_id FROM persons",
            "SELECT person_id FROM identifiers WHERE valid_until IS NULL",
        ),
        "cards and kept answers": (
            f"SELECT card_id FROM cards WHERE issued_by = '{app.app_id}' AND issued_at >= {history.started_ms}",
            f"SELECT substr(answer, 74, 64) FROM idempotency WHERE answer LIKE 'created %'"
            f" AND answered_at >= {history.started_ms}",
        ),
        "cards and their apps": (
            f"SELECT card_id FROM cards WHERE issued_at >= {history.started_ms}",
            f"SELECT card_id FROM card_apps WHERE bound_at >= {history.started_ms}",
        ),
    }
    for name, (left, right) in pairs.items():
        first, second = Counter(database.rows(left)), Counter(database.rows(right))
        if first != second:
            over, under = (first - second).total(), (second - first).total()
            yield f"half applied: {name} differ by {over} and {under}"
    entries = database.rows("SELECT card_id FROM audit_entries WHERE operation = 'card.register' AND outcome = 'ok'")
    registered = {row[0] for row in entries}
    issued = database.rows(f"SELECT card_id FROM cards WHERE issued_at >= {history.started_ms}")
    if silent := [row for row in issued if row[0] not in registered]:
        yield f"half applied: {len(silent)} cards without an audit entry"


def _since(history: History) -> int:
    return max(history.started_ms, int((time.time() - MARKS_SECONDS) * 1000))
