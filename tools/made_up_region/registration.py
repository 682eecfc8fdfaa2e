"""One registration as a window writes it: the columns of records.csv, and what the generator knows beside them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from .institutions import Institution
from .people import Person

COLUMNS = (
    "record_id", "org", "local_id", "reg_time", "name", "sex", "birth_date", "id_type", "id_no", "id2_type", "id2_no", "phone",
    "address", "nation", "guardian_name", "guardian_id_no", "channel",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Registration:
    """The texts of one row; what is no column is known to the generator alone.

    `card` is the institution's card by a number of ours (0: none); `local_id` is printed on it once all rows are in order.
    """

    person: Person
    institution: Institution
    day: datetime.date
    reg_time: str
    channel: str
    order: int = 0
    by_reader: bool = False
    card: int = 0
    record_id: str = ""
    local_id: str = ""
    name: str = ""
    sex: str = ""
    birth_date: str = ""
    id_type: str = ""
    id_no: str = ""
    id2_type: str = ""
    id2_no: str = ""
    phone: str = ""
    address: str = ""
    nation: str = ""
    guardian_name: str = ""
    guardian_id_no: str = ""
    tags: list[str] = field(default_factory=list)

    @property
    def org(self) -> str:
        return self.institution.code

    def tag(self, name: str) -> None:
        if name not in self.tags:
            self.tags.append(name)
