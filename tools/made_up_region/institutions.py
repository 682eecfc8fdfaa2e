"""The institutions of the region and the habits of their windows."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .documents import HOME_COUNTIES, check_character
from .mixes import Mix
from .places import make_address, write

KINDS = (("tertiary", 4, 60), ("county", 12, 20), ("community", 22, 5), ("township", 18, 4), ("clinic", 8, 2))
DUMMY_NUMBERS = ("110101199001011234", "123456789012345678", "510000000000000000", "999999199901010000", "110101190001010000")


@dataclass
class Institution:
    """One institution: its size and what its windows always do."""

    code: str
    kind: str
    size: float
    # How often an error of a field happens here, as a factor.
    quality: dict[str, float]
    reads_cards: float
    checks_numbers: bool
    old_system: bool
    longest_name: int
    rare_as: str
    date_form: str
    nation_form: str
    phone_form: str
    address_grains: tuple[str, ...]
    switchboard: str
    own_address: str
    dummy_number: str
    dummy_phone: str
    keeps_card: float
    copies: float
    asks_guardian: float
    child_on_parent: float
    newborn_form: int
    newborn_number: str
    local_form: str
    foreign_form: int
    traditional: bool
    delivers: bool


def make_institutions(mix: Mix, chance: Random) -> list[Institution]:
    kinds = [kind for kind, count, _ in KINDS for _ in range(count)]
    sizes = {kind: size for kind, _, size in KINDS}
    return [_make(place, kinds[place % len(kinds)], sizes[kinds[place % len(kinds)]], mix, chance) for place in range(mix.institutions)]


def _make(place: int, kind: str, size: float, mix: Mix, chance: Random) -> Institution:
    small = kind in ("township", "clinic")
    careless = chance.choice((0.5, 0.7, 1.0, 1.0, 1.3, 2.2)) * (1.4 if small else 0.9)
    reads = min(0.9, mix.reader * chance.choice((0.2, 0.6, 1.0, 1.4, 2.2)) * (0.4 if small else 1.2))
    home = write(make_address(chance, small), "city", 0)
    return Institution(
        code=f"ORG{place + 1:03d}",
        kind=kind,
        size=size * (0.5 + chance.random()),
        quality={name: careless * chance.choice((0.5, 0.8, 1.0, 1.2, 1.6)) for name in mix.errors},
        reads_cards=reads,
        checks_numbers=chance.random() < (0.25 if small else 0.5),
        old_system=chance.random() < (0.25 if small else 0.08),
        longest_name=chance.choice((4, 5, 6, 8)) if chance.random() < 0.15 else 60,
        rare_as=chance.choice(("?", "？", "*", "", "□", " ", "〇")),
        date_form=chance.choice(("iso",) * 40 + ("compact", "compact", "slash", "slash_short", "chinese", "clock")),
        nation_form=chance.choice(("code", "code", "code", "code", "text", "short", "none")),
        phone_form=chance.choice(("plain",) * 24 + ("prefixed", "dashed")),
        address_grains=chance.choice((("full", "city"), ("city", "district"), ("district", "street", "estate"), ("street", "estate"), ("full", "city", "district", "street", "estate", "coarse"))),
        switchboard=f"0849-{chance.randrange(2, 9)}{chance.randrange(10**6):06d}",
        own_address=home,
        dummy_number=_dummy_number(chance),
        dummy_phone=chance.choice(("13800138000", "13888888888", "11111111111", "13000000000", "00000000", "12345678901", "1", "0", "无", "88888888")),
        keeps_card=chance.choice((0.95, 0.8, 0.6, 0.3, 0.0)),
        copies=chance.choice((0.9, 0.7, 0.4)),
        asks_guardian=chance.choice((0.0, 0.2, 0.6, 0.9)),
        child_on_parent=chance.choice((0.0, 0.05, 0.15, 0.4)) * (1.5 if small else 1.0),
        newborn_form=chance.randrange(8),
        newborn_number=chance.choice(("mother", "mother", "mother", "none", "none", "none", "father", "placeholder")),
        local_form=chance.choice(("{:08d}", "M{:07d}", "{:010d}", "ZY{:06d}", "100{:06d}")),
        foreign_form=chance.randrange(6),
        traditional=chance.random() < 0.06,
        delivers=kind in ("tertiary", "county") or (kind == "township" and chance.random() < 0.3),
    )  # fmt: skip


def _dummy_number(chance: Random) -> str:
    """What the house types where it has no number: one for all, often one that passes the check."""
    if chance.random() < 0.8:
        digits = f"{chance.choice(HOME_COUNTIES)}19{chance.choice(('00', '70', '80', '90'))}0101{chance.choice(('000', '001', '111', '999', '123'))}"
        return digits + check_character(digits)
    return chance.choice(DUMMY_NUMBERS)
