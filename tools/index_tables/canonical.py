"""Traditional, variant and old forms, each with the one standard simplified character."""

from __future__ import annotations

from importlib.resources import files

from unihan import Unihan

# The standard table keeps these beside 钟 and 余, to tell the surname and the old sense; a machine that turns
# traditional text into simplified text never writes them.
TOLD_APART_BY_FEW = {"锺": "钟", "馀": "余"}


def canonical(unihan: Unihan, readings: dict[str, list[str]]) -> dict[str, str]:
    """Every character that is not itself canonical, with the one that stands for it.

    A character of the standard table stands for itself, so 乾, 於 and 昇 stay what they are.
    """
    standard = unihan.standard()
    table = {**unihan.equivalents(), **TOLD_APART_BY_FEW}
    simplified = opencc("TSCharacters")

    def settle(sources: dict[str, list[str]]) -> None:
        for source, targets in sorted(sources.items()):
            if source in standard or source in table:
                continue
            targets = [target for target in targets if follow(table, target) != source]
            if targets:
                table[source] = min(targets, key=lambda target: (target not in standard, targets.index(target)))

    settle({source: targets + unihan.variants("kSimplifiedVariant", source) for source, targets in simplified.items()})
    settle({source: unihan.variants("kSimplifiedVariant", source) for source in unihan["kSimplifiedVariant"]})
    for dictionary in ("TWVariants", "HKVariants", "JPVariants"):
        settle(reverse(opencc(dictionary)))
        settle(opencc(dictionary) if dictionary != "JPVariants" else {})
    for field in ("kCompatibilityVariant", "kZVariant", "kSemanticVariant"):
        settle(alike(unihan, field, readings, standard, table))
    return {source: target for source in table if (target := follow(table, source)) != source}


def alike(unihan, field, readings, standard, table) -> dict[str, list[str]]:
    """Variants read alike whose other side leads to a standard character; the commonest such first."""
    pairs: dict[str, set[str]] = {}
    for source in unihan[field]:
        for target in unihan.variants(field, source):
            pairs.setdefault(source, set()).add(target)
            pairs.setdefault(target, set()).add(source)
    found = {}
    for source, targets in pairs.items():
        known = {follow(table, target) for target in targets} & standard.keys()
        read = [target for target in known if set(readings.get(source, [])[:1]) & set(readings.get(target, []))]
        found[source] = sorted(read, key=lambda target: standard[target])
    return found


def follow(table: dict[str, str], character: str) -> str:
    """The end of the chain from a character; a ring ends where it closes."""
    seen = {character}
    while (target := table.get(character, character)) not in seen:
        seen.add(target)
        character = target
    return character


def reverse(table: dict[str, list[str]]) -> dict[str, list[str]]:
    turned: dict[str, list[str]] = {}
    for source, targets in table.items():
        for target in targets:
            turned.setdefault(target, []).append(source)
    return turned


def opencc(name: str) -> dict[str, list[str]]:
    """One of OpenCC's dictionaries: a character and those it may become, the likeliest first."""
    text = files("opencc").joinpath("dictionary", f"{name}.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line)
    return {row[0]: row[1].split() for row in rows if len(row[0]) == 1}
