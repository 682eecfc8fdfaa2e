"""Look-ups of cards and marks of nonces: the storage layer against pgbench with the same statements, in one run."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from rig import Server, free_port  # noqa: E402

PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
BINARY = os.environ["XINGLIN_BINARY"]
CLIENTS = (1, 4, 16, 64)
GOALS = {"look-ups": 1.0, "marks": 1.8}
CARD = (
    "card_id, person_id, status, status_changed_at, proofing_method, proofing_verifier, proofed_at, channel, issued_by, "
    "issued_at"
)
SCRIPTS = {
    "look-ups": "\\set n random(1, {cards})\nSELECT {columns} FROM cards WHERE card_id = lpad(:n::text, 64, '0')\n",
    "marks": "INSERT INTO nonces (app_id, nonce, used_at) VALUES ('bench', gen_random_uuid()::text, 1790040800000) "
    "ON CONFLICT (app_id, nonce) DO NOTHING\n",
}
FILL = """
SET session_replication_role = replica;
INSERT INTO persons (person_id, version, created_at, changed_at)
    SELECT 'F' || lpad(n::text, 63, '0'), 1, 1790040800000, 1790040800000 FROM generate_series(1, {cards}) n;
INSERT INTO cards ({columns})
    SELECT lpad(n::text, 64, '0'), 'F' || lpad(n::text, 63, '0'), 'active', 1790040800000, 'staff_checked', 'clerk-1',
        1790040800000, '3', NULL, 1790040800000 FROM generate_series(1, {cards}) n;
ANALYZE;
CHECKPOINT;
"""


class Bench:
    def __init__(self, address: str, data: Path, cards: int, seconds: int):
        self.address, self.data, self.cards, self.seconds = address, data, cards, seconds

    def psql(self, text: str) -> None:
        subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", self.address, "-c", text], check=True)

    def ours(self, work: str) -> dict[str, float]:
        command = [BINARY, "bench", "storage", "--data", self.data, "--storage", self.address, "--work", work]
        command += ["--cards", str(self.cards), "--seconds", str(self.seconds)]
        answer = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        return {"rate": answer["done"] / answer["seconds"], "cpu": answer["cpu_seconds"] / answer["done"] * 1e6}

    def pgbench(self, work: str, clients: int) -> float:
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(SCRIPTS[work].format(cards=self.cards, columns=CARD))
            script.flush()
            command = [PGBENCH, "-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(self.seconds)]
            answer = subprocess.run([*command, "-f", script.name, self.address], check=True, capture_output=True,
                                    text=True).stdout
        if "number of failed transactions: 0 " not in answer:
            raise SystemExit(f"pgbench failed:\n{answer}")
        return float(next(line.split()[2] for line in answer.splitlines() if line.startswith("tps")))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    options = parser.parse_args()
    server = os.environ["XINGLIN_POSTGRES"]
    name = f"storage_bench_{os.getpid()}"
    address = server.replace("/postgres?", f"/{name}?")
    subprocess.run(["psql", "-X", "-q", server, "-c", f"CREATE DATABASE {name}"], check=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return measure(Bench(address, Path(folder) / "data", options.cards, options.seconds), options.rounds)
    finally:
        subprocess.run(["psql", "-X", "-q", server, "-c", f"DROP DATABASE {name} WITH (FORCE)"], check=True)


def measure(bench: Bench, rounds: int) -> int:
    # Makes keys and schema.
    port = free_port()
    command = [BINARY, "demo", "--data", str(bench.data), "--storage", bench.address, "--port", str(port)]
    Server("demo", command, port, bench.data.parent / "demo.log").stop()
    bench.psql(FILL.format(cards=bench.cards, columns=CARD))
    readings: dict[tuple[str, str], list[float]] = {}
    costs: dict[str, list[float]] = {}
    for _ in range(rounds):
        for work in SCRIPTS:
            for clients in CLIENTS:
                readings.setdefault((work, f"pgbench, {clients}"), []).append(bench.pgbench(work, clients))
            ours = bench.ours(work)
            readings.setdefault((work, "ours, 64"), []).append(ours["rate"])
            costs.setdefault(work, []).append(ours["cpu"])
    print(f"{bench.cards:,} cards, {rounds} rounds, load average {os.getloadavg()[0]:.1f}.\n")
    print("| what | who, clients | a second |\n| --- | --- | --- |")
    for (work, who), values in readings.items():
        print(f"| {work} | {who} | {statistics.median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f}) |")
    missed = 0
    print("\n| goal | reading | wanted | |\n| --- | --- | --- | --- |")
    for work, wanted in GOALS.items():
        best = [max(readings[work, f"pgbench, {clients}"][number] for clients in CLIENTS) for number in range(rounds)]
        ratio = statistics.median(ours / other for ours, other in zip(readings[work, "ours, 64"], best, strict=True))
        missed += ratio < wanted
        cost = statistics.median(costs[work])
        print(f"| {work} ÷ pgbench's best | {ratio:.2f}; {cost:.0f} µs of the client's CPU each | {wanted} | "
              f"{'reached' if ratio >= wanted else 'MISSED'} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
