"""What is asked of a node: scans and card look-ups, signed, each with its own nonce, over all real cards in turn."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fill import APP, BINARY, ROOT, PostgresRegion, Region

sys.path[:0] = [str(ROOT / "Benchmarks"), str(ROOT / "tools")]
import client  # noqa: E402
from rig import CLIENT_CORE, CONNECTIONS, SERVER_CORE, Exhausted, Failure, Reading, Server, drive  # noqa: E402

BARE = "/api/v1/time"
# A problem's description: no database, no signature, and everything that stands before any route.
OPEN = "/problems/code_replayed"
EXPECTED = {BARE: '{"time":"', OPEN: '"code":"code_replayed"'}
# The codes of a scan are accepted for half a minute; what was written too early is of no use.
MOST_REQUESTS = 120_000


@dataclass
class Round:
    """One run against one node, or several at once, the CPU time of PostgreSQL meanwhile, and the cores'."""

    parts: list[Reading]
    postgres_cpu_seconds: float | None
    # How busy each core was, with whoever ran there.
    cores: list[float]

    @property
    def requests(self) -> int:
        return sum(part.requests for part in self.parts)

    @property
    def rate(self) -> float:
        return sum(part.rate for part in self.parts)

    @property
    def rate_per_cpu_second(self) -> float:
        return self.requests / sum(part.cpu_seconds for part in self.parts)

    @property
    def core_share(self) -> float:
        return sum(part.core_share for part in self.parts)

    @property
    def postgres_share(self) -> float:
        return (self.postgres_cpu_seconds or 0) / max(part.seconds for part in self.parts)

    @property
    def p50_ms(self) -> float:
        return max(part.p50_ms for part in self.parts)

    @property
    def p99_ms(self) -> float:
        return max(part.p99_ms for part in self.parts)


def core_times() -> list[tuple[int, int]]:
    """Ticks in which each of the two cores was busy, and all; proc(5), stat. Waiting for the disk is not busy."""
    times = []
    for line in Path("/proc/stat").read_text().splitlines():
        name, *fields = line.split()
        if name in (f"cpu{SERVER_CORE}", f"cpu{CLIENT_CORE}"):
            ticks = list(map(int, fields[:8]))
            times.append((sum(ticks) - ticks[3] - ticks[4], sum(ticks)))
    return times


class Load:
    """Sends what is asked to nodes of one region. Cards are taken in turn: none is warm from the round before."""

    def __init__(self, region: Region):
        self.region = region
        original = region.folder / "sandbox.json"
        if not original.exists():
            original.write_bytes((region.data / "sandbox.json").read_bytes())
        self.sandbox = json.loads(original.read_text())
        self.cards: list[list[str]] = json.loads((region.folder / "cards.json").read_text())
        random.Random(1).shuffle(self.cards)
        self.place = 0
        self.rates: dict[tuple[str, int], float] = {}
        app = next(app for app in self.sandbox["apps"] if app["app_id"] == APP)
        self.client = client.Client(self.sandbox["base_url"], client.App.of(app))

    def take(self, count: int) -> list[list[str]]:
        """The next cards, at most all of them."""
        count = min(count, len(self.cards))
        turned = self.cards[self.place :] + self.cards[: self.place]
        self.place = (self.place + count) % len(self.cards)
        return turned[:count]

    def write_scans(self, count: int, file: Path) -> None:
        """`xinglin bench requests` goes round the residents of the sandbox file, so these are put there."""
        known = {"name": "-", "id_type": "01", "id_no": "-", "phone": "-"}
        people = [dict(known, card_id=card, person_id=person) for card, person in self.take(count)]
        apps = [app for app in self.sandbox["apps"] if app["app_id"] == APP]
        (self.region.data / "sandbox.json").write_text(json.dumps(dict(self.sandbox, apps=apps, residents=people)))
        command = self.region.command("bench requests", "--count", str(count), "--out", str(file))
        subprocess.run(["taskset", "-c", str(CLIENT_CORE), *command], check=True)

    def write_look_ups(self, count: int, file: Path) -> None:
        cards = self.take(count)
        with file.open("wb") as output:
            for number in range(count):
                target = f"/api/v1/cards/{cards[number % len(cards)][0]}"
                headers, _ = self.client.sign("GET", target, {}, None, client.Signing())
                lines = [f"GET {target} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in headers.items())]
                request = ("\r\n".join(lines) + "\r\n\r\n").encode()
                output.write(b"%08x" % len(request) + request)

    def open(self, server: Server, path: str, seconds: float) -> Round:
        return self._timed(lambda: [drive(server, seconds, EXPECTED[path], path=path)])

    def look_ups(self, server: Server, seconds: float) -> Round:
        return self._sent("look-up", [server], seconds, CONNECTIONS)

    def scans(self, servers: list[Server], seconds: float, connections: int = CONNECTIONS) -> Round:
        return self._sent("scan", servers, seconds, connections)

    def _counted(self, run: Callable[[], Round], connections: int) -> Round:
        """Runs scans and counts their rows: one use and one audit entry for each accepted answer."""
        uses, entries = self._rows()
        round = run()
        new_uses, new_entries = self._rows()
        # Requests whose answer wrk no longer waited for were carried out, too: at most one a connection.
        most = round.requests + connections
        if not round.requests <= new_uses - uses == new_entries - entries <= most:
            raise Failure(f"{round.requests} scans: {new_uses - uses} uses, {new_entries - entries} audit entries")
        return round

    def _rows(self) -> tuple[int, int]:
        before = None
        while (now := self.region.counts()) != before:
            before = now
            time.sleep(0.5)
        return now

    def _sent(self, kind: str, servers: list[Server], seconds: float, connections: int) -> Round:
        rate = self.rates.get((kind, connections), 4_000.0)
        for _ in range(4):
            count = min(int(rate * seconds * 1.4) + 500, MOST_REQUESTS)
            files = [self.region.folder / f"requests-{number}" for number in range(len(servers))]
            for file in files:
                (self.write_scans if kind == "scan" else self.write_look_ups)(count, file)
            expected = '"result":"accepted"' if kind == "scan" else '"card_id":"'

            def run() -> Round:
                return self._timed(lambda: self._at_once(servers, files, seconds, expected, connections))

            try:
                round = self._counted(run, connections * len(servers)) if kind == "scan" else run()
            except Exhausted:
                rate *= 2
                continue
            finally:
                for file in files:
                    file.unlink()
            self.rates[(kind, connections)] = max(*(part.rate for part in round.parts), rate / 2)
            return round
        raise Failure("the requests ran out four times")

    @staticmethod
    def _at_once(
        servers: list[Server], files: list[Path], seconds: float, expected: str, connections: int
    ) -> list[Reading]:
        with ThreadPoolExecutor(len(servers)) as pool:
            running = [
                pool.submit(drive, server, seconds, expected, file, BARE, connections)
                for server, file in zip(servers, files, strict=True)
            ]
            return [one.result() for one in running]

    def _timed(self, run: Callable[[], list[Reading]]) -> Round:
        server = self.region.server if isinstance(self.region, PostgresRegion) else None
        before, cores_before = server.cpu_seconds() if server else 0.0, core_times()
        parts = run()
        cores = [
            (busy - busy_before) / max(whole - whole_before, 1)
            for (busy, whole), (busy_before, whole_before) in zip(core_times(), cores_before, strict=True)
        ]
        return Round(parts, server.cpu_seconds() - before if server else None, cores)
