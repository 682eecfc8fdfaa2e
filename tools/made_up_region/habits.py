"""What whole windows do, found by generators of others: cards read for whoever is brought, booklets, babies in Latin letters.

Draws from a stream of its own, and not at all where the mix gives no rate, so that the other mixes stay as they are.
"""

from __future__ import annotations

import re
from random import Random

from .mixes import Mix
from .people import Person
from .registration import Registration

GROUP = re.compile(r"(?<=村)(\d+)组")
BABIES = ("BABY", "BB", "baby", "Baby")
ORDERS = {"大": "1", "小": "2"}


class Habits:
    """Spoils rows that are written, each kind by its rate in the mix."""

    def __init__(self, mix: Mix, chance: Random) -> None:
        self._mix = mix
        self._chance = chance

    def of_visit(self, row: Registration) -> None:
        """At most one card or booklet is taken for the person's own."""
        if row.by_reader:
            return
        for habit, rate in (
            (card_of_relative, self._mix.card_of_relative),
            (household_booklet, self._mix.household_booklet),
        ):
            if self._happens(rate) and habit(row, self._chance):
                row.tag(habit.__name__)
                break
        self._write(row, villagers_group, self._mix.villagers_group)

    def of_newborn(self, row: Registration) -> None:
        self._write(row, latin_baby, self._mix.latin_baby)
        self._write(row, card_of_mother, self._mix.card_of_mother)
        self._write(row, villagers_group, self._mix.villagers_group)

    def _happens(self, rate: float) -> bool:
        return rate > 0 and self._chance.random() < rate

    def _write(self, row: Registration, habit, rate: float) -> None:
        if self._happens(rate) and habit(row, self._chance):
            row.tag(habit.__name__)


def _read(row: Registration, holder: Person) -> bool:
    """Number, birth date and sex of a card's holder, as a reader takes them over beside the name that was typed."""
    papers = holder.document(row.day)
    if papers is None or papers.kind != "01":
        return False
    row.id_type, row.id_no = papers.kind, papers.number
    row.birth_date, row.sex = holder.birth.isoformat(), holder.sex
    return True


def card_of_relative(row: Registration, chance: Random) -> bool:
    """Whoever brings the patient shows the own card. Under the holder's name as well nothing would be left of the patient."""
    if "name_of_relative" in row.tags or "id_of_relative" in row.tags:
        return False
    grown = [
        other
        for other in row.person.relatives
        if other.age(row.day) >= 16 and other.name(row.day).text != row.person.name(row.day).text
    ]
    return bool(grown) and _read(row, chance.choice(grown))


def card_of_mother(row: Registration, chance: Random) -> bool:
    """A newborn has no card, so the mother's is read."""
    return row.person.mother is not None and _read(row, row.person.mother)


def household_booklet(row: Registration, chance: Random) -> bool:
    """The number of the household's register booklet (居民户口簿), one for all who live there."""
    household = [row.person, *row.person.relatives]
    number = sum(other.birth.toordinal() for other in household) % 10**6
    row.id_type, row.id_no = "02", f"519{number:06d}"
    return True


def latin_baby(row: Registration, chance: Random) -> bool:
    """王芳BABY, 王芳BB2."""
    child = row.person
    if child.mother is None:
        return False
    order = ORDERS.get(child.birth_mark, "") if chance.random() < 0.85 else ""
    row.name = child.mother.name(row.day).text + chance.choice(BABIES) + order
    return True


def villagers_group(row: Registration, chance: Random) -> bool:
    """第5村民小组 for 5组."""
    written = GROUP.sub(r"第\1村民小组", row.address)
    done = written != row.address
    row.address = written
    return done
