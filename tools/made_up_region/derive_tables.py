"""Makes `characters.tsv` and `homophones.txt` from public data; needs `pypinyin` and `opencc-python-reimplemented`.

    python3 -m made_up_region.derive_tables

The generator itself reads the two committed files only. They are deliberately not the tables of the matching engine:
errors from another source than the engine's knowledge show where that knowledge ends.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from . import name_lists

HERE = Path(__file__).parent
MOST_HOMOPHONES = 16


def name_characters() -> list[str]:
    """Every Han character of our name lists, each once, in the order of first use."""
    parts = [name_lists.SURNAMES, name_lists.CANTONESE, name_lists.CANTONESE_GIVEN]
    for table in (name_lists.POPULAR_MALE, name_lists.POPULAR_FEMALE, name_lists.MALE_CHARACTERS, name_lists.FEMALE_CHARACTERS):
        parts += [line[2] for line in table]
    for families in (name_lists.UYGHUR_MALE, name_lists.UYGHUR_FEMALE, name_lists.TIBETAN_FIRST, name_lists.MONGOL_MALE,
                     name_lists.MONGOL_FEMALE, name_lists.TIBETAN_SECOND_MALE, name_lists.TIBETAN_SECOND_FEMALE,
                     name_lists.YI_CLANS, name_lists.YI_MALE, name_lists.YI_FEMALE):  # fmt: skip
        parts += families
    parts += name_lists.SURNAMES_OF_NATIONS.values()
    parts += [name_lists.ALSO_USUAL, name_lists.RARE_CHARACTERS]
    return list(dict.fromkeys(character for part in parts for character in part if character > "\u3400"))


def common_characters() -> list[str]:
    """The 3,755 characters of GB 2312's first level, which every input method offers first."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return [character for code in codes if (character := code.decode("gb2312", "ignore"))]


def main() -> None:
    import opencc
    from pypinyin import Style, pinyin

    traditional = opencc.OpenCC("s2t")

    def reading(character: str, style: object) -> str:
        return pinyin(character, style=style, errors="ignore")[0][0]

    names, common = name_characters(), common_characters()
    lines = []
    for character in sorted(set(names)):
        other = traditional.convert(character)
        lines.append(f"{character}\t{reading(character, Style.NORMAL)}\t{other if len(other) == 1 else character}\n")
    (HERE / "characters.tsv").write_text("".join(lines), encoding="utf-8")

    usual = set(names)
    by_sound = defaultdict(list)
    for character in dict.fromkeys(names + common):
        by_sound[reading(character, Style.NORMAL)].append(character)
    lines = []
    for character in sorted(set(names)):
        tone = reading(character, Style.TONE3)
        others = [other for other in by_sound[reading(character, Style.NORMAL)] if other != character]
        # An input method offers what is usual in names first, and an ear hears the tone; Python's sort is stable.
        others.sort(key=lambda other: (other not in usual, reading(other, Style.TONE3) != tone))
        if others:
            lines.append(f"{character}\t{''.join(others[:MOST_HOMOPHONES])}\n")
    (HERE / "homophones.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
