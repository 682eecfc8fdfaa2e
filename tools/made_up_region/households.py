"""Puts people together: couples, children, grandparents, twins, namesakes, people from elsewhere."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from random import Random

from . import names
from .documents import HOME_COUNTIES, RESIDENCE_PERMITS, Document, Registry, renewed
from .mixes import Mix
from .names import Name, Weighted
from .people import DAYS, FIRST_DAY, LAST_DAY, Person
from .places import Address, make_address, make_origin

EVER = datetime.date.min
MOST_WAITING = 400


class Region:
    """Founds households one after another; people of different households meet as namesakes and by recycled phones."""

    def __init__(self, mix: Mix, chance: Random) -> None:
        self.mix, self.chance = mix, chance
        self.registry = Registry(chance)
        self._kinds = Weighted(list(mix.households), list(mix.households.values()))
        self._nations = Weighted(list(mix.nations), list(mix.nations.values()))
        self._namesakes: dict[str, list[Person]] = {"1": [], "2": []}
        self._left_phones: list[str] = []

    def household(self) -> list[Person]:
        """The people of the next household, with everything they share."""
        chance = self.chance
        kind = self._kinds.draw(chance)
        rural = chance.random() < 0.35
        home = make_address(chance, rural)
        people: list[Person] = getattr(self, f"_{kind}")(home)
        for person in people:
            person.relatives = [other for other in people if other is not person]
            self._finish(person)
        return people

    # Households

    def _single(self, home: Address) -> list[Person]:
        return [self._adult(home, self._sex(), self._years(18, 60))]

    def _elder(self, home: Address) -> list[Person]:
        return [self._adult(home, self._sex(), self._years(60, 90))]

    def _couple(self, home: Address) -> list[Person]:
        return list(self._pair(home, self._years(24, 60)))

    def _elders(self, home: Address) -> list[Person]:
        man, woman = self._pair(home, self._years(58, 88))
        if self.chance.random() < 0.45:
            woman.phones = list(man.phones)
        return [man, woman]

    def _family(self, home: Address) -> list[Person]:
        man, woman = self._pair(home, self._years(24, 48))
        return [man, woman, *self._children(home, man, woman)]

    def _one_parent(self, home: Address) -> list[Person]:
        man, woman = self._pair(home, self._years(26, 48))
        keeps = woman if self.chance.random() < 0.7 else man
        children = self._children(home, man, woman)
        for child in children:
            child.tags.add("one_parent")
        return [keeps, *children]

    def _three_generations(self, home: Address) -> list[Person]:
        years = self._years(26, 46)
        man, woman = self._pair(home, years)
        old_man, old_woman = self._pair(
            home, min(years + 22 + self.chance.randrange(10), 92), surname=self._surname_of(man)
        )
        man.father, man.mother = old_man, old_woman
        if (
            self.chance.random() < self.mix.like_father
            and man.names[0][1].style == "han"
            and old_man.names[0][1].style == "han"
        ):
            self._name_like(man, old_man)
        if self.chance.random() < 0.4:
            old_woman.phones = list(old_man.phones)
        if self.chance.random() < 0.25:
            shared = man if self.chance.random() < 0.5 else woman
            old_man.phones = list(shared.phones)
        return [man, woman, *self._children(home, man, woman), old_man, old_woman]

    def _siblings(self, home: Address) -> list[Person]:
        """Grown siblings with like names and neighbouring years, each with an own home as often as not."""
        years = self._years(20, 70)
        first = self._adult(home, self._sex(), years)
        people = [first]
        for _ in range(1 + (self.chance.random() < 0.3)):
            place = home if self.chance.random() < 0.5 else make_address(self.chance, home.rural)
            other = self._adult(
                place, self._sex(), max(years - 1 - self.chance.randrange(6), 17), surname=self._surname_of(first)
            )
            if other.nation == "01" and first.names[0][1].style == "han":
                name = self._unlike(
                    people, lambda: names.like_sibling(self.chance, first.names[0][1], other.sex, other.birth.year)
                )
                other.names = [(EVER, name)]
            other.tags.add("sibling")
            people.append(other)
        first.tags.add("sibling")
        return people

    def _grown_twins(self, home: Address) -> list[Person]:
        first = self._adult(home, self._sex(), self._years(18, 60))
        return [first, self._twin(first, home, [])]

    def _foreigner(self, home: Address) -> list[Person]:
        chance = self.chance
        name, sex = names.foreign(chance)
        person = Person(sex, self._birth(self._years(20, 65)), "", [(EVER, name)], origin="foreign", tags={"foreigner"})
        self._settle(person, home)
        first = self.registry.passport(chance.choice(("US", "GB", "DE", "RU", "IN", "KR", "JP", "VN", "other")))
        person.documents = [first]
        if chance.random() < 0.4:
            person.documents.append(renewed(first, chance, self.registry, self._some_day()))
            person.tags.add("passport_renewed")
        if chance.random() < 0.2:
            permanent = self.registry.foreign_permanent_residence(person.birth, person.sex)
            (person.seconds if chance.random() < 0.5 else person.documents).append(
                Document(permanent.kind, permanent.number, self._some_day())
            )
            person.tags.add("permanent_residence")
        return [person]

    def _compatriot(self, home: Address) -> list[Person]:
        """Somebody from Hong Kong, Macao or Taiwan."""
        chance = self.chance
        origin = chance.choice(("HK", "HK", "HK", "MO", "TW", "TW"))
        sex = self._sex()
        birth = self._birth(self._years(18, 80))
        person = Person(
            sex, birth, "01", [(EVER, names.overseas(chance, sex, birth.year))], origin=origin, tags={origin.lower()}
        )
        self._settle(person, home)
        permit = self.registry.taiwan_permit() if origin == "TW" else self.registry.home_return_permit(origin)
        person.documents = [permit]
        if origin != "TW" and chance.random() < 0.35:
            person.documents.append(renewed(permit, chance, self.registry, self._some_day()))
        if chance.random() < 0.4:
            number = self.registry.resident(RESIDENCE_PERMITS[origin], birth, sex)
            (person.seconds if chance.random() < 0.5 else person.documents).append(
                Document("01", number, self._some_day())
            )
            person.tags.add("residence_permit")
        return [person]

    # Members

    def _pair(self, home: Address, years: int, surname: str = "") -> tuple[Person, Person]:
        man = self._adult(home, "1", years, surname)
        woman = self._adult(
            home,
            "2",
            max(years - 4 + self.chance.randrange(7), 20),
            nation=man.nation if self.chance.random() < 0.85 else "01",
        )
        man.spouse, woman.spouse = woman, man
        if self.chance.random() < 0.04:  # The wife of an old house is called after her husband's family on some papers.
            woman.tags.add("married_late")
            day = self._some_day()
            woman.addresses = [(EVER, make_address(self.chance, home.rural)), (day, home)]
        return man, woman

    def _adult(self, home: Address, sex: str, years: int, surname: str = "", nation: str = "") -> Person:
        chance = self.chance
        birth = self._birth(years)
        nation = nation or self._nations.draw(chance)
        name = names.of_nation(chance, nation, sex, birth.year, surname)
        waiting = self._namesakes[sex]
        tags: set[str] = set()
        if waiting and not surname and chance.random() < self.mix.namesakes:
            model = waiting.pop(chance.randrange(len(waiting)))
            name, nation = model.names[0][1], model.nation
            if chance.random() < self.mix.namesake_same_birth:
                birth = model.birth
                tags.add("namesake_same_birth")
                model.tags.add("namesake_same_birth")
            tags.add("namesake")
            model.tags.add("namesake")
        person = Person(sex, birth, nation, [(EVER, name)], tags=tags)
        if not tags and chance.random() < 0.1 and len(waiting) < MOST_WAITING:
            waiting.append(person)
        self._settle(person, home)
        self._papers(person)
        return person

    def _children(self, home: Address, man: Person, woman: Person) -> list[Person]:
        chance = self.chance
        wanted = 1 + (chance.random() < 0.42) + (chance.random() < 0.06)
        children: list[Person] = []
        oldest = max(min(woman.age(LAST_DAY) - 21, 20), 1)
        ages = sorted((chance.randrange(0, oldest) for _ in range(wanted)), reverse=True)
        for years in ages:
            child = self._child(home, man, woman, years, children)
            children.append(child)
            if chance.random() < self.mix.twins:
                children.append(self._twin(child, home, children))
                if chance.random() < 0.04:
                    children.append(self._twin(child, home, children))  # Triplets.
        return children

    def _child(self, home: Address, man: Person, woman: Person, years: int, siblings: list[Person]) -> Person:
        chance = self.chance
        sex = "1" if chance.random() < 0.53 else "2"
        birth = self._birth(years)
        namer = man if chance.random() < 0.93 else woman
        name = self._unlike([man, woman, *siblings], lambda: self._child_name(man, namer, sex, birth.year, siblings))
        child = Person(sex, birth, namer.nation, [(EVER, name)], mother=woman, father=man)
        self._settle(child, home)
        guardian = woman if chance.random() < 0.65 else man
        child.phones = list(guardian.phones)
        child.addresses = list(woman.addresses) if woman.addresses[-1][1] == home else list(man.addresses)
        child.card_address = man.card_address
        if years >= 14:
            grown = birth.replace(year=birth.year + 14, day=min(birth.day, 28))
            child.phones.append((max(grown, FIRST_DAY), self.registry.mobile()))
        self._child_papers(child, man)
        return child

    def _child_name(self, man: Person, namer: Person, sex: str, year: int, siblings: list[Person]) -> Name:
        chance, father_name = self.chance, man.names[0][1]
        if namer.names[0][1].style == "dotted":
            name = names.of_nation(chance, namer.nation, sex, year, father=father_name.given)
        else:
            name = names.of_nation(chance, namer.nation, sex, year, self._surname_of(namer))
        if siblings and name.style == "han" and chance.random() < 0.3:
            return names.like_sibling(chance, siblings[-1].names[0][1], sex, year)
        if sex == "1" and name.style == "han" and father_name.style == "han" and chance.random() < self.mix.like_father:
            return Name(father_name.surname, father_name.given[0] + names.given_name(chance, sex, year)[-1])
        return name

    def _twin_name(self, first: Person, sex: str) -> Name:
        chance, first_name, year = self.chance, first.names[0][1], first.birth.year
        if first_name.style != "han":
            clan = first_name.surname if first_name.style == "parts" else ""
            return names.of_nation(chance, first.nation, sex, year, clan, first_name.surname)
        if chance.random() < 0.8:
            return names.like_sibling(chance, first_name, sex, year)
        return Name(first_name.surname, names.given_name(chance, sex, year))

    @staticmethod
    def _unlike(family: list[Person], draw: Callable[[], Name]) -> Name:
        """A name that nobody of the family has, however it is spelt: nobody calls a child as its sister or its mother.

        Where a nation's list is short the names of a large family may run out; then the last one drawn is taken.
        """
        taken = {form for person in family for _, name in person.names for form in name.own_forms}
        for _ in range(50):
            name = draw()
            if taken.isdisjoint(name.own_forms):
                break
        return name

    def _child_papers(self, child: Person, man: Person) -> None:
        chance = self.chance
        if child.birth >= FIRST_DAY:
            child.born_here = chance.random() < 0.75
            registered = child.birth + datetime.timedelta(days=(20, 40, 70, 120, 240, 500)[chance.randrange(6)])
            child.documents = [
                Document("99", self.registry.birth_certificate().number, child.birth + datetime.timedelta(days=3))
            ]
        else:
            registered = EVER
        number = man.documents[0].number if man.documents and man.documents[0].kind == "01" else ""
        region = number[:6] if number else chance.choice(HOME_COUNTIES)
        child.documents.append(Document("01", self.registry.resident(region, child.birth, child.sex), registered))

    def _twin(self, first: Person, home: Address, siblings: list[Person]) -> Person:
        chance = self.chance
        sex = first.sex if chance.random() < 0.68 else ("2" if first.sex == "1" else "1")
        parents = [parent for parent in (first.mother, first.father) if parent]
        name = self._unlike([first, *parents, *siblings], lambda: self._twin_name(first, sex))
        second = Person(
            sex, first.birth, first.nation, [(EVER, name)], mother=first.mother, father=first.father, twin=first
        )
        first.twin = second
        self._settle(second, home)
        second.addresses, second.card_address = list(first.addresses), first.card_address
        second.phones = list(first.phones) if first.mother or chance.random() < 0.15 else second.phones
        second.born_here = first.born_here
        # 1 is the second child of the birth, 2 the third.
        place = max(sum(other.birth == first.birth for other in siblings), 1)
        if first.born_here:
            first.birth_mark, second.birth_mark = "大", "小" if place == 1 else ""
        for document in first.documents:
            number = self.registry.birth_certificate().number
            if document.kind == "01":
                number = self.registry.twin_of(document.number, first.birth, sex)
            elif document.kind == "99" and chance.random() < 0.8:
                number = f"{document.number[:1]}{int(document.number[1:]) + place:09d}"
            second.documents.append(Document(document.kind, number, document.since))
        first.tags.add("twin")
        second.tags.add("twin")
        return second

    # Papers and places

    def _papers(self, person: Person) -> None:
        chance = self.chance
        migrant = chance.random() < 0.22
        region = self.registry.region(0.0 if migrant else 0.95)
        person.card_address = make_origin(chance) if migrant else person.addresses[0][1]
        if migrant:
            person.tags.add("migrant")
        number = self.registry.resident(region, person.birth, person.sex)
        person.documents = [Document("01", number)]
        if chance.random() < self.mix.reissued:
            person.documents.append(
                Document("01", self.registry.resident(region, person.birth, person.sex), self._some_day())
            )
            person.tags.add("reissued")
        luck = chance.random()
        if luck < self.mix.soldiers and 19 <= person.age(LAST_DAY) <= 55:
            officer = self.registry.officer()
            if chance.random() < 0.6:
                person.documents = [officer, Document("01", number, self._some_day())]
            else:
                person.seconds = [officer]
            person.tags.add("soldier")
        elif luck < self.mix.soldiers + 0.012:
            person.seconds = [self.registry.passport("CN")]

    def _settle(self, person: Person, home: Address) -> None:
        """Gives an own phone and an address, both of which may change once."""
        chance = self.chance
        person.addresses = [(EVER, home)]
        phone = (
            self.registry.landline() if person.birth.year < 1955 and chance.random() < 0.15 else self.registry.mobile()
        )
        if self._left_phones and chance.random() < self.mix.recycled_phones:
            phone = self._left_phones.pop()
            person.tags.add("recycled_phone")
        person.phones = [(EVER, phone)]
        if chance.random() < self.mix.new_phone:
            person.phones.append((self._some_day(), self.registry.mobile()))
            self._left_phones = [*self._left_phones[-MOST_WAITING:], phone]

    def _finish(self, person: Person) -> None:
        """What happens to one alone: he moves, is called otherwise, has no visit at all."""
        chance, mix = self.chance, self.mix
        if chance.random() < mix.moved and len(person.addresses) == 1:
            person.addresses.append((self._some_day(), make_address(chance, chance.random() < 0.3)))
            person.tags.add("moved")
        name = person.names[0][1]
        if name.style == "han" and chance.random() < mix.renamed * (2 if person.mother else 1):
            luck = chance.random()
            if person.mother and luck < 0.4 and person.mother.names[0][1].style == "han":
                changed = Name(person.mother.names[0][1].surname, name.given)
            elif luck < 0.85:
                changed = Name(name.surname, names.given_name(chance, person.sex, person.birth.year))
            else:
                changed = names.han(chance, person.sex, person.birth.year)
            if changed.text != name.text:
                person.names.append((self._some_day(), changed))
                person.tags.add("renamed")
        if person.nation not in ("", "01"):
            person.tags.add("minority")

    def _name_like(self, son: Person, father: Person) -> None:
        given = father.names[0][1].given
        changed = given[0] + names.given_name(self.chance, "1", son.birth.year)[-1] if len(given) == 2 else given
        if changed != given:
            son.names = [(EVER, Name(father.names[0][1].surname, changed))]
            son.tags.add("like_father")

    def _surname_of(self, person: Person) -> str:
        name = person.names[0][1]
        return name.surname if name.style == "han" or (name.style == "parts" and person.nation == "07") else ""

    def _sex(self) -> str:
        return "1" if self.chance.random() < 0.49 else "2"

    def _years(self, low: int, high: int) -> int:
        return self.chance.randrange(low, high + 1)

    def _birth(self, years: int) -> datetime.date:
        """A day of birth of somebody who is that old on the last day."""
        return LAST_DAY - datetime.timedelta(days=years * 365 + years // 4 + self.chance.randrange(365))

    def _some_day(self) -> datetime.date:
        return FIRST_DAY + datetime.timedelta(days=self.chance.randrange(DAYS))
