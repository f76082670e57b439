"""Links as no page writes them: old links of every page, changed at random from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

from tests.visitor import visitor

_LINES = (Path(__file__).parent / "ui" / "old_links.txt").read_text(encoding="utf-8").splitlines()
_LINKS = [link.removeprefix("/").partition("?") for link in _LINES[::2]]
_PAGES = sorted({page for page, _, _ in _LINKS})
Fields = list[tuple[str, str]]

_VALUES = (
    "", "0", "-0", "1", "-1", "2", "7", "1e-9", "1e9", "-1e300", "1e999", "nan", "inf", "0x10",
    "1_0", "½", "١", "٣.٥", "true", "None", "null", "[]", "{}", ",", "-", ";", ":", "~", "0-1",
    "1,2", "1;2", "<b>x</b>", "![a](b)", "$x$", "%00", "\0", "\u202e", "🙂", "x" * 300, "9" * 400,
    "relu", "tanh", "elu:alpha=2", "prelu:alpha~0.25", "maxout:k=3", "rrelu", "softmax", "x",
    "x*a", "max(x, a*x)", "where(x > b, x, c*x)", "sqrt(x)", "1/x", "x^x", "exp(exp(x))",
    "embed*x", "f + slopes",
)  # fmt: skip


def _another_value(dice: random.Random, fields: Fields) -> None:
    place = dice.randrange(len(fields))
    fields[place] = (fields[place][0], dice.choice(_VALUES))


def _another_letter(dice: random.Random, fields: Fields) -> None:
    place = dice.randrange(len(fields))
    name, text = fields[place]
    at = dice.randrange(len(text) + 1)
    letter = dice.choice("0123456789.-+eE,;:~()*x ")
    fields[place] = (name, text[:at] + letter + text[at + dice.randrange(2) :])


def _another_number(dice: random.Random, fields: Fields) -> None:
    place = dice.randrange(len(fields))
    name, _ = fields[place]
    size = 10 ** dice.uniform(-6, 6)
    number = dice.choice((size, -size, round(size), -round(size), dice.random()))
    fields[place] = (name, repr(number))


def _lose(dice: random.Random, fields: Fields) -> None:
    del fields[dice.randrange(len(fields))]


def _twice(dice: random.Random, fields: Fields) -> None:
    name, text = dice.choice(fields)
    fields.insert(dice.randrange(len(fields) + 1), (name, dice.choice((text, *_VALUES))))


def _swap(dice: random.Random, fields: Fields) -> None:
    one, other = dice.randrange(len(fields)), dice.randrange(len(fields))
    (name, text), (second, words) = fields[one], fields[other]
    fields[one], fields[other] = (name, words), (second, text)


def _unknown(dice: random.Random, fields: Fields) -> None:
    fields.append(
        (dice.choice(("zzz", "embed", "Embed_Options", "", *_VALUES)), dice.choice(_VALUES))
    )


def _from_elsewhere(dice: random.Random, fields: Fields) -> None:
    """A field of any page's link."""
    others = parse_qsl(dice.choice(_LINKS)[2], keep_blank_values=True)
    fields.extend(others[:1])


_CHANGES: tuple[Callable[[random.Random, Fields], None], ...] = (
    _another_value, _another_value, _another_letter, _another_letter, _another_number,
    _another_number, _lose, _twice, _swap, _unknown, _from_elsewhere,
)  # fmt: skip


def mutated_links(count: int, seed: int) -> list[tuple[str, str]]:
    """So many links, as page and query, on every page about equally often."""
    dice = random.Random(seed)
    found = []
    for number in range(count):
        page = _PAGES[number % len(_PAGES)]
        query = dice.choice([query for each, _, query in _LINKS if each == page])
        fields = parse_qsl(query, keep_blank_values=True)
        for _ in range(dice.randint(1, 4)):
            change = dice.choice(_CHANGES) if fields else _from_elsewhere
            change(dice, fields)
        found.append((page, urlencode(fields, quote_via=quote)))
    return found


async def try_links(
    address: str,
    links: Sequence[tuple[str, str]],
    seen: Callable[[int, int, int], None] = lambda *_: None,
) -> tuple[list[str], int]:
    """Open each link as a visitor of its own, and move every slider once.

    Return what went wrong, each behind its link, and the number of moves. `seen` is called after
    each link with the numbers of links, moves and faults so far.
    """
    faults, moves = [], 0
    for number, (page, query) in enumerate(links, 1):
        told = f"/{page}?{query}"
        try:
            async with visitor(address) as guest:
                await guest.open(page, query)
                faults += [f"{told}\n{text}" for text in guest.exceptions]
                for place in range(len(guest.moves())):
                    # A move may change what there is: from the page as it stands now.
                    if place >= len(guest.moves()):
                        break
                    await guest.tell(guest.moves()[place])
                    await guest.wait()
                    moves += 1
                    faults += [f"{told}, move {place}\n{text}" for text in guest.exceptions]
        except TimeoutError:
            faults.append(f"{told}\nno answer")
        seen(number, moves, len(faults))
    return faults, moves
