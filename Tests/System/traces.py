"""Searches bytes for values that must not be there, in every form that a program is likely to leave them in."""

from __future__ import annotations

import base64
import datetime
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import made_up

TEXT_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
# A form this short would be met by chance.
LEAST_BYTES = 6
# The first two digits of GB/T 2260.
PROVINCES = {
    *(f"{tens}{ones}" for tens, count in zip("12345", (5, 3, 7, 6, 4), strict=True) for ones in range(1, count + 1)),
    "50", "61", "62", "63", "64", "65", "71", "81", "82", "83",
}  # fmt: skip


def forms(value: str) -> Iterator[tuple[str, bytes]]:
    """The value in every form that is searched for, each with its name."""
    for encoding in TEXT_ENCODINGS:
        raw = value.encode(encoding)
        yield encoding, raw
        yield f"{encoding} hex", raw.hex().encode()
        yield f"{encoding} HEX", raw.hex().upper().encode()
        yield f"{encoding} percent", "".join(f"%{byte:02X}" for byte in raw).encode()
        yield f"{encoding} percent, small", "".join(f"%{byte:02x}" for byte in raw).encode()
        for shift in range(3):
            text = aligned(raw, shift)
            yield f"{encoding} base64, {shift} before", text
            yield f"{encoding} base64url, {shift} before", text.translate(bytes.maketrans(b"+/", b"-_"))
    yield "JSON escapes", escaped(value).encode()
    yield "JSON escapes, large", re.sub(
        r"\\u([0-9a-f]{4})", lambda match: "\\u" + match[1].upper(), escaped(value)
    ).encode()
    if re.fullmatch(r"[0-9]{10,}[0-9X]", value):
        yield "reversed", value[::-1].encode()
        digits = value.removesuffix("X")
        yield "packed decimal", bytes.fromhex(digits + "0" * (len(digits) % 2))
        yield "packed decimal, right", bytes.fromhex("0" * (len(digits) % 2) + digits)


def aligned(raw: bytes, shift: int) -> bytes:
    """The characters of base64 that depend on `raw` alone, where `shift` bytes stand before it."""
    text = base64.b64encode(bytes(shift) + raw + bytes(2))
    first = -(-shift * 8 // 6)
    return text[first : (shift + len(raw)) * 8 // 6]


def escaped(value: str) -> str:
    """Every character as JSON's `\\uXXXX`, digits too."""
    raw = value.encode("utf-16-be")
    return "".join(f"\\u{raw[at]:02x}{raw[at + 1]:02x}" for at in range(0, len(raw), 2))


class Search:
    """Looks for many values at once, in files of any kind. `grep -F` does it: Python would take minutes."""

    def __init__(self, values: Iterable[str]):
        self._names: dict[bytes, str] = {}
        for value in values:
            for name, form in forms(value):
                assert b"\n" not in form, "grep reads lines: choose a value without this byte"
                assert len(form) >= LEAST_BYTES, f"{name} of a value is too short to be searched for"
                # The report must not show the value itself.
                self._names.setdefault(form, name)

    def __len__(self) -> int:
        return len(self._names)

    def found(self, *paths: Path) -> list[str]:
        """The forms that the files hold; those that lie inside others may be left out."""
        return sorted({self._names[line] for line in self._grep("-o", *paths).split(b"\n") if line})

    def lines(self, path: Path) -> int:
        """How many lines of the file hold a form."""
        return int(self._grep("-c", path))

    def _grep(self, wish: str, *paths: Path) -> bytes:
        with tempfile.NamedTemporaryFile() as patterns:
            patterns.write(b"\n".join(self._names) + b"\n")
            patterns.flush()
            done = subprocess.run(
                ["grep", "-a", wish, "-h", "-F", "-f", patterns.name, "--", *paths],
                capture_output=True,
                env=os.environ | {"LC_ALL": "C"},
                timeout=120,
            )
        assert done.returncode in (0, 1), done.stderr.decode(errors="replace")
        return done.stdout

    def found_in(self, data: bytes) -> list[str]:
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            return self.found(Path(file.name))


def citizen_numbers(data: bytes) -> set[str]:
    """Every valid GB 11643 number in the bytes. Identifiers in hexadecimal are left out: chance makes some of those."""
    numbers = set()
    for match in re.finditer(rb"(?=([1-8][0-9]{16}[0-9Xx]))", data):
        number = match[1].decode().upper()
        if number[:2] not in PROVINCES or made_up.check_character(number[:17]) != number[17]:
            continue
        try:
            born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        except ValueError:
            continue
        if not 1850 <= born.year <= datetime.date.today().year or within_identifier(data, match.start()):
            continue
        numbers.add(number)
    return numbers


def within_identifier(data: bytes, start: int) -> bool:
    """Whether the 18 characters lie inside 32 or more of hexadecimal."""
    hexadecimal = b"0123456789abcdefABCDEF"
    first, last = start, start + 17
    while first > 0 and data[first - 1] in hexadecimal:
        first -= 1
    while last < len(data) and data[last] in hexadecimal:
        last += 1
    run = data[first:last]
    return len(run) >= 32 and any(byte in b"abcdefABCDEF" for byte in run)
