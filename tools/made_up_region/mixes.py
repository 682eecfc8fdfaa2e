"""Every weight of the generator in one place: who lives in the region, and how windows go wrong, by mix.

`region` is calibrated on the readings that are known of a regional corpus (see `calibrate`), `hard` has worse windows and
more people who are easily mistaken for each other, `clean` good windows, `cards` those that read whichever card they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

HOUSEHOLDS = {
    "single": 26, "elder": 9, "couple": 14, "elders": 9, "family": 24, "one_parent": 4, "three_generations": 9, "siblings": 4,
    "grown_twins": 0.5, "foreigner": 0.9, "compatriot": 0.8,
}  # fmt: skip
NATIONS = {"01": 900, "03": 14, "05": 16, "04": 14, "07": 14, "02": 9, "08": 10, "06": 8, "11": 8, "15": 5, "10": 2}

# Share of the typed registrations with an error of the kind, at a window of middling quality.
ERRORS = {
    "id_no": {
        "id_missing": 0.170, "id_digit": 0.012, "id_transposed": 0.005, "id_fifteen": 0.004, "id_dropped_digit": 0.003, "id_full_width": 0.004,
        "id_spaced": 0.005, "id_check_mark": 0.0015, "id_lower_x": 0.02, "id_placeholder": 0.0205, "id_of_relative": 0.014, "id_of_other": 0.0012,
        "id_temporary": 0.006, "id_in_second": 0.005, "id_in_name_field": 0.0002, "id_type_wrong": 0.01, "id_masked": 0.001, "id_birth_part": 0.002,
    },
    "name": {
        "name_homophone": 0.0165, "name_near_sound": 0.002, "name_look_alike": 0.005, "name_traditional": 0.003, "name_rare_lost": 0.5,
        "name_pinyin": 0.001, "name_dropped": 0.0015, "name_swapped": 0.0015, "name_marked": 0.008, "name_title": 0.0015, "name_former": 0.12,
        "name_spaced": 0.009, "name_nickname": 0.001, "name_spelling": 0.22, "name_short_form": 0.2, "name_doubled": 0.0005, "name_of_relative": 0.0008,
        "name_husbands": 0.0006, "name_full_width": 0.0006, "name_with_relation": 0.001, "name_one_wrong": 0.003,
    },
    "sex": {"sex_swapped": 0.006, "sex_unknown": 0.012, "sex_unspecified": 0.004, "sex_missing": 0.012, "sex_text": 0.004},
    "birth_date": {
        "birth_missing": 0.012, "birth_swapped": 0.004, "birth_digit": 0.005, "birth_year": 0.004, "birth_epoch": 0.005, "birth_year_only": 0.003,
        "birth_lunar": 0.005, "birth_from_age": 0.005, "birth_next_day": 0.003, "birth_today": 0.0008, "birth_of_relative": 0.001,
        "birth_impossible": 0.0008, "birth_century": 0.0005,
    },
    "phone": {
        "phone_missing": 0.065, "phone_of_relative": 0.05, "phone_switchboard": 0.01, "phone_placeholder": 0.008, "phone_landline": 0.012,
        "phone_prefixed": 0.008, "phone_digit": 0.010, "phone_transposed": 0.003, "phone_short": 0.002, "phone_spaced": 0.008, "phone_two": 0.003,
        "phone_former": 0.03, "phone_of_stranger": 0.006,
    },
    "address": {
        "address_missing": 0.09, "address_institution": 0.008, "address_former": 0.03, "address_card": 0.07, "address_typo": 0.02,
        "address_coarse": 0.035, "address_of_work": 0.015, "address_placeholder": 0.006,
    },
    "nation": {"nation_missing": 0.25, "nation_han": 0.02, "nation_other": 0.004},
}  # fmt: skip


@dataclass(frozen=True)
class Mix:
    """The weights of one mix. Probabilities are per person or per registration, as their names say."""

    households: dict[str, float] = field(default_factory=lambda: dict(HOUSEHOLDS))
    nations: dict[str, float] = field(default_factory=lambda: dict(NATIONS))
    errors: dict[str, dict[str, float]] = field(
        default_factory=lambda: {name: dict(kinds) for name, kinds in ERRORS.items()}
    )
    # People
    twins: float = 0.016
    namesakes: float = 0.025
    namesake_same_birth: float = 0.25
    like_father: float = 0.03
    moved: float = 0.11
    new_phone: float = 0.18
    recycled_phones: float = 0.02
    renamed: float = 0.012
    reissued: float = 0.001
    soldiers: float = 0.008
    never_seen: float = 0.1
    # Registrations
    # Births that a hospital of the region registers, and of these the children registered.
    newborn_seen: float = 0.46
    newborn_each: float = 0.97
    newborn_again: float = 0.25
    test_patients: float = 0.0016
    unidentified: float = 0.0022
    stop: float = 0.44
    chronic: float = 0.012
    same_institution: float = 0.55
    institutions: int = 64
    reader: float = 0.3
    # Habits of windows, of visits or of the registrations around birth; see `habits`.
    card_of_relative: float = 0.0
    household_booklet: float = 0.0
    card_of_mother: float = 0.0
    latin_baby: float = 0.0
    villagers_group: float = 0.0


def scaled(mix: Mix, factor: float, **changes) -> Mix:
    """The mix with every rate of error multiplied, up to 0.6, and some weights replaced."""
    errors = {
        name: {kind: min(rate * factor, 0.6) for kind, rate in kinds.items()} for name, kinds in mix.errors.items()
    }
    return replace(mix, errors=errors, **changes)


REGION = Mix()
MIXES = {
    "region": REGION,
    "hard": scaled(REGION, 1.5, twins=0.035, namesakes=0.06, like_father=0.06, moved=0.16, new_phone=0.25, recycled_phones=0.04,
                   renamed=0.02, reader=0.18, households={**HOUSEHOLDS, "siblings": 7, "grown_twins": 1.2, "three_generations": 12},
                   nations={**NATIONS, "01": 820, "05": 40, "04": 30, "07": 25}),
    "clean": scaled(REGION, 0.5, reader=0.4, new_phone=0.14, moved=0.08, newborn_seen=0.3),
    "cards": replace(REGION, card_of_relative=0.006, household_booklet=0.006, card_of_mother=0.2, latin_baby=0.15,
                     villagers_group=0.5, twins=0.024),
}  # fmt: skip
