from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.content.dossier import DossierFact, Gap
from bot.content.entry import Entry, Kind
from bot.content.vocabulary import Vocabulary
from bot.languages import Languages
from bot.publishing.checks.subject import Subject
from bot.publishing.coverage import Coverage, Standing
from tests import toy


def coverage(languages: Languages, *entries: Entry, statement: str = "The quay is 270 m long.") -> Coverage:
    dossier = {
        "told": DossierFact("told", statement, ("paper",), "high"),
        "low": DossierFact("low", "A rumour.", ("paper",), "low"),
    }
    words = Vocabulary(synonyms=(("quay", "dermaga"), ("yellow", "kuning")))
    return Coverage(Subject(toy.content(*entries, vocabulary=words), languages, date(2026, 1, 1), dossier))


def quay(value: Any, answer: Mapping[str, str]) -> Entry:
    return toy.entry(facts={"f": toy.fact("f", value, dossier=("told",))}, answer=answer)


def standing(found: Coverage) -> dict[str, Standing]:
    return {one.fact: one.standing for one in found.facts()}


def test_a_figure_that_is_read_in_every_language_is_covered(languages: Languages) -> None:
    entry = quay(Decimal(270), {"en": "It is {{ f }} long.", "id": "Panjangnya {{ f }}."})
    assert standing(coverage(languages, entry)) == {"told": Standing.COVERED, "low": Standing.WITHHELD}


def test_a_tag_without_its_figure_in_the_text_counts_for_nothing(languages: Languages) -> None:
    entry = quay(Decimal(270), {"en": "It is {{ f }} long.", "id": "Panjang sekali."})
    (told, _) = coverage(languages, entry).facts()
    assert (told.standing, told.lacking) == (Standing.UNSEEN, ("id",))


def test_a_fact_in_no_entry_is_missing(languages: Languages) -> None:
    assert standing(coverage(languages, toy.entry()))["told"] is Standing.MISSING


def test_a_statement_is_told_by_its_key_words_or_their_translation(languages: Languages) -> None:
    statement = "The Semayang quay looks yellow."
    told = quay(None, {"en": "Semayang has a yellow quay.", "id": "Dermaga Semayang kuning."})
    silent = quay(None, {"en": "Semayang has a yellow quay.", "id": "Pelabuhan itu besar."})
    assert standing(coverage(languages, told, statement=statement))["told"] is Standing.COVERED
    assert standing(coverage(languages, silent, statement=statement))["told"] is Standing.UNSEEN


def test_a_gap_is_answered_by_entries_that_name_an_office(languages: Languages) -> None:
    named = toy.entry("fees", kind=Kind.GAP, refer_to=("harbour",))
    silent = toy.entry("tolls", kind=Kind.GAP)
    gaps = [
        Gap(id_, "?", entries) for id_, entries in {"a": ("fees",), "b": ("tolls", "gone"), "c": ()}.items()
    ]
    found = coverage(languages, named, silent).gaps(gaps)
    assert [one.faults for one in found] == [(), ("tolls", "gone"), ("c",)]
