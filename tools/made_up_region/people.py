"""A made-up person and how he changes over the years."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from .documents import Document
from .names import Name
from .places import Address

FIRST_DAY = datetime.date(2016, 1, 1)
LAST_DAY = datetime.date(2025, 12, 31)
DAYS = (LAST_DAY - FIRST_DAY).days


@dataclass(eq=False)
class Person:
    """A person with everything that was ever right to write about him; lists are in the order of time."""

    sex: str
    birth: datetime.date
    nation: str
    names: list[tuple[datetime.date, Name]]
    documents: list[Document] = field(default_factory=list)
    seconds: list[Document] = field(default_factory=list)
    phones: list[tuple[datetime.date, str]] = field(default_factory=list)
    addresses: list[tuple[datetime.date, Address]] = field(default_factory=list)
    card_address: Address | None = None
    origin: str = "CN"
    mother: Person | None = None
    father: Person | None = None
    spouse: Person | None = None
    twin: Person | None = None
    relatives: list[Person] = field(default_factory=list)
    birth_mark: str = ""
    visits: int = 0
    born_here: bool = False
    tags: set[str] = field(default_factory=set)
    key: int = 0

    def age(self, day: datetime.date) -> int:
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))

    def name(self, day: datetime.date) -> Name:
        return _latest(self.names, day)

    def phone(self, day: datetime.date) -> str:
        return _latest(self.phones, day) if self.phones else ""

    def address(self, day: datetime.date) -> Address:
        return _latest(self.addresses, day)

    def document(self, day: datetime.date) -> Document | None:
        """The document he shows on a day; nobody has one before the first was issued."""
        valid = [document for document in self.documents if document.since <= day]
        return valid[-1] if valid else None

    def second(self, day: datetime.date) -> Document | None:
        valid = [document for document in self.seconds if document.since <= day]
        return valid[-1] if valid else None


def _latest(changes: list, day: datetime.date):
    for since, value in reversed(changes):
        if since <= day:
            return value
    return changes[0][1]
