import re

import pytest

from bot.publishing.spelt_out import Texts, spelt_out

TEXTS = [
    "help, man overboard",
    "the boat is sinking",
    "kapal kami tenggelam",
    "is there a café on board",
    "s.o.s. may day",
    "route 66",
    "",
]


@pytest.mark.parametrize(
    ("pattern", "sets"),
    [
        (r"\bboat\b", [{"boat"}]),
        (r"\bover ?board\b", [{"over"}, {"board"}]),
        (r"\b(boat|ship) (is )?sink", [{"boat", "ship"}, {"sink"}]),
        (r"(?:help|cry) (?=.*now)(?!.*later)", [{"help", "cry"}, {"now"}]),
        (r"tolong+", [{"tolon"}, {"g"}]),
        (r"s\.o\.s", [{"s"}, {"o"}, {"s"}]),
        (r"\d+ (boats?|.*)", []),
        (r"(?i)boat", []),
        (r"(?i:boat)", []),
        (r"(boat)*", []),
    ],
)
def test_what_a_pattern_spells_out_is_read_off_it(pattern: str, sets: list[set[str]]) -> None:
    assert spelt_out(re.compile(pattern)) == sets


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            r"\bboat\b",
            r"over ?board",
            r"(kapal|perahu).{0,9}tenggelam",
            r"caf[eé]",
            r"^\W*s\.?o\.?s",
            r"\d\d",
        ),
        *(
            r"(?i)MAN",
            r"(?i:HELP)",
            r"^$",
            r"o(ver|n) ?board",
            r"(a|.)",
            r"(?<=may )day",
            r"(\w)\1",
            r"sink(?!s)",
        ),
    ],
)
def test_it_matches_where_a_search_of_every_text_finds_it(pattern: str) -> None:
    compiled = re.compile(pattern)
    assert Texts(TEXTS).matching(compiled) == [text for text in TEXTS if compiled.search(text)]


def test_a_text_stands_once() -> None:
    assert Texts(["help", "help"]).matching(re.compile("help")) == ["help"]
