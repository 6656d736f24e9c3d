from collections.abc import Callable
from typing import Any

import pytest

from bot.content.dossier import DossierFact
from bot.content.entry import Entry, Kind
from bot.content.reference import Office, Place
from bot.content.vocabulary import Urgent, Vocabulary
from bot.publishing.checks import references
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]


def test_a_folder_that_is_no_topic_is_named(found: Found) -> None:
    stray = toy.entry(topic="prot")
    assert found(references.topics, toy.entry()) == []
    assert found(references.topics, stray) == [("check.unknown_topic", {"entry": "quay", "topic": "prot"})]


@pytest.mark.parametrize("name", ["nowhere", "quay", "danger"])
def test_related_entries_exist_are_others_and_no_emergency(found: Found, name: str) -> None:
    danger = toy.entry("danger", kind=Kind.URGENT)
    problems = found(references.related, toy.entry(related=(name,)), danger)
    assert problems == [("check.unknown_related", {"entry": "quay", "name": name})]


def test_related_entries_that_exist_pass(found: Found) -> None:
    assert found(references.related, toy.entry(related=("crane",)), toy.entry("crane")) == []


def test_a_place_that_does_not_exist_is_named(found: Found) -> None:
    assert found(references.places, toy.entry(place="bay")) == []
    assert found(references.places, toy.entry(place="moon")) == [
        ("check.unknown_place", {"entry": "quay", "name": "moon"})
    ]


def test_an_office_that_does_not_exist_is_named(found: Found) -> None:
    assert found(references.offices, toy.entry(refer_to=("harbour", "moon"))) == [
        ("check.unknown_office", {"entry": "quay", "name": "moon"})
    ]


def test_a_gap_that_names_no_office_is_remarked(found: Found) -> None:
    assert found(references.offices, toy.entry(kind=Kind.GAP)) == [
        ("check.gap_without_office", {"entry": "quay"})
    ]


def test_a_source_that_does_not_exist_is_named_wherever_it_is_cited(found: Found) -> None:
    entry = toy.entry(sources=("one",), facts={"a": toy.fact("a", sources=("two",))})
    places = {"bay": Place("bay", {}, 0, 0, source="three")}
    offices = {"harbour": Office("harbour", {}, source="four")}
    problems = found(references.sources, entry, places=places, offices=offices)
    where = [(params["name"], params["where"]) for _, params in problems]
    assert where == [("one", "quay"), ("two", "quay, a"), ("three", "bay"), ("four", "harbour")]
    assert {key for key, _ in problems} == {"check.unknown_source"}


def test_a_speaker_that_does_not_exist_is_named(found: Found) -> None:
    entry = toy.entry(facts={"a": toy.fact("a", said_by="mayor"), "b": toy.fact("b", said_by="nobody")})
    assert found(references.speakers, entry) == [
        ("check.unknown_speaker", {"entry": "quay", "name": "nobody"})
    ]


def gathered(confidence: str = "high", sources: tuple[str, ...] = ("paper",)) -> dict[str, DossierFact]:
    return {"d-quay": DossierFact("d-quay", "It is long.", sources, confidence)}


def carrying(name: str = "d-quay", **changes: Any) -> Entry:
    return toy.entry(facts={"a": toy.fact("a", dossier=(name,), **changes)})


def test_a_dossier_fact_that_does_not_exist_is_named(found: Found) -> None:
    assert found(references.dossier, carrying(), dossier=gathered()) == []
    assert found(references.dossier, carrying("d-typo"), dossier=gathered()) == [
        ("check.unknown_dossier", {"entry": "quay", "name": "d-typo"})
    ]


def test_without_a_dossier_its_facts_are_not_asked_for(found: Found) -> None:
    assert found(references.dossier, carrying("d-typo")) == []


@pytest.mark.parametrize("dossier", [gathered("low"), gathered("high", ()), gathered("rumour")])
def test_what_is_low_or_unsourced_stays_out(found: Found, dossier: dict[str, DossierFact]) -> None:
    assert found(references.confidence, carrying(), dossier=dossier) == [
        ("check.low_confidence", {"entry": "quay", "name": "d-quay"})
    ]


def test_what_is_low_may_stand_with_a_reason(found: Found) -> None:
    reasoned = carrying(publish_because="two papers agree")
    assert found(references.confidence, reasoned, dossier=gathered("low")) == []
    assert found(references.confidence, carrying(), dossier=gathered("medium")) == []


@pytest.mark.parametrize("kind", [None, Kind.ANSWER])
def test_an_urgent_setting_names_an_urgent_entry(found: Found, kind: Kind | None) -> None:
    entries = [toy.entry("danger", kind=kind)] if kind else []
    vocabulary = Vocabulary(urgent=Urgent(settings={"danger": ()}))
    assert found(references.decisions, *entries, vocabulary=vocabulary) == [
        ("check.unknown_urgent", {"name": "danger"})
    ]


def test_the_answer_to_no_words_exists(found: Found) -> None:
    vocabulary = Vocabulary(no_words="shrug")
    assert found(references.decisions, toy.entry("shrug"), vocabulary=vocabulary) == []
    assert found(references.decisions, vocabulary=vocabulary) == [
        ("check.unknown_no_words", {"name": "shrug"})
    ]
