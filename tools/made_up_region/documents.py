"""Numbers of identity documents that are well formed and nobody's.

Resident ID numbers follow GB 11643-1999, but their region codes have the city part 98 or 99, which no province uses,
so that no number made here belongs to anybody. Mobile numbers begin with 154, which is given to no operator.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from random import Random

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
HOME_PROVINCE = "51"
HOME_COUNTIES = tuple(f"5199{county:02d}" for county in range(1, 9))
OTHER_PROVINCES = ("11", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
                   "44", "45", "46", "50", "52", "53", "54", "61", "62", "63", "64", "65")  # fmt: skip
RESIDENCE_PERMITS = {"HK": "810000", "MO": "820000", "TW": "830000"}


@dataclass(frozen=True)
class Document:
    """One document: its type by WS/T CV02.01.101, its number as printed, and from which day it is used."""

    kind: str
    number: str
    since: datetime.date = datetime.date.min


def check_character(digits: str) -> str:
    """The 18th character for 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return CHECK_CHARACTERS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits)) % 11]


def is_valid(number: str) -> bool:
    """Whether the text is 18 characters with a right check character."""
    return len(number) == 18 and number[:17].isdigit() and check_character(number[:17]) == number[17]


class Registry:
    """Gives out numbers, each once: a region, a birth date and a sequence make one person's number."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._taken: set[str] = set()

    def resident(self, region: str, birth: datetime.date, sex: str, sequence: int | None = None) -> str:
        """An ID number of 18 characters; `sequence` (1 to 999) is taken if it is free and fits the sex, else the next."""
        odd = sex == "1"
        # Small sequences are the commonest: police stations count from low segments of their own.
        wanted = (
            sequence
            if sequence is not None
            else self._chance.choice((1, 2, 3, 4, 5, 8, 20, 40, 60)) * 10 + self._chance.randrange(1, 45)
        )
        wanted += (wanted % 2 == 1) != odd
        for step in range(0, 1000, 2):
            place = (wanted + step) % 1000 or 2 - odd
            digits = f"{region}{birth:%Y%m%d}{place:03d}"
            if digits not in self._taken:
                self._taken.add(digits)
                return digits + check_character(digits)
        raise RuntimeError("a region has no number left for a day of birth")

    def once(self, make: str) -> str:
        """A number by a pattern, in which `#` is a digit and `@` a letter, that was not given before."""
        for _ in range(10_000):
            number = "".join(
                str(self._chance.randrange(10))
                if sign == "#"
                else self._chance.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")
                if sign == "@"
                else sign
                for sign in make
            )
            if number not in self._taken:
                self._taken.add(number)
                return number
        raise RuntimeError(f"nearly every number of the pattern {make} was given")

    def twin_of(self, number: str, birth: datetime.date, sex: str) -> str:
        """The number next to another one's: 1 further for the other sex, 2 for the same, one step more at times."""
        sequence = int(number[14:17])
        return self.resident(number[:6], birth, sex, sequence + (1 if self._chance.random() < 0.9 else 3))

    def mobile(self) -> str:
        return self.once("154########")

    def landline(self) -> str:
        """The area code 0849 is unused."""
        return self.once("0849-########") if self._chance.random() < 0.7 else self.once("0849-#######")

    def region(self, local: float) -> str:
        """A region code: of a county here with the probability `local`, else of somewhere else."""
        if self._chance.random() < local:
            return self._chance.choice(HOME_COUNTIES)
        return f"{self._chance.choice(OTHER_PROVINCES)}98{self._chance.randrange(1, 30):02d}"

    def passport(self, country: str) -> Document:
        pattern = {"US": "5########", "GB": "5########", "DE": "C@#@#@##", "RU": "7########", "IN": "@#######", "KR": "M########",
                   "JP": "T@#######", "VN": "C#######", "CN": "E########"}.get(country, "@@#######")  # fmt: skip
        return Document("03", self.once(pattern))

    def home_return_permit(self, origin: str) -> Document:
        """The travel permit of Hong Kong and Macao: a letter and 8 digits for life, on older cards 2 more that count issues."""
        return Document(
            "06", self.once(("H" if origin == "HK" else "M") + "0#######") + self._chance.choice(("01", "02", "00", ""))
        )

    def taiwan_permit(self) -> Document:
        return Document("07", self.once("0#######"))

    def officer(self) -> Document:
        unit = self._chance.choice("军参政后装海空南北东西中武")
        return Document("04", f"{unit}字第{self.once('#######')}号")

    def birth_certificate(self) -> Document:
        return Document("99", self.once(f"{self._chance.choice('OPQRSTUV')}51#######"))

    def foreign_permanent_residence(self, birth: datetime.date, sex: str) -> Document:
        """The new form has 18 digits that begin with 9; the old one 3 letters and 12 digits."""
        if self._chance.random() < 0.6:
            return Document("99", self.resident("911198", birth, sex))
        return Document("99", self.once("@@@5198") + f"{birth:%y%m%d}" + self._serial())

    def _serial(self) -> str:
        """Two digits: each of the hundred once, then any."""
        if any(f"{serial:02d}" not in self._taken for serial in range(100)):
            return self.once("##")
        return f"{self._chance.randrange(100):02d}"


def renewed(document: Document, chance: Random, registry: Registry, since: datetime.date) -> Document:
    """The next card of the same person: passports get a new number, permits count one issue more."""
    if document.kind == "06":
        return replace(document, number=f"{document.number[:9]}{int(document.number[9:] or 0) + 1:02d}", since=since)
    return Document(document.kind, registry.once(document.number[0] + "@" + "#######"), since)


def to_fifteen(number: str) -> str:
    """The number of the first generation: no century, no check character."""
    return number[:6] + number[8:17]
