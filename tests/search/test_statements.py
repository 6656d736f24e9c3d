from dataclasses import replace

import pytest

from bot.content.entry import Fact, Kind
from bot.content.vocabulary import Vocabulary
from bot.search.statements import told
from bot.search.views import Speller
from tests import toy

SPELLER = Speller(Vocabulary())


def lines(answer: str, *facts: Fact, kind: Kind = Kind.ANSWER) -> list[str]:
    entry = toy.entry(answer={"en": answer}, facts={fact.name: fact for fact in facts}, kind=kind)
    return [one.plain for one in told(toy.content(entry), ["en"], SPELLER)]


def test_each_line_of_an_answer_is_a_statement_without_its_markup() -> None:
    answer = "<b>The quay</b> is yellow.\n\n• It is not green."
    assert lines(answer) == ["the quay is yellow.", "it is not green."]


def test_names_are_told_and_figures_are_not() -> None:
    facts = toy.fact("name", {"en": "Decree D2"}), toy.fact("length", 270)
    assert lines("Under {{ name }} it is {{ length }} long.", *facts) == ["under decree d2 it is long."]


def test_a_speaker_is_told_by_name() -> None:
    claim = replace(toy.fact("plan"), said_by="mayor")
    assert lines("{{ plan.said_by }} said so on {{ plan|as_of }}.", claim) == ["the mayor said so on ."]


@pytest.mark.parametrize("kind", [Kind.URGENT, Kind.OFF_TOPIC])
def test_what_answers_no_question_states_nothing(kind: Kind) -> None:
    assert lines("Call for help at once.", kind=kind) == []


def test_a_bare_heading_is_no_statement() -> None:
    assert lines("Known:\nThe quay is yellow.") == ["the quay is yellow."]
