"""How long the pages of reviewing take in a large index: started by `run`.

A demo region gives a thousand reviews that came through the index; the rest of the persons and of the queue are rows of the
same shape that no page of this run opens. XINGLIN_BINARY names the binary; SQLite only.
"""

from __future__ import annotations

import http.client
import re
import sqlite3
import statistics
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Tests/System"))
from server import Server  # noqa: E402

REAL = 1_000
ROUNDS = 60


def fill(path: Path, persons: int, reviews: int) -> None:
    """Adds persons and open reviews below the real ones, with the counts that go with them."""
    base = sqlite3.connect(path)
    base.execute("PRAGMA foreign_keys = OFF")
    first = base.execute("SELECT max(index_number) FROM index_persons").fetchone()[0] + 1
    record = base.execute("SELECT min(record_number) FROM source_records").fetchone()[0]
    key = base.execute("SELECT min(key_version) FROM index_reviews").fetchone()[0]
    with base:
        base.executemany(
            "INSERT INTO index_persons (index_number, version, opened_at, changed_at) VALUES (?, 1, 0, 0)",
            ((number,) for number in range(first, max(persons, first + 2 * reviews))),
        )
        base.executemany(
            "INSERT INTO index_reviews (lower_index, higher_index, record_number, other_record, weight, probability, model,"
            " explanation, key_version, state, opened_at, stage, expected_yield)"
            " VALUES (?, ?, ?, ?, 1, ?, 'filler', ?, ?, 'open', 0, 1, 1)",
            (
                (first + 2 * n, first + 2 * n + 1, record, record, n * 7_919 % 1_000_000, bytes(300), key)
                for n in range(reviews - REAL)
            ),
        )
        base.execute("DELETE FROM index_review_counts")
        base.execute(
            "INSERT INTO index_review_counts (subject, band, shard, total)"
            " SELECT coalesce(verdict, 'open-' || stage), CASE WHEN probability >= 900000 THEN 9"
            " ELSE probability / 100000 END, review_id % 16, count(*)"
            " FROM index_reviews WHERE state <> 'settled' GROUP BY 1, 2, 3"
        )
        base.execute("UPDATE index_figures SET persons = (SELECT count(*) FROM index_persons)")
    base.execute("ANALYZE")
    base.close()


class Reviewer:
    """One signed-in operator on one connection."""

    def __init__(self, port: int, link: str):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        page = self.ask("GET", urllib.parse.urlsplit(link).path)[1]
        self.send(urllib.parse.urlsplit(link).path, page)

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[str, str, float]:
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        took = time.perf_counter() - start
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        assert answer.status in (200, 303), (answer.status, path)
        return answer.getheader("location") or "", page, took

    def send(self, path: str, page: str, **fields: str) -> tuple[str, str, float]:
        token = re.search(r'name="form_token" value="([^"]*)"', page)
        assert token, "the page has no form"
        return self.ask("POST", path, urllib.parse.urlencode(fields | {"form_token": token[1]}))


def figures(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    print(
        f"{name:<28} median {statistics.median(times) * 1000:6.1f} ms   "
        f"p95 {ordered[int(len(ordered) * 0.95) - 1] * 1000:6.1f} ms   worst {ordered[-1] * 1000:6.1f} ms"
    )


def main() -> None:
    persons = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    reviews = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder)).start("demo", "--open-reviews", str(REAL))
        server.stop()
        fill(server.data / "xinglin.sqlite", persons, reviews)
        server.start("demo")
        link = next(entry["sign_in_url"] for entry in server.sandbox["operators"] if entry["role"] == "centre")
        reviewer = Reviewer(server.port, link)
        queue, task, decide, quality = [], [], [], []
        for _ in range(ROUNDS):
            _, page, took = reviewer.ask("GET", "/console/reviews")
            queue.append(took)
            quality.append(reviewer.ask("GET", "/console/quality")[2])
        assert f'id="count-open">{reviews}<' in page, "the queue does not count what is there"
        path = reviewer.send("/console/reviews", page, action="next")[0]
        for turn in range(ROUNDS):
            path = path.split("?")[0]
            _, page, took = reviewer.ask("GET", path)
            task.append(took)
            path, _, took = reviewer.send(path, page, decision=("same", "not-same", "skip")[turn % 3])
            decide.append(took)
        server.stop()
    print(f"{persons} persons, {reviews} open reviews, {ROUNDS} rounds")
    figures("queue with counts", queue)
    figures("quality", quality)
    figures("task, with claim and audit", task)
    figures("decision, with the next task", decide)


if __name__ == "__main__":
    main()
