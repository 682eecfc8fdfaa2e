"""A long run at half of a node's capacity: memory, handles and threads must not grow, and nothing may be refused or lost.
Started by Benchmarks/overload/run --soak MINUTES; exits with 1 on a miss."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from measure import BINARY, CLIENT_CORE, CONNECTIONS, Bench, capacity, judge, quantile

# A code lives at least 30 seconds, and those of a stretch are made while the one before it runs.
STRETCH_SECONDS = 10.0


@dataclass
class Stretch:
    """What was seen in ten seconds."""

    served: int
    # By status; 0 is no answer.
    others: Counter[int]
    p50: float
    p99: float
    memory_mb: float
    handles: int
    threads: int


def read_status(process: int) -> tuple[float, int, int]:
    """Resident memory in MiB, open handles and threads."""
    fields = dict(
        line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    )
    return int(fields["VmRSS"].split()[0]) / 1024, len(os.listdir(f"/proc/{process}/fd")), int(fields["Threads"])


class Soak:
    def __init__(self, bench: Bench, rate: float):
        self.bench, self.rate = bench, rate
        self.count = int(rate * STRETCH_SECONDS) + 1
        self.pinned = ["taskset", "-c", str(CLIENT_CORE)]

    def prepare(self, file: Path) -> None:
        command = [BINARY, "bench", "requests", "--data", self.bench.data, "--count", str(self.count), "--out", file]
        # It has the generator's core, which must not wait for it: late requests would come in bursts.
        subprocess.run([*self.pinned, "nice", "-n", "19", *command], check=True)

    def stretch(self, file: Path, next_file: Path) -> Stretch:
        out = self.bench.folder / "out"
        flood = [self.bench.folder / "flood", str(self.bench.port), file, str(self.rate), str(STRETCH_SECONDS)]
        with subprocess.Popen(
            [*self.pinned, *flood, str(CONNECTIONS), out], stderr=subprocess.PIPE, text=True
        ) as running:
            preparing = threading.Thread(target=self.prepare, args=(next_file,))
            preparing.start()
            time.sleep(STRETCH_SECONDS / 2)
            memory, handles, threads = read_status(self.bench.server.pid)
            running.communicate()
            preparing.join()
        if running.returncode != 0:
            raise SystemExit("void: the generator failed")
        rows = [tuple(map(int, line.split())) for line in out.read_text(encoding="ascii").splitlines()]
        served = [(row[2] - row[0]) / 1e3 for row in rows if row[3] == 200]
        return Stretch(
            len(served), Counter(row[3] for row in rows if row[3] != 200), quantile(served, 0.5), quantile(served, 0.99), memory, handles, threads
        )


def show(name: str, stretches: list[Stretch]) -> None:
    median = statistics.median
    others = sum((one.others for one in stretches), Counter())
    said = ", ".join(f"{count:,} × {status}" for status, count in sorted(others.items())) or "none"
    print(
        f"| {name} | {sum(one.served for one in stretches):,} | {said} "
        f"| {median(one.p50 for one in stretches):.1f} | {median(one.p99 for one in stretches):.1f} "
        f"| {max(one.p99 for one in stretches):.0f} | {median(one.memory_mb for one in stretches):.0f} "
        f"| {median(one.handles for one in stretches):.0f} | {median(one.threads for one in stretches):.0f} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="Benchmarks/overload/run")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--soak", type=float, required=True, metavar="MINUTES")
    arguments = parser.parse_args()
    bench = Bench(arguments.folder)
    bench.step(200, 4)
    c = capacity(bench, 8)
    soak = Soak(bench, c.goodput / 2)
    files = [arguments.folder / "soak-a", arguments.folder / "soak-b"]
    soak.prepare(files[0])
    stretches: list[Stretch] = []
    end = time.monotonic() + arguments.soak * 60
    while time.monotonic() < end or len(stretches) < 8:
        stretches.append(soak.stretch(files[0], files[1]))
        files.reverse()
    quarter = len(stretches) // 4
    parts = [stretches[index * quarter : (index + 1) * quarter] for index in range(4)]
    print(f"\nC = {c.goodput:,.0f}/s, offered {soak.rate:,.0f}/s; load average {os.getloadavg()[0]:.1f}\n")
    print("| quarter | served | not served | p50 ms | p99 ms | worst p99 ms | memory MiB | handles | threads |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for number, part in enumerate(parts, 1):
        show(str(number), part)
    second, last = parts[1], parts[3]
    memory = [statistics.median(one.memory_mb for one in part) for part in (second, last)]
    handles = [statistics.median(one.handles for one in part) for part in (second, last)]
    threads = [max(one.threads for one in part) for part in (second, last)]
    checks = [
        ("every request was served", not any(one.others for one in stretches)),
        ("memory in the last quarter ≤ 1.1 × that in the second", memory[1] <= memory[0] * 1.1),
        ("no more handles in the last quarter than in the second, but for 8", handles[1] <= handles[0] + 8),
        ("no more threads", threads[1] <= threads[0]),
    ]
    bench.server.stop()
    return judge(checks)


if __name__ == "__main__":
    sys.exit(main())
