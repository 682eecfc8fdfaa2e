#!/usr/bin/env python3
"""Makes the tables of the main index (Sources/CIndexTables/Tables) from public data; NOTICE there says whose.

README: `python3 -m venv V && V/bin/pip install -r tools/index_tables/requirements.txt`, then
`V/bin/python tools/index_tables/make.py` writes the tables, and `make.py --check` makes them in memory and
exits with 1 where they differ from the committed ones. Either takes some 40 seconds of one core.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from canonical import canonical
from lookalikes import LIMIT, lookalikes
from lunar import lunar_years
from readings import readings
from surnames import compounds, rows, shares, surname_readings
from unihan import Unihan

TABLES = Path(__file__).resolve().parents[2] / "Sources" / "CIndexTables" / "Tables"


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the main index's tables.")
    parser.add_argument("--check", action="store_true", help="only say whether the committed tables are what would be made")
    check = parser.parse_args().check
    stale = 0
    for name, lines in make().items():
        text = "".join(line + "\n" for line in sorted(lines)).encode()
        path = TABLES / f"{name}.txt"
        same = path.exists() and path.read_bytes() == text
        if check and not same:
            stale += 1
        elif not check:
            path.write_bytes(text)
        print(f"{name}: {len(lines)} lines, {len(text)} bytes{', not as committed' if check and not same else ''}")
    return 1 if stale else 0


def make() -> dict[str, list[str]]:
    """Every table's lines."""
    unihan = Unihan()
    read = readings(unihan)
    standing = canonical(unihan, read)
    alike = lookalikes(unihan, standing)
    verify(standing, alike)
    return {
        "pinyin": [f"{character}\t{' '.join(syllables)}" for character, syllables in read.items()],
        "canonical": [f"{character}\t{target}" for character, target in standing.items()],
        "lookalikes": [f"{character}\t{others}" for character, others in alike.items()],
        "surname-readings": [f"{surname}\t{reading}" for surname, reading in surname_readings(read).items()],
        "compound-surnames": compounds(),
        "surname-shares": [f"{surname}\t{share:.7f}" for surname, share in shares().items()],
        "lunar-years": lunar_years(),
    }


def verify(standing: dict[str, str], alike: dict[str, str]) -> None:
    """What the engine relies on, and the confusions that windows are known for."""
    assert standing.keys().isdisjoint(standing.values()), "a canonical character has a canonical character of its own"
    for character, others in alike.items():
        assert len(others) <= LIMIT and character not in others and character not in standing
        assert all(character in alike[other] for other in others), f"{character} is not symmetric"
    assert sum(shares().values()) < 1, "the shares sum to more than the population"
    missing = [
        first + second
        for group, *_ in rows("confusions.tsv")
        for first in group
        for second in group
        if first < second and second not in alike.get(first, "")
    ]
    if missing:
        raise SystemExit(f"Not among the look-alikes: {' '.join(missing)}")


if __name__ == "__main__":
    sys.exit(main())
