"""Surnames: how they are read, which have two characters, and what part of the population bears each."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
# The Ministry of Public Security's report of 2013 gives the hundred most frequent surnames this part together.
HUNDRED = 84.77
# Beyond them the share falls with the square of the rank; at rank 101 it is this many percent.
AFTER_HUNDRED = 0.17


def rows(name: str) -> list[list[str]]:
    lines = HERE.joinpath(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def shares() -> dict[str, float]:
    """The share of each surname, 0 to 1.

    Shares with a figure are taken as they are. Up to rank 100 the others fall by one ratio from rank to rank,
    chosen so that the hundred have the reported sum; later ones fall with the square of the rank.
    """
    listed = rows("surnames.tsv")
    known = [float(row[1]) for row in listed if len(row) > 1]
    if any(len(row) > 1 for row in listed[len(known) :]) or len({row[0] for row in listed}) != len(listed):
        raise SystemExit("surnames.tsv: a figure follows a surname without one, or a surname occurs twice")
    ratio = falling(known[-1], 100 - len(known), HUNDRED - sum(known))
    table = {}
    for rank, row in enumerate(listed, start=1):
        if rank <= len(known):
            percent = known[rank - 1]
        elif rank <= 100:
            percent = known[-1] * ratio ** (rank - len(known))
        else:
            percent = AFTER_HUNDRED * (101 / rank) ** 2
        table[row[0]] = percent / 100
    for row in rows("compound-surnames.tsv"):
        table[row[0]] = float(row[1]) / 100
    return table


def falling(first: float, steps: int, total: float) -> float:
    """The ratio by which `steps` terms after `first` fall to sum up to `total`, by halving."""
    low, high = 0.5, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if sum(first * middle**step for step in range(1, steps + 1)) < total:
            low = middle
        else:
            high = middle
    return low


def compounds() -> list[str]:
    return [row[0] for row in rows("compound-surnames.tsv")]


def surname_readings(readings: dict[str, list[str]]) -> dict[str, str]:
    """The surnames that their characters' commonest readings get wrong, each with its reading, a syllable a character."""
    stated = {row[0]: row[1] for row in rows("surname-readings.tsv")}
    stated |= {row[0]: row[2] for row in rows("compound-surnames.tsv") if len(row) > 2}
    return {
        surname: reading
        for surname, reading in stated.items()
        if reading != " ".join(readings[character][0] for character in surname)
    }
