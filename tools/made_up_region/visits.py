"""Sends people to institutions and writes what the windows make of them; adds the junk that belongs to nobody."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from random import Random

from . import writing
from .errors import ErrorModel, Window, id_fifteen
from .habits import Habits
from .households import Region
from .institutions import Institution, make_institutions
from .mixes import Mix
from .names import Weighted
from .people import DAYS, FIRST_DAY, LAST_DAY, Person
from .registration import Registration

MOST_STRANGERS = 3000
READ_BY_MACHINE = frozenset(("id_no", "name", "sex", "birth_date", "address", "nation"))
COPIED = (
    "name",
    "sex",
    "birth_date",
    "id_type",
    "id_no",
    "id2_type",
    "id2_no",
    "phone",
    "address",
    "nation",
    "guardian_name",
    "guardian_id_no",
)
TEST_NAMES = (
    "测试",
    "test",
    "TEST",
    "测试1",
    "测试病人",
    "张三测试",
    "test1",
    "测试2",
    "体检测试",
    "李四测试",
    "系统测试",
    "医生测试",
    "测试患者",
    "Test01",
    "接口测试",
    "ceshi",
    "测试挂号",
    "王五（测试）",
    "测试勿动",
    "培训测试",
)
UNKNOWN_NAMES = (
    "无名氏",
    "无名男",
    "无名女",
    "未知",
    "不详",
    "无名氏1",
    "无名",
    "某男",
    "某女",
    "路人",
    "昏迷病人",
    "120送",
    "流浪人员",
    "无名氏（男）",
    "无姓名",
    "三无人员",
)


@dataclass
class Corpus:
    """All registrations in the order of their time, and the true person of each."""

    rows: list[Registration]
    people: dict[str, int]


class Traffic:
    """The visits of a whole region over ten years."""

    def __init__(self, mix: Mix, seed: int) -> None:
        # One stream per matter: a change in one does not shift the others.
        self.mix = mix
        self.region = Region(mix, Random(f"{seed}:people"))
        self.chance = Random(f"{seed}:visits")
        self.institutions = make_institutions(mix, Random(f"{seed}:institutions"))
        self.model = ErrorModel(mix)
        self.window = Window(Random(f"{seed}:errors"), mix, [])
        self.habits = Habits(mix, Random(f"{seed}:habits"))
        self._anywhere = Weighted(self.institutions, [institution.size for institution in self.institutions])
        births = [institution for institution in self.institutions if institution.delivers]
        self._maternity = Weighted(births, [institution.size for institution in births])
        self._last_cards: list[tuple[Institution, int]] = []
        self._last_birth: tuple[int, datetime.date] | None = None
        self._last_delivery: tuple[Institution, datetime.date] | None = None
        self._cards = 0
        self._order = 0
        self.people = 0

    def run(self, records: int) -> list[Registration]:
        """Exactly so many registrations, in the order of their time."""
        junk_tests = round(records * self.mix.test_patients)
        junk_unknown = round(records * self.mix.unidentified)
        wanted = records - junk_tests - junk_unknown
        rows: list[Registration] = []
        while len(rows) < wanted:
            household = self.region.household()
            self._queue(household)
            for person in household:
                rows += self._visits(person)
        del rows[wanted:]
        rows += [self._test_patient() for _ in range(junk_tests)]
        while len(rows) < records:
            rows += self._unidentified()
        del rows[records:]
        rows.sort(key=lambda row: (row.reg_time, row.order))
        self._print_cards(rows)
        for place, row in enumerate(rows, 1):
            row.record_id = f"R{place:08d}"
        return rows

    def _queue(self, household: list[Person]) -> None:
        """Lets people wait where a window may mistake the one for the other; the queue's length is bounded."""
        queue = self.window.strangers
        for person in household:
            if len(queue) < MOST_STRANGERS:
                queue.append(person)
            else:
                queue[self.chance.randrange(MOST_STRANGERS)] = person

    def _print_cards(self, rows: list[Registration]) -> None:
        """Gives each institution's cards their numbers in the order in which they were first used."""
        used: dict[str, int] = {}
        numbers: dict[int, str] = {}
        for row in rows:
            if not row.card:
                continue
            if row.card not in numbers:
                used[row.org] = used.get(row.org, 0) + 1 + (self.chance.random() < 0.3)
                numbers[row.card] = row.institution.local_form.format(used[row.org])
            row.local_id = numbers[row.card]

    # People

    def _visits(self, person: Person) -> list[Registration]:
        chance, mix = self.chance, self.mix
        self._number(person)
        rows: list[Registration] = []
        own: list[Institution] = []
        cards: dict[str, Registration] = {}
        if person.born_here and (delivery := self._delivery(person)) and chance.random() < mix.newborn_each:
            rows += self._as_newborn(person, *delivery)
        if chance.random() < mix.never_seen:
            return rows
        first = max(person.birth, FIRST_DAY)
        span = (LAST_DAY - first).days
        count = 1
        while chance.random() > mix.stop:
            count += 1
        if chance.random() < mix.chronic:
            count += 4
            while chance.random() > 0.2:
                count += 1
        days = sorted(first + datetime.timedelta(days=chance.randrange(span + 1)) for _ in range(count))
        for day in days:
            if own and chance.random() < mix.same_institution:
                institution = own[chance.randrange(len(own))]
            else:
                institution = self._anywhere.draw(chance)
                own.append(institution)
            earlier = cards.get(institution.code)
            keeps = earlier is not None and chance.random() < institution.keeps_card
            row = self._register(person, institution, day, earlier if keeps else None)
            cards[institution.code] = row
            rows.append(row)
        return rows

    def _register(
        self, person: Person, institution: Institution, day: datetime.date, earlier: Registration | None
    ) -> Registration:
        chance = self.chance
        row = self._row(person, institution, day, self._channel())
        row.by_reader = self._shows_card(institution, person, day)
        if earlier is not None:
            row.card = earlier.card
            if chance.random() < institution.copies:
                # The system shows what it has, and the clerk nods, errors and all; the phone alone is asked again.
                for name in COPIED:
                    setattr(row, name, getattr(earlier, name))
                row.tags = [tag for tag in earlier.tags if not tag.startswith("local_")] + ["local_id_again"]
                if chance.random() < 0.3:
                    row.phone = writing.phone(person.phone(day), institution.phone_form)
                return row
            row.tag("local_id_again")
        else:
            row.card = self._card(institution, row)
        writing.truthful(row, chance, row.by_reader)
        untouched = READ_BY_MACHINE if row.by_reader else frozenset()
        factor = 1.6 if row.channel == "emergency" else 0.7 if row.channel == "app" else 1.0
        self.model.apply(row, self.window, untouched, factor)
        self._habits(row)
        self.habits.of_visit(row)
        return row

    def _new_card(self) -> int:
        self._cards += 1
        return self._cards

    def _card(self, institution: Institution, row: Registration) -> int:
        """A new card number of the institution; rarely one that was another person's."""
        chance = self.chance
        if self._last_cards and chance.random() < 0.0015:
            for other, card in reversed(self._last_cards[-60:-5]):
                if other is institution:
                    row.tag("local_id_of_other")
                    return card
        if chance.random() < 0.01:
            row.tag("local_id_missing")
            return 0
        card = self._new_card()
        self._last_cards.append((institution, card))
        if len(self._last_cards) > 2000:
            del self._last_cards[:1000]
        return card

    def _habits(self, row: Registration) -> None:
        """What this institution does to every row: old numbers, short fields, children on a parent's number."""
        chance, institution, person = self.chance, row.institution, row.person
        if institution.old_system and not row.by_reader and chance.random() < 0.3 and id_fifteen(row, self.window):
            row.tag("id_fifteen")
        if (
            person.mother is not None
            and not row.by_reader
            and person.age(row.day) < 10
            and chance.random() < institution.child_on_parent
        ):
            parent = person.mother if chance.random() < 0.75 or person.father is None else person.father
            papers = parent.document(row.day)
            if papers is not None:
                row.id_type, row.id_no = papers.kind, papers.number
                row.tag("child_on_parent")
        if len(row.name) > institution.longest_name:
            row.name = row.name[: institution.longest_name]
            row.tag("name_cut")

    def _delivery(self, child: Person) -> tuple[Institution, datetime.date] | None:
        """Where and on which day the children of one birth are registered; `None` where they are not. Twins come into the
        world in one hospital."""
        birth = (id(child.mother), child.birth)
        if self._last_birth != birth:
            self._last_birth, self._last_delivery = birth, None
            day = child.birth + datetime.timedelta(days=self.chance.randrange(3))
            if self.chance.random() < self.mix.newborn_seen and day <= LAST_DAY:
                self._last_delivery = (self._maternity.draw(self.chance), day)
        return self._last_delivery

    def _as_newborn(self, child: Person, institution: Institution, day: datetime.date) -> list[Registration]:
        """The registrations around birth: the delivery, and often the ward for newborns under the same card."""
        chance = self.chance
        row = self._row(child, institution, day, "ward")
        row.card = self._new_card()
        writing.newborn(row, chance)
        self.habits.of_newborn(row)
        rows = [row]
        if chance.random() < self.mix.newborn_again:
            later = day + datetime.timedelta(days=1 + chance.randrange(20))
            if later <= LAST_DAY:
                elsewhere = chance.random() < 0.3
                again = self._row(child, self._maternity.draw(chance) if elsewhere else institution, later, "ward")
                again.card = self._new_card() if elsewhere or chance.random() < 0.4 else row.card
                writing.newborn(again, chance)
                self.habits.of_newborn(again)
                rows.append(again)
        return rows

    def _shows_card(self, institution: Institution, person: Person, day: datetime.date) -> bool:
        """Whether a reader reads the identity card; children have none with them."""
        document = person.document(day)
        return (
            document is not None
            and document.kind == "01"
            and person.age(day) >= 16
            and self.chance.random() < institution.reads_cards
        )

    def _channel(self) -> str:
        luck = self.chance.random()
        return (
            "window"
            if luck < 0.72
            else "app"
            if luck < 0.86
            else "emergency"
            if luck < 0.91
            else "ward"
            if luck < 0.96
            else "import"
        )

    def _row(self, person: Person, institution: Institution, day: datetime.date, channel: str) -> Registration:
        chance = self.chance
        self._order += 1
        clock = f"{chance.choice((7, 8, 8, 8, 9, 9, 9, 10, 10, 11, 13, 14, 14, 15, 15, 16, 17, 19, 21, 2)):02d}:{chance.randrange(60):02d}:{chance.randrange(60):02d}"
        return Registration(person, institution, day, f"{day.isoformat()}T{clock}", channel, self._order)

    def _number(self, person: Person) -> None:
        if not person.key:
            self.people += 1
            person.key = self.people

    # Junk

    def _test_patient(self) -> Registration:
        """A row by which somebody tried the system; it is nobody, and a person of its own in the truth."""
        chance = self.chance
        person = Person(chance.choice("12"), datetime.date(chance.choice((1980, 1990, 2000, 1900)), 1, 1), "01", [])
        self._number(person)
        row = self._row(
            person, self._anywhere.draw(chance), FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS)), "window"
        )
        row.card = self._new_card()
        row.name = chance.choice(TEST_NAMES)
        row.sex, row.birth_date = person.sex, person.birth.isoformat()
        row.phone = chance.choice(
            ("13800138000", "", "11111111111", row.institution.switchboard, "13888888888", "12345678901")
        )
        if chance.random() < 0.45:
            row.id_type = "01"
            row.id_no = chance.choice(
                (
                    "111111111111111111",
                    "000000000000000000",
                    row.institution.dummy_number,
                    "123456789012345678",
                    "1",
                    "110101199001011234",
                )
            )
        elif chance.random() < 0.15:
            # A clerk tries the system with the number of the last patient, or his own.
            papers = self.window.stranger().document(row.day)
            if papers is not None:
                row.id_type, row.id_no = papers.kind, papers.number
        row.address = chance.choice(("", "测试", row.institution.own_address, "test", "1"))
        row.tag("test_patient")
        return row

    def _unidentified(self) -> list[Registration]:
        """Somebody brought in without a name; seldom seen again under the same card, very seldom a person known otherwise."""
        chance = self.chance
        known = chance.random() < 0.15
        person = self.window.stranger() if known else Person(chance.choice("12"), datetime.date(1960, 1, 1), "", [])
        self._number(person)
        row = self._row(
            person,
            self._anywhere.draw(chance),
            FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS)),
            "emergency",
        )
        if known and person.birth > row.day:
            return []
        row.card = self._new_card()
        row.name = chance.choice(UNKNOWN_NAMES)
        row.sex = person.sex if chance.random() < 0.7 else "0"
        row.birth_date = chance.choice(("", "1900-01-01", "1970-01-01", f"{row.day.year - 40}-01-01"))
        row.id_no = chance.choice(("", "", "", "", "", "无", row.institution.dummy_number, "000000000000000000"))
        row.id_type = "01" if row.id_no else ""
        row.phone = chance.choice(("", "110", "120", row.institution.switchboard, row.institution.dummy_phone))
        row.tag("unidentified")
        rows = [row]
        if chance.random() < 0.2 and row.day < LAST_DAY:
            again = self._row(person, row.institution, row.day + datetime.timedelta(days=1), "ward")
            for name in COPIED:
                setattr(again, name, getattr(row, name))
            again.card = row.card
            again.tag("unidentified")
            again.tag("local_id_again")
            rows.append(again)
        return rows
