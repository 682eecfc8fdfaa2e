"""Makes names and tells how one and the same name is written elsewhere."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

from . import name_lists

HERE = Path(__file__).parent
SURNAME_READINGS = {"单": "shan", "曾": "zeng", "区": "ou", "覃": "qin", "查": "zha", "仇": "qiu", "解": "xie", "翟": "zhai", "朴": "piao",
                    "盖": "ge", "尉迟": "yuchi", "缪": "miao", "乐": "yue", "那": "na", "任": "ren", "华": "hua", "黑": "he"}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name and the other ways in which its bearer is rightly written.

    `style` is han, dotted (full and short form around a ·), parts (two parts, no surname) or foreign. `spellings` are
    other transcriptions, `short` is the short form, `romanised` what a passport or permit prints, `traditional` what a
    permit of Hong Kong or Taiwan prints.
    """

    surname: str
    given: str
    style: str = "han"
    spellings: tuple[str, ...] = ()
    short: str = ""
    romanised: str = ""
    traditional: str = ""

    @property
    def text(self) -> str:
        return f"{self.given}·{self.surname}" if self.style == "dotted" else self.surname + self.given

    @property
    def own_forms(self) -> frozenset[str]:
        """Everything that is written for the name that is its bearer's own: without the father's after the ·, and without
        the family's."""
        if self.style == "dotted":
            return frozenset({self.given, self.short} | {text.split("·")[0] for text in self.spellings})
        if self.style == "parts":
            return frozenset({self.text, *self.spellings})
        return frozenset({self.given})


class Weighted:
    """A list from which one is drawn by weight, in logarithmic time and without hashing."""

    def __init__(self, items: list, weights: list[float]) -> None:
        self.items, self._sums = items, list(accumulate(weights))

    def draw(self, chance: Random):
        return self.items[bisect(self._sums, chance.random() * self._sums[-1], 0, len(self.items) - 1)]


def falling(items: list, slope: float) -> Weighted:
    """The first item is the commonest; the n-th has the weight 1/(n + slope)."""
    return Weighted(items, [1 / (place + slope) for place in range(1, len(items) + 1)])


def _load(name: str) -> dict[str, list[str]]:
    with open(HERE / name, encoding="utf-8") as lines:
        return {line.split("\t")[0]: line.rstrip("\n").split("\t")[1:] for line in lines}


CHARACTERS = _load("characters.tsv")
HOMOPHONES = {character: rest[0] for character, rest in _load("homophones.txt").items()}
_surnames = name_lists.SURNAMES.split()
SURNAMES = Weighted(_surnames[::2], [float(share) for share in _surnames[1::2]])
SURNAMES_OF_NATIONS = {
    nation: falling(list(surnames), 1) for nation, surnames in name_lists.SURNAMES_OF_NATIONS.items()
}
_CANTONESE = dict(zip(name_lists.CANTONESE.split()[::2], name_lists.CANTONESE.split()[1::2]))
_CANTONESE_GIVEN = name_lists.CANTONESE_GIVEN.split()
_WESTERN = [
    line.split("|")
    for line in " ".join(name_lists.WESTERN.split("\n")).replace("|1 ", "|1\n").replace("|2 ", "|2\n").split("\n")
]


def _by_year(table: tuple, sex_names: dict) -> None:
    for first, last, names in table:
        for year in range(first, last + 1):
            sex_names[year] = names


_POPULAR: dict[str, dict[int, Weighted]] = {"1": {}, "2": {}}
_SINGLE: dict[str, dict[int, Weighted]] = {"1": {}, "2": {}}
for _sex, _popular, _characters in (
    ("1", name_lists.POPULAR_MALE, name_lists.MALE_CHARACTERS), ("2", name_lists.POPULAR_FEMALE, name_lists.FEMALE_CHARACTERS),
):  # fmt: skip
    _by_year(tuple((first, last, falling(names.split(), 4)) for first, last, names in _popular), _POPULAR[_sex])
    _by_year(tuple((first, last, falling(list(names), 9)) for first, last, names in _characters), _SINGLE[_sex])
_RARE = list(name_lists.RARE_CHARACTERS)


def surname_reading(surname: str) -> str:
    return SURNAME_READINGS.get(surname) or "".join(CHARACTERS[character][0] for character in surname)


def reading(text: str) -> str:
    return "".join(CHARACTERS[character][0] if character in CHARACTERS else character for character in text)


def romanise(name: Name) -> str:
    """Surname and given name as a passport of the mainland prints them."""
    return f"{surname_reading(name.surname).upper()} {reading(name.given).upper()}"


def to_traditional(text: str) -> str:
    return "".join(CHARACTERS[character][1] if character in CHARACTERS else character for character in text)


SAME_SOUNDING_SURNAMES: dict[str, list[str]] = {}
for _surname in SURNAMES.items:
    SAME_SOUNDING_SURNAMES[_surname] = [
        other for other in SURNAMES.items if other != _surname and surname_reading(other) == surname_reading(_surname)
    ]


def given_name(chance: Random, sex: str, year: int) -> str:
    """A given name in the fashion of a year."""
    year = min(max(year, 1930), 2030)
    luck = chance.random()
    if luck < 0.38:
        return _POPULAR[sex][year].draw(chance)
    characters = _SINGLE[sex][year]
    if luck < 0.38 + (0.05 if 1960 <= year < 2005 else 0.03):
        return characters.draw(chance)
    first, second = characters.draw(chance), characters.draw(chance)
    if chance.random() < 0.02:
        second = chance.choice(_RARE)
    return first + second


def han(chance: Random, sex: str, year: int, surname: str = "") -> Name:
    return Name(surname or SURNAMES.draw(chance), given_name(chance, sex, year))


def like_sibling(chance: Random, name: Name, sex: str, year: int) -> Name:
    """A name for a brother or sister that shares a character or has the same sound in part, as families like it."""
    fresh = given_name(chance, sex, year)
    if name.style != "han" or len(name.given) != 2:
        return Name(name.surname, fresh)
    other = (
        fresh[-1]
        if fresh[-1] not in name.given
        else chance.choice("轩涵豪宇怡琪文杰")
        if year >= 1990
        else chance.choice("华平军英兰强")
    )
    given = name.given[0] + other if chance.random() < 0.75 else other + name.given[1]
    return Name(name.surname, given if given != name.given else fresh)


def _dotted(first: str, father: str) -> Name:
    firsts, fathers = first.split(), father.split()
    spellings = tuple(f"{one}·{two}" for one in firsts for two in fathers[:2])[1:5]
    return Name(fathers[0], firsts[0], "dotted", spellings, short=firsts[0])


def _parts(first: str, second: str) -> Name:
    firsts, seconds = first.split(), second.split()
    spellings = tuple(one + two for one in firsts for two in seconds)[1:4]
    return Name(firsts[0], seconds[0], "parts", spellings)


def of_nation(chance: Random, nation: str, sex: str, year: int, surname: str = "", father: str = "") -> Name:
    """A name as people of a nation (GB/T 3304) have it."""
    if nation == "05":
        first = chance.choice(name_lists.UYGHUR_MALE if sex == "1" else name_lists.UYGHUR_FEMALE)
        return _dotted(first, father or chance.choice(name_lists.UYGHUR_MALE))
    if nation == "04":
        second = name_lists.TIBETAN_SECOND_MALE if sex == "1" else name_lists.TIBETAN_SECOND_FEMALE
        return _parts(chance.choice(name_lists.TIBETAN_FIRST), chance.choice(second))
    if nation == "02" and chance.random() < 0.6:
        spellings = chance.choice(name_lists.MONGOL_MALE if sex == "1" else name_lists.MONGOL_FEMALE).split()
        return Name("", spellings[0], "parts", tuple(spellings[1:]))
    if nation == "07" and chance.random() < 0.75:
        clan = surname or chance.choice(name_lists.YI_CLANS)
        given = chance.choice(name_lists.YI_MALE if sex == "1" else name_lists.YI_FEMALE)
        return Name(
            clan, given, "parts", (f"{clan}·{given}", f"{clan}{given[0]}{given[-1]}" if len(given) > 2 else given)
        )
    if not surname:
        surname = SURNAMES_OF_NATIONS.get(nation, SURNAMES).draw(chance)
    return han(chance, sex, year, surname)


def foreign(chance: Random) -> tuple[Name, str]:
    """A foreigner's name, and the sex that goes with it."""
    family, given, chinese, sex = chance.choice(_WESTERN)
    return Name(family, given, "foreign", (chinese,), romanised=f"{family} {given}", short=given.split()[0]), sex


def overseas(chance: Random, sex: str, year: int) -> Name:
    """A name from Hong Kong, Macao or Taiwan: traditional characters and a romanisation that is not pinyin."""
    surname = chance.choice(list(_CANTONESE))
    places = [2 * chance.randrange(len(_CANTONESE_GIVEN) // 2) for _ in range(2)]
    given = "".join(_CANTONESE_GIVEN[place] for place in places)
    romanised = f"{_CANTONESE[surname]} {' '.join(_CANTONESE_GIVEN[place + 1] for place in places)}"
    return Name(surname, given, romanised=romanised, traditional=to_traditional(surname + given))
