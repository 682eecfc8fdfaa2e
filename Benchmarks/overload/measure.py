"""Overload of one node by signed scans. Started by Benchmarks/overload/run; says what it saw, and exits with 1 on a miss.

The server has one core and the generator the other. Rates are offered at fixed times, latencies count from the time a
request was due, so a slow answer hides nothing (L3). Each scan has a code and a nonce of its own."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from rig import CLIENT_CORE, Server, free_port  # noqa: E402

BINARY = os.environ["XINGLIN_BINARY"]
CONNECTIONS = 512
# The limit within which C is looked for: L1's p99.
P99_LIMIT_MS = 100.0
FINE_FACTOR = 1.1
# The share of both cores' time that the host may take for others during a step; above it the step is taken again.
STOLEN_LIMIT = 0.03
ATTEMPTS = 4


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


@dataclass
class Step:
    offered: float
    asked: int
    served: int
    refused: int
    lost: int
    goodput: float
    served_p50: float
    served_p99: float
    refused_p99: float
    late_p99: float
    memory: float
    # When the generator began, by the monotonic clock, and the last refused request was due, in seconds after that.
    began: float
    last_refused: float
    # The share of the cores' time that the host gave to others meanwhile.
    stolen: float

    @property
    def disturbed(self) -> bool:
        return self.stolen > STOLEN_LIMIT


def stolen_ticks() -> tuple[int, int]:
    """Ticks of all cores that the host took, and all; proc(5), stat."""
    fields = list(map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]))
    return fields[7], sum(fields)


class Bench:
    def __init__(self, folder: Path):
        self.folder, self.data = folder, folder / "data"
        port = free_port()
        Server("demo", [BINARY, "demo", "--data", str(self.data), "--port", str(port)], port, folder / "d.log").stop()
        self.port = free_port()
        command = [BINARY, "serve", "--data", str(self.data), "--port", str(self.port)]
        self.server = Server("serve", command, self.port, folder / "s.log")

    def metric(self, name: str) -> float:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=10) as answer:
            return float(re.search(rf"^{name} (\S+)$", answer.read().decode(), re.MULTILINE)[1])

    def step(self, rate: float, seconds: float, attempts: int = ATTEMPTS) -> Step:
        """One rate for a while. What the host disturbed is taken again, and stays disturbed when it always was."""
        step = self._once(rate, seconds)
        while step.disturbed and (attempts := attempts - 1) > 0:
            print(f"  {rate:8.0f}/s  {step.stolen:.0%} of the cores was taken by the host: again", file=sys.stderr)
            step = self._once(rate, seconds)
        return step

    def _once(self, rate: float, seconds: float) -> Step:
        requests, out = self.folder / "requests", self.folder / "out"
        count = int(rate * seconds) + 1
        pinned = ["taskset", "-c", str(CLIENT_CORE)]
        subprocess.run(
            [*pinned, BINARY, "bench", "requests", "--data", self.data, "--count", str(count), "--out", requests],
            check=True,
        )
        began = time.monotonic()
        taken, ticks = stolen_ticks()
        done = subprocess.run(
            [*pinned, self.folder / "flood", str(self.port), requests, str(rate), str(seconds), str(CONNECTIONS), out],
            check=True, capture_output=True, text=True,
        )
        taken, ticks = (now - before for now, before in zip(stolen_ticks(), (taken, ticks)))
        print(f"  {rate:8.0f}/s  {done.stderr.strip()}", file=sys.stderr)
        rows = [tuple(map(int, line.split())) for line in out.read_text().splitlines()]
        last_refused = max((row[0] / 1e6 for row in rows if row[3] in (429, 503)), default=0.0)
        # The first second warms up.
        rows = [row for row in rows if row[0] >= 1_000_000]
        served = [(row[2] - row[0]) / 1e3 for row in rows if row[3] == 200]
        refused = [(row[2] - row[0]) / 1e3 for row in rows if row[3] in (429, 503)]
        others = [row for row in rows if row[3] not in (200, 429, 503)]
        span = seconds - 1
        return Step(
            rate, len(rows), len(served), len(refused), len(others), len(served) / span, quantile(served, 0.5),
            quantile(served, 0.99), quantile(refused, 0.99), quantile([(row[1] - row[0]) / 1e3 for row in rows], 0.99),
            self.metric("process_resident_memory_bytes") / 2**20, began, last_refused,
            taken / ticks,
        )


def capacity(bench: Bench, seconds: float) -> Step:
    """The highest rate that is served whole within the limit: found in steps of a half, then in steps of 10 %.

    Where the host disturbed the step above it, the step found counts as disturbed: it may be too low."""
    best, rate, factor = None, 400.0, 1.5
    while True:
        step = bench.step(rate, seconds)
        if not (step.refused or step.lost or step.served_p99 > P99_LIMIT_MS):
            best, rate = step, rate * factor
        elif best is None:
            rate /= 2
            if rate < 20:
                raise SystemExit("void: the machine serves nothing within the limit")
        elif factor == FINE_FACTOR:
            return replace(best, stolen=max(best.stolen, step.stolen))
        else:
            factor = FINE_FACTOR
            rate = best.offered * factor


def show(name: str, step: Step, c: Step) -> None:
    print(
        f"| {name} | {step.offered:,.0f} | {step.goodput:,.0f} | {step.goodput / c.goodput:.2f} | {step.served_p50:.1f} "
        f"| {step.served_p99:.1f} | {step.refused:,} | {step.refused_p99:.1f} | {step.late_p99:.1f} | {step.lost} "
        f"| {step.memory:.0f} | {step.stolen:.1%} |"
    )


def judge(checks: list[tuple[str, bool]]) -> int:
    """Prints what was wanted; the exit code is 1 on a miss."""
    print("\n| wanted | |\n| --- | --- |")
    for name, holds in checks:
        print(f"| {name} | {'pass' if holds else 'MISS'} |")
    return 0 if all(holds for _, holds in checks) else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="Benchmarks/overload/run")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=8)
    arguments = parser.parse_args()
    bench = Bench(arguments.folder)
    bench.step(200, 4)
    c = capacity(bench, arguments.seconds)
    print(f"\nload average {os.getloadavg()[0]:.1f}; {CONNECTIONS} connections; {arguments.seconds:.0f} s a step\n")
    print("| offered | req/s | goodput/s | ÷ C | p50 ms | p99 ms | refused | refused p99 ms | sent late p99 ms | lost | MiB | stolen |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    show("C", c, c)
    steps = {}
    for times in (2, 5, 10):
        steps[times] = bench.step(c.offered * times, arguments.seconds)
        show(f"{times} C", steps[times], c)
    end = time.monotonic()
    # Once only: a second time would not be right after.
    after = bench.step(c.offered * 0.8, 20, attempts=1)
    recovered = after.began + after.last_refused - end if after.last_refused else 0.0
    show("0.8 C, right after", after, c)
    checks = []
    for times, step in steps.items():
        checks.append((f"{times} C: goodput ≥ 0.9 C", step.goodput >= 0.9 * c.goodput))
        checks.append((f"{times} C: p99 of the served ≤ 2 × that at C", step.served_p99 <= 2 * c.served_p99))
        checks.append((f"{times} C: refusals within 20 ms at p99", step.refused_p99 <= 20))
    checks.append((f"recovered within 10 s (last refusal after {recovered:.1f} s)", recovered <= 10))
    checks.append(("memory flat", steps[10].memory <= steps[2].memory * 1.25))
    bench.server.stop()
    missed = judge(checks)
    if any(step.disturbed for step in [c, *steps.values(), after]):
        print(f"void: the host took more than {STOLEN_LIMIT:.0%} of the cores in a step", file=sys.stderr)
        return 2
    return missed


if __name__ == "__main__":
    sys.exit(main())
