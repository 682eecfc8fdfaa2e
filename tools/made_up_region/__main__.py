"""Makes registrations of a made-up region.

    python3 -m made_up_region --records 100000 --seed 11 --mix region --out DIR [--describe]

Writes DIR/records.csv and DIR/truth.csv; the same arguments give the same bytes on every machine.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from . import files
from .mixes import MIXES
from .visits import Traffic


def main() -> None:
    parser = argparse.ArgumentParser(prog="made_up_region", description="Make registrations of a made-up region, with the truth.")
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--mix", choices=sorted(MIXES), default="region")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--describe", action="store_true", help="print counts by kind of person and of error")
    options = parser.parse_args()
    rows = Traffic(MIXES[options.mix], options.seed).run(options.records)
    files.write(options.out, rows, options.seed)
    if options.describe:
        describe(rows)


def describe(rows: list) -> None:
    people = {row.person.key: row.person for row in rows}
    print(f"{len(rows)} records of {len(people)} people at {len({row.org for row in rows})} institutions")
    for title, counts in (
        ("people", Counter(tag for person in people.values() for tag in person.tags)),
        ("records", Counter(tag for row in rows for tag in row.tags)),
        ("channels", Counter(row.channel for row in rows)),
        ("records a person", Counter(min(count, 20) for count in Counter(row.person.key for row in rows).values())),
    ):
        print(f"\n{title}")
        for name, count in sorted(counts.items(), key=lambda entry: (-entry[1], str(entry[0]))):
            print(f"{count:8d}  {name}")


if __name__ == "__main__":
    main()
