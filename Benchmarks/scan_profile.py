"""Where a scan's time goes: samples of the running server, each counted for the part whose code is innermost."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from rig import Failure, Reading

SAMPLES_PER_SECOND = 499
SECONDS = 5
# How much of each stack is kept, in bytes: enough for the deepest one of the writer.
STACK_BYTES = 16_384

# A sample belongs to the first part that names one of its frames, beginning at the innermost frame. The order only
# counts among the frames' own matches.
PARTS = [
    ("commit: log written and synced", r"sqlite3BtreeCommitPhase|sqlite3WalFrames|sqlite3WalCheckpoint"),
    ("SQL: nonce, once", r"SQLMarkRepository\.markNonce"),
    ("SQL: code, once", r"SQLMarkRepository\.markCode"),
    ("SQL: use row", r"SQLUseRepository\.add"),
    ("SQL: audit entry", r"SQLAuditRepository\.append"),
    ("SQL: card", r"SQLCardRepository\.find"),
    ("SQL: person", r"SQLPersonRepository\.find"),
    ("SQL: terminal", r"SQLAccessRepository\.terminal"),
    ("SQL: institution and departments", r"SQLAccessRepository\.institution"),
    ("SQL: app and secret (once a second)", r"AppDirectory\.filing|SQLAccessRepository\.(app|credentials)"),
    ("code: token", r"CodeTokenKey\.|CardCode\.init"),
    ("code: what the step may see", r"Disclosure\.init|TreatmentStep\.disclosed"),
    ("signature: headers read", r"RequestSignature\.init"),
    ("signature: base built", r"SignatureBase\.init"),
    ("signature: body digest", r"ContentDigest\.require"),
    ("signature: HMAC-SM3", r"HMACSM3\.|CallerAuthenticator\.isValid"),
    ("signature: the rest", r"CallerAuthenticator\."),
    ("JSON: request read", r"JSONReader|JSONObject|ScanBody"),
    ("JSON: answer written", r"JSONWriter|Response\.json"),
    ("random identifiers", r"RandomSource|Ambient\.randomBytes"),
    ("metrics", r"ServerMetrics|MetricsMiddleware"),
    ("writer: begin, savepoints, hand-over", r"GroupCommit\.|PendingWrite\.|WriterThread\."),
    ("services: rules, audit trace", r"ScanService\.|ActLedger\.|DeskPlace\.|AccessTable\.|SignedEndpoint\."),
    ("HTTP: sockets and parser", r"SelectableEventLoop\.|NIOAsyncChannel"),
    ("HTTP: framework", r"Hummingbird|HTTPServer|Router|Middleware|Request|Response|HTTPChannel|HTTP1Channel"),
    ("HTTP: task switches", r"swift_job_run|swift_task|_dispatch_worker_thread"),
]
FRAME = re.compile(r"^\s+[0-9a-f]+ (.*) \(([^)]*)\)$")


def record(pid: int, folder: Path, run: Callable[[float], Reading]) -> str:
    """Samples the process while `run` drives it; a table in Markdown, or a sentence where perf cannot run here."""
    perf = shutil.which("perf")
    if not perf:
        return "Profile: not taken, since perf is missing."
    data = folder / "perf.data"
    result: list[Reading] = []
    failure: list[Exception] = []

    def drive() -> None:
        try:
            result.append(run(SECONDS + 3))
        except Exception as error:
            failure.append(error)

    driver = threading.Thread(target=drive)
    driver.start()
    command = [perf, "record", "-q", "-F", str(SAMPLES_PER_SECOND), "--call-graph", f"dwarf,{STACK_BYTES}"]
    command += ["-p", str(pid), "-o", str(data), "--", "sleep", str(SECONDS + 2)]
    sampled = subprocess.run(command, capture_output=True, text=True)
    driver.join()
    if failure:
        raise Failure(f"no scans while sampling: {failure[0]}")
    if sampled.returncode != 0:
        return f"Profile: not taken; perf says: {sampled.stderr.strip()[:300]}"
    script = subprocess.run(
        [perf, "script", "-i", str(data), "--no-inline", "-F", "ip,sym,dso"], capture_output=True, text=True, check=True
    )
    names = subprocess.run(
        ["swift", "demangle", "--compact", "--simplified"], input=script.stdout, capture_output=True, text=True, check=True
    )
    return table(stacks(names.stdout), 1e6 / result[0].rate_per_cpu_second)


def stacks(text: str) -> list[list[str]]:
    """The frames of each sample, innermost first."""
    found: list[list[str]] = []
    frames: list[str] = []
    for line in [*text.splitlines(), ""]:
        if match := FRAME.match(line):
            frames.append(f"{match[1]} ({match[2].rpartition('/')[2]})")
        elif frames and not line.strip():
            found.append(frames)
            frames = []
    return found


def part(frames: list[str]) -> str:
    for frame in frames:
        for name, pattern in PATTERNS:
            if pattern.search(frame):
                return name
    return "not told apart"


PATTERNS = [(name, re.compile(pattern)) for name, pattern in PARTS]


def table(samples: list[list[str]], microseconds: float) -> str:
    """Parts by their share of the server's CPU time; `microseconds` is what one scan takes of it."""
    counts = Counter(part(frames) for frames in samples)
    lines = [
        f"A scan's server-CPU time, {microseconds:,.0f} µs while sampled, by part ({len(samples):,} samples; waiting "
        "for the disk is no CPU time):\n",
        "| part | share | µs |",
        "| --- | --- | --- |",
    ]
    order = [name for name, _ in PARTS] + ["not told apart"]
    groups = Counter({group: 0 for group in (name.partition(":")[0] for name in order)})
    for name, count in counts.items():
        groups[name.partition(":")[0]] += count
    for group, total in groups.most_common():
        for name in sorted((n for n in order if n.partition(":")[0] == group), key=lambda n: -counts[n]):
            if counts[name]:
                share = counts[name] / len(samples)
                lines.append(f"| {name} | {share:.1%} | {share * microseconds:,.1f} |")
        if sum(1 for n in order if n.partition(":")[0] == group and counts[n]) > 1:
            share = total / len(samples)
            lines.append(f"| **{group}, together** | **{share:.1%}** | **{share * microseconds:,.1f}** |")
    return "\n".join(lines)
