from collections.abc import Callable
from decimal import Decimal

import pytest

from bot.content.content import Content
from bot.content.entry import Fact, Kind, PartialDate
from bot.content.vocabulary import Elsewhere, Facet, Vocabulary
from bot.search.near_misses import TELLING, NearMisses, Steered
from bot.search.views import Speller

PLACES = {
    "surabaya": Elsewhere("surabaya", {}, ("surabaya", "tanjung perak")),
    "makassar": Elsewhere("makassar", {}, ("makassar",)),
}
FACETS = {
    "depth": Facet("depth", ("how deep", "depth"), ("metre",)),
    "price": Facet("price", ("price", "how much is"), ("IDR",)),
}
VOCABULARY = Vocabulary(elsewhere=PLACES, facets=FACETS)


@pytest.fixture
def near(write: Callable[..., Content]) -> NearMisses:
    content = write(
        {
            "quay": ["where is the quay"],
            "ferry": ["boats to sea", "boats to makassar"],
            "no-price": ["price of boats"],
            "hello": ["hi"],
        },
        kinds={"no-price": Kind.GAP, "hello": Kind.SMALLTALK},
        facts={"quay": [Fact("draught", Decimal(12), "metre")]},
        answers={"ferry": "A ferry sails to Makassar."},
        vocabulary=VOCABULARY,
    )
    return NearMisses(content, ["en"], Speller(VOCABULARY))


def test_a_place_that_no_entry_mentions_is_refused(near: NearMisses) -> None:
    steered = near.steer(" quay in tanjung perak ", ["quay", "ferry"])
    assert (steered.refused, steered.elsewhere, steered.rule) == (True, "surabaya", "elsewhere:surabaya")


def test_a_place_that_the_answer_mentions_is_covered(near: NearMisses) -> None:
    assert near.steer(" ferry to makassar ", ["ferry"]) == Steered("ferry")


def test_a_place_mentioned_in_passing_is_not_covered(write: Callable[..., Content]) -> None:
    content = write(
        {"quay": ["where is the quay"], "list": ["all ports"]},
        answers={"quay": "It is larger than the one in Makassar.", "list": "Makassar and others."},
        facts={"list": [Fact("port", {"en": "Makassar"})]},
        vocabulary=VOCABULARY,
    )
    near = NearMisses(content, ["en"], Speller(VOCABULARY))
    assert near.steer(" quay in makassar ", ["quay"]).elsewhere == "makassar"
    assert near.steer(" ports in makassar ", ["list"]) == Steered("list")


def test_a_close_entry_that_mentions_the_place_is_preferred(near: NearMisses) -> None:
    assert near.steer(" quay in makassar ", ["quay", "ferry"]).entry == "ferry"


def test_a_place_of_ours_is_refused_without_being_called_uncovered(write: Callable[..., Content]) -> None:
    content = write(
        {"quay": ["where is the quay"], "makassar": ["ships to the east"], "no-price": ["price of boats"]},
        kinds={"no-price": Kind.GAP},
        vocabulary=VOCABULARY,
    )
    near = NearMisses(content, ["en"], Speller(VOCABULARY))
    assert near.steer(" quay in makassar ", ["quay"]) == Steered("quay", "elsewhere:makassar", refused=True)
    assert near.place(" hello from makassar ") is None
    assert near.steer(" price in makassar ", ["no-price"]) == Steered("no-price")


def test_small_talk_is_never_elsewhere(near: NearMisses) -> None:
    assert near.steer(" hello from surabaya ", ["hello", "quay"]) == Steered("hello")


def test_a_gap_about_another_place_is_elsewhere_too(near: NearMisses) -> None:
    assert near.steer(" price in surabaya ", ["no-price"]).elsewhere == "surabaya"


def test_a_detail_that_a_fact_tells_is_answered(near: NearMisses) -> None:
    assert near.steer(" how deep is the quay ", ["quay"]) == Steered("quay")


def test_a_detail_that_nothing_tells_is_refused(near: NearMisses) -> None:
    assert near.steer(" how deep is the ferry ", ["ferry"]) == Steered("ferry", "facet:depth", refused=True)


def test_a_close_gap_about_the_detail_is_preferred(near: NearMisses) -> None:
    assert near.steer(" price of the ferry ", ["ferry", "no-price"]) == Steered("no-price", "facet:price")


def test_where_the_asker_is_from_is_not_what_is_asked_about(write: Callable[..., Content]) -> None:
    words = Vocabulary(elsewhere=PLACES, origin=(r"\bfriends? from",))
    near = NearMisses(write({"quay": ["where is the quay"]}, vocabulary=words), ["en"], Speller(words))
    assert near.steer(" quay for friends from surabaya ", ["quay"]) == Steered("quay")
    assert near.steer(" quay from surabaya ", ["quay"]).elsewhere == "surabaya"


def test_a_name_may_bring_its_own_from(write: Callable[..., Content]) -> None:
    places = {"turkey": Elsewhere("turkey", {}, ("from turkey",))}
    words = Vocabulary(elsewhere=places, origin=(r"\bbuyers? from",))
    near = NearMisses(write({"quay": ["where is the quay"]}, vocabulary=words), ["en"], Speller(words))
    assert near.steer(" quay for buyers from turkey ", ["quay"]) == Steered("quay")
    assert near.steer(" ships from turkey ", ["quay"]).elsewhere == "turkey"


def test_a_detail_of_a_covered_place_is_not_taken_from_another(near: NearMisses) -> None:
    asked = " how deep is the ferry to makassar "
    assert near.steer(asked, ["ferry", "quay"]) == Steered("ferry", "facet:depth", refused=True)


def test_a_year_that_no_close_answer_knows_is_refused_or_left_to_a_gap(write: Callable[..., Content]) -> None:
    content = write(
        {"target": ["target for 2025"], "results": ["results of the port"]},
        kinds={"results": Kind.GAP},
        facts={"target": [Fact("target", Decimal(500), "TEU", as_of=PartialDate(2024, 7))]},
    )
    near = NearMisses(content, ["en"], Speller(Vocabulary()))
    assert near.steer(" target in 2024 and 2025 ", ["target"]) == Steered("target")
    assert near.steer(" target in 2030 ", ["target"]) == Steered("target", "year:2030", refused=True)
    assert near.steer(" target in 2030 ", ["target", "results"]) == Steered("results", "year:2030")


def test_part_of_a_word_names_no_place(near: NearMisses) -> None:
    assert near.steer(" surabayan quay ", ["quay"]) == Steered("quay")


def test_some_short_examples_of_an_answer_must_ask_for_a_detail(
    write: Callable[..., Content],
) -> None:
    story = "i do not ask for the price of anything, i only want to know where boats go from here"
    asked = {"one": ["price of boats", *[story] * TELLING], "some": ["price of boats"] * TELLING}
    near = NearMisses(write(asked, vocabulary=VOCABULARY), ["en"], Speller(VOCABULARY))
    assert near.steer(" price of boats ", ["one"]).refused
    assert near.steer(" price of boats ", ["some"]) == Steered("some")
