"""Made-up residents: a name, a valid GB 11643 number and a phone, the same ones for the same seed.

Nobody is meant: the region 519901 and the mobile prefix 154 are not allocated to anyone, so no number made here
can belong to a living person.

    python3 tools/made_up.py 3            # three residents as JSON lines
    python3 tools/made_up.py 3 --seed 7   # three others
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
from dataclasses import asdict, dataclass

REGION = "519901"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "安宁远明书文思雨清和晓春秋实青山海云乐知行若兰竹松林川禾苗田野麦"
FIRST_BIRTHDAY = datetime.date(1940, 1, 1)
BIRTHDAYS = 27_000
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"


@dataclass(frozen=True)
class Resident:
    """One made-up resident; `gender` is 1 (male) or 2 (female) as in GB/T 2261.1."""

    name: str
    id_type: str
    id_no: str
    phone: str
    gender: str
    birth_date: str


def check_character(digits: str) -> str:
    """The 18th character for 17 digits (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return CHECK_CHARACTERS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11]


def resident(index: int, seed: int = 0) -> Resident:
    """The resident at `index` (0 to 26,999,999); two indexes of one seed never share an ID number."""
    # The seed turns the whole range, so that the residents of two seeds are different people at small indexes.
    place = (index + seed * 7_368_787) % (BIRTHDAYS * 999)
    sequence, day = divmod(place, BIRTHDAYS)
    birthday = FIRST_BIRTHDAY + datetime.timedelta(days=day)
    digits = f"{REGION}{birthday:%Y%m%d}{sequence + 1:03d}"
    chance = random.Random(f"{seed}:{index}")
    given = "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2))))
    return Resident(
        name=chance.choice(SURNAMES) + given,
        id_type="01",
        id_no=digits + check_character(digits),
        phone=f"154{chance.randrange(10**8):08d}",
        gender="1" if int(digits[-1]) % 2 else "2",
        birth_date=birthday.isoformat(),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Print made-up residents as JSON lines.")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    for index in range(options.count):
        print(json.dumps(asdict(resident(index, options.seed)), ensure_ascii=False))


if __name__ == "__main__":
    main()
