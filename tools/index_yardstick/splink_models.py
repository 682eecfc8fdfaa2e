"""Splink on the columns: two models, trained without labels, and the scored pairs they give."""

from __future__ import annotations

import logging
from collections.abc import Iterator

SEED = 1
MOST_RANDOM_PAIRS = 3e6
LEAST_WEIGHT = -2.0


def settings(kind: str):
    """The model's comparisons and blocking rules; `kind` is raw or normalised."""
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons
    from splink import SettingsCreator, block_on

    if kind == "raw":
        name = comparisons.JaroWinklerAtThresholds("name", [0.9, 0.7])
        rules = [block_on("id_no"), block_on("name", "birth_date"), block_on("phone", "birth_date"), block_on("name", "phone"),
                 block_on("birth_date", "sex", "substr(name, 1, 1)"), block_on("name", "address"), block_on("phone", "substr(name, 1, 1)")]  # fmt: skip
        frequencies = False
    else:
        name = comparisons.CustomComparison(
            output_column_name="name",
            comparison_levels=[
                levels.NullLevel("name"),
                levels.ExactMatchLevel("name", term_frequency_adjustments=True),
                levels.ExactMatchLevel("pinyin", term_frequency_adjustments=True),
                levels.JaroWinklerLevel("pinyin", 0.92),
                levels.JaroWinklerLevel("name", 0.7),
                levels.ElseLevel(),
            ],
        )
        rules = [block_on("id_no"), block_on("name", "birth_date"), block_on("pinyin", "birth_date"), block_on("phone", "birth_date"),
                 block_on("pinyin", "phone"), block_on("birth_date", "sex", "substr(name, 1, 1)"), block_on("pinyin", "address"),
                 block_on("phone", "substr(name, 1, 1)"), block_on("address", "birth_date")]  # fmt: skip
        frequencies = True
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        comparisons=[
            name,
            comparisons.ExactMatch("sex"),
            comparisons.DamerauLevenshteinAtThresholds("birth_date", [1, 2]),
            comparisons.DamerauLevenshteinAtThresholds("id_no", [1, 2]).configure(term_frequency_adjustments=frequencies),
            comparisons.LevenshteinAtThresholds("phone", [1]).configure(term_frequency_adjustments=frequencies),
            comparisons.JaroWinklerAtThresholds("address", [0.92, 0.8]).configure(term_frequency_adjustments=frequencies),
        ],
        blocking_rules_to_generate_predictions=rules,
    )


def scored_pairs(rows: list[dict[str, str | None]], kind: str) -> Iterator[tuple[str, str, float]]:
    """Trains on the rows without labels and yields pairs with their match weight (base 2)."""
    import pyarrow
    from splink import DuckDBAPI, Linker, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    database = DuckDBAPI()
    linker = Linker(database.register(pyarrow.Table.from_pylist(rows)), settings(kind), log_level=logging.ERROR)
    training = linker.training
    sound = "name" if kind == "raw" else "pinyin"
    training.estimate_probability_two_random_records_match([block_on("id_no", "name"), block_on("name", "birth_date", "phone")], recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=MOST_RANDOM_PAIRS, seed=SEED)
    for rule in (block_on("id_no", "sex"), block_on(sound, "birth_date"), block_on("phone", "sex")):
        training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    found = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT).as_duckdbpyrelation()
    yield from found.project("record_id_l, record_id_r, round(match_weight, 4)").fetchall()
