"""The columns that Splink is given: as typed, or normalised as one does who knows Chinese data but not registration."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

CENTURY = "19"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
RAW = ("name", "sex", "birth_date", "id_no", "phone", "address")


def raw(path: Path) -> list[dict[str, str | None]]:
    """The rows as typed; what is empty is absent."""
    with open(path, encoding="utf-8", newline="") as file:
        return [{"record_id": row["record_id"], **{name: row[name] or None for name in RAW}} for row in csv.DictReader(file)]


def normalised(path: Path) -> list[dict[str, str | None]]:
    """Full-width forms, spaces and marks removed, 15 digits made 18, dates and phones in one form, pinyin beside the name."""
    from pypinyin import lazy_pinyin

    rows = []
    for row in raw(path):
        name = re.sub(r"[\W\d_]", "", unicodedata.normalize("NFKC", row["name"] or "")).upper()
        number = _number(row["id_no"] or "")
        birth = _date(row["birth_date"] or "")
        rows.append({
            "record_id": row["record_id"],
            "name": name or None,
            "pinyin": " ".join(lazy_pinyin(name)) or None,
            "sex": row["sex"] if row["sex"] in ("1", "2") else None,
            "birth_date": birth,
            "id_no": number,
            "phone": _phone(row["phone"] or ""),
            "address": re.sub(r"\W", "", unicodedata.normalize("NFKC", row["address"] or "")) or None,
        })  # fmt: skip
    return rows


def _number(text: str) -> str | None:
    text = re.sub(r"[\s'\-]", "", unicodedata.normalize("NFKC", text)).upper().replace("*", "X")
    if re.fullmatch(r"\d{15}", text) and len(set(text)) > 1:
        digits = text[:6] + CENTURY + text[6:]
        text = digits + CHECK_CHARACTERS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits)) % 11]
    # A handful of equal signs is a placeholder in any data.
    return text if len(text) > 5 and len(set(text)) > 2 else None


def _date(text: str) -> str | None:
    digits = re.findall(r"\d+", unicodedata.normalize("NFKC", text))
    if digits and len(digits[0]) == 8:
        digits = [digits[0][:4], digits[0][4:6], digits[0][6:]]
    if len(digits) < 3 or len(digits[0]) != 4 or digits[0] in ("1900", "0000", "1111"):
        return None
    return f"{digits[0]}-{digits[1]:0>2}-{digits[2]:0>2}"


def _phone(text: str) -> str | None:
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    if len(digits) > 11 and digits[-11] == "1":
        digits = digits[-11:]
    return digits if len(digits) >= 7 and len(set(digits)) > 2 else None
