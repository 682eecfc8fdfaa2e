"""Sums up the parts of bin/test: reads the test results, prints what failed and, last, "N passed, M failed".

    sum_up.py [--results DIR] PART=EXIT_STATUS ...

A part without a results file counts as one test. A part that ended badly although its file shows no failure (it
crashed, or nothing ran) counts as one failure more. Ends with 1 where anything failed or nothing ran.
"""

from __future__ import annotations

import argparse
import re
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Count:
    passed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)


# What XML 1.0 does not allow, and a failure's message may hold all the same.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(path: Path) -> Count:
    """Counts the cases of a JUnit file."""
    count = Count()
    text = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", path.read_text(encoding="utf-8", errors="replace"))
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return Count(failures=[f"{path.name} cannot be read: {error}"])
    for case in root.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            count.failures.append(f"{case.get('classname')}: {case.get('name')}")
        elif case.find("skipped") is not None:
            count.skipped += 1
        else:
            count.passed += 1
    return count


def count_part(name: str, status: int, results: Path | None) -> Count:
    # SwiftPM adds the name of the testing library to the name it was given.
    files = sorted(results.glob(f"{name}*.xml")) if results else []
    if not files and name in ("swift", "timed", "postgres", "system"):
        return Count(failures=[f"{name} left no results and ended with {status}"])
    if not files:
        return Count(failures=[f"{name} ended with {status}"]) if status else Count(passed=1)
    whole = Count()
    for path in files:
        one = read(path)
        whole.passed += one.passed
        whole.skipped += one.skipped
        whole.failures += one.failures
    if status and not whole.failures:
        whole.failures.append(f"{name} ended with {status}")
    if not whole.passed and not whole.failures:
        whole.failures.append(f"{name} ran nothing")
    return whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path)
    parser.add_argument("parts", nargs="+", metavar="PART=EXIT_STATUS")
    options = parser.parse_args()
    counts = {}
    for part in options.parts:
        name, _, status = part.partition("=")
        counts[name] = count_part(name, int(status), options.results)
    print()
    for name, count in counts.items():
        print(f"{name}: {count.passed} passed, {len(count.failures)} failed, {count.skipped} skipped")
        for failure in count.failures:
            print(f"  failed: {failure}")
    passed = sum(count.passed for count in counts.values())
    failed = sum(len(count.failures) for count in counts.values())
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
