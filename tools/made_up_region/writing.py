"""How a window without an error writes what is true: its forms of dates, names, nations and addresses."""

from __future__ import annotations

import datetime

from random import Random

from . import name_lists, names, places
from .institutions import Institution
from .names import Name
from .people import Person
from .registration import Registration

NO_GUARDIAN_FROM = 14
KINSHIP = ("之子", "之女")


def date(day: datetime.date, form: str) -> str:
    if form == "compact":
        return f"{day:%Y%m%d}"
    if form == "slash":
        return f"{day:%Y/%m/%d}"
    if form == "slash_short":
        return f"{day.year}/{day.month}/{day.day}"
    if form == "chinese":
        return f"{day.year}年{day.month}月{day.day}日"
    if form == "clock":
        return f"{day.isoformat()} 00:00:00"
    return day.isoformat()


def nation(code: str, form: str) -> str:
    if not code or form == "none":
        return ""
    if form == "code":
        return code
    return name_lists.NATIONS[code][1 if form == "text" else 0]


def name(person: Person, shown: Name, institution: Institution, chance: Random) -> tuple[str, str]:
    """The name as this window writes it, and the tag of a form that is right but not the usual one."""
    if shown.style == "foreign":
        family, given = shown.surname, shown.given
        form = institution.foreign_form if chance.random() < 0.7 else chance.randrange(6)
        text = (f"{family} {given}", f"{given} {family}", f"{given} {family}".title(), f"{family},{given}", f"{shown.short} {family}", shown.spellings[0])[form]
        return text, "name_foreign_form" if form else ""
    if shown.traditional and chance.random() < 0.55:
        if chance.random() < 0.7:
            return shown.traditional, "name_traditional"
        return shown.romanised if chance.random() < 0.7 else shown.romanised.title(), "name_romanised"
    return shown.text, ""


def truthful(row: Registration, chance: Random, by_reader: bool) -> None:
    """Fills a row with what is true on its day, in the institution's forms. A card reader writes what the card prints."""
    person, institution, day = row.person, row.institution, row.day
    shown = person.name(day)
    if by_reader:
        row.name = shown.text
    else:
        row.name, tag = name(person, shown, institution, chance)
        if tag:
            row.tag(tag)
    row.sex = person.sex
    row.birth_date = date(person.birth, institution.date_form)
    document, second = person.document(day), person.second(day)
    if document is not None:
        row.id_type, row.id_no = document.kind, document.number
    if second is not None and chance.random() < 0.5:
        row.id2_type, row.id2_no = second.kind, second.number
        if chance.random() < 0.25 and not by_reader:
            row.id_type, row.id_no, row.id2_type, row.id2_no = row.id2_type, row.id2_no, row.id_type, row.id_no
            row.tag("second_document_first")
    elif document is not None and len(person.documents) > 1 and chance.random() < 0.08 and not by_reader:
        earlier = person.documents[0]
        if earlier is not document:
            row.id_type, row.id_no = earlier.kind, earlier.number
            row.tag("earlier_document")
    if row.id_type == "04" and chance.random() < 0.5:
        row.id_no = row.id_no.replace("字第", "").replace("号", "") if chance.random() < 0.6 else "".join(filter(str.isdigit, row.id_no))
        row.tag("officer_short")
    if row.id_type == "06" and len(row.id_no) == 11 and chance.random() < 0.3:
        row.id_no = row.id_no[:9]
        row.tag("permit_short")
    row.phone = phone(person.phone(day), institution.phone_form)
    grain = "full" if by_reader else chance.choice(institution.address_grains)
    if by_reader and person.card_address is not None:
        row.address = places.full(person.card_address)
    else:
        row.address = places.write(person.address(day), grain, chance.randrange(8) if chance.random() < 0.4 else 0)
    row.nation = nation(person.nation, institution.nation_form)
    guardian = person.mother if person.mother and (chance.random() < 0.65 or not person.father) else person.father
    if guardian is not None and person.age(day) < NO_GUARDIAN_FROM and chance.random() < institution.asks_guardian:
        row.guardian_name = guardian.name(day).text
        papers = guardian.document(day)
        if papers is not None and chance.random() < 0.7:
            row.guardian_id_no = papers.number


def phone(number: str, form: str) -> str:
    if form == "prefixed" and number.startswith("1"):
        return "+86" + number
    if form == "dashed" and len(number) == 11 and number.isdigit():
        return f"{number[:3]}-{number[3:7]}-{number[7:]}"
    return number


def newborn(row: Registration, chance: Random) -> None:
    """The first registration of a child, before it has a name: named and numbered after a parent."""
    child, institution, day = row.person, row.institution, row.day
    parent = child.mother if child.mother and chance.random() < 0.85 else child.father
    called = parent.name(day).text
    mark, kin = child.birth_mark, KINSHIP[child.sex == "2"]
    boy = child.sex == "1"
    if mark:
        forms = (
            f"{called}之{mark}{'子' if boy else '女'}", f"{called}之{'长次'[mark == '小']}{'子' if boy else '女'}", f"{called}{mark}毛", f"{mark}毛",
            f"{called}之{'AB'[mark == '小']}", f"{called}{kin}{'12'[mark == '小']}", f"{called}双{mark}", f"{called}婴{'甲乙'[mark == '小']}",
        )  # fmt: skip
    else:
        forms = (f"{called}{kin}", f"{called}{kin}", f"{called}婴", f"{called}宝宝", f"{called}之婴", f"{called}{'子' if boy else '女'}", f"{called}BB", f"{called}小孩")
    row.name = forms[institution.newborn_form if chance.random() < 0.85 else chance.randrange(8)]
    row.sex = child.sex if chance.random() < 0.96 else "9"
    row.birth_date = date(child.birth, institution.date_form)
    row.tag("newborn")
    papers = parent.document(day)
    habit = institution.newborn_number
    row.id_type = row.id_no = ""
    if habit == "mother" and papers is not None:
        row.id_type, row.id_no = papers.kind, papers.number
        row.tag("newborn_on_parent")
    elif habit == "father" and child.father is not None and (other := child.father.document(day)) is not None:
        row.id_type, row.id_no = other.kind, other.number
        row.tag("newborn_on_parent")
    elif habit == "placeholder":
        row.id_type, row.id_no = "01", institution.dummy_number
        row.tag("id_placeholder")
    if (certificate := child.document(day)) is not None and certificate.kind == "99" and chance.random() < 0.5:
        row.id_type, row.id_no = "99", certificate.number
    if chance.random() < max(institution.asks_guardian, 0.5):
        row.guardian_name = called
        row.guardian_id_no = papers.number if papers is not None and chance.random() < 0.7 else ""
    row.phone = phone(parent.phone(day), institution.phone_form)
    row.address = places.write(parent.address(day), chance.choice(institution.address_grains), chance.randrange(8) if chance.random() < 0.4 else 0)
    row.nation = nation(child.nation, institution.nation_form)
