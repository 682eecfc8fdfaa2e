"""Toneless pinyin of every character that Unihan reads in Mandarin."""

from __future__ import annotations

import re
import unicodedata

from unihan import Unihan

# Interjections such as 嗯 (ng) and 呒 (m) have syllables without a vowel; no name is read so.
VOWELS = frozenset("aeiouv")


def toneless(syllable: str) -> str:
    """`lǚ` as `lv`: lower case, tone marks off, ü as v."""
    letters = unicodedata.normalize("NFD", syllable.lower()).replace("u\u0308", "v")
    return "".join(letter for letter in letters if "a" <= letter <= "z")


def readings(unihan: Unihan) -> dict[str, list[str]]:
    """Each character's readings, the commonest first.

    Unihan's customary reading leads; those counted in running text follow by count, then those of the
    standard table's dictionary and of Xiandai Hanyu Cidian. The great dictionary, which has every dead
    reading, is asked only where all others are silent.
    """
    table = {}
    characters = set(unihan["kMandarin"]) | set(unihan["kXHC1983"]) | set(unihan["kHanyuPinyin"])
    for character in characters:
        syllables = unihan["kMandarin"].get(character, "").split()[:1] + counted(unihan, character)
        for field in ("kTGHZ2013", "kXHC1983"):
            syllables += listed(unihan, field, character)
        if not syllables:
            syllables = listed(unihan, "kHanyuPinyin", character)[:1]
        plain = [toneless(syllable) for syllable in syllables]
        spoken = list(dict.fromkeys(syllable for syllable in plain if VOWELS & set(syllable)))
        if spoken:
            table[character] = spoken
    return table


def counted(unihan: Unihan, character: str) -> list[str]:
    """The readings that kHanyuPinlu counted, by falling count: `lè(283) yuè(54)`."""
    pairs = re.findall(r"([^\s(]+)\((\d+)\)", unihan["kHanyuPinlu"].get(character, ""))
    return [syllable for syllable, count in sorted(pairs, key=lambda pair: (-int(pair[1]), pair[0]))]


def listed(unihan: Unihan, field: str, character: str) -> list[str]:
    """The readings of a dictionary field: `212.030:lè 453.020:yuè`."""
    return [
        syllable
        for entry in unihan[field].get(character, "").split()
        for syllable in entry.split(":")[1].split(",")
    ]
