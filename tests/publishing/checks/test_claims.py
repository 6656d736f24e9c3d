from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from bot.content.entry import Entry, Kind
from bot.publishing.checks import claims
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]
PLAN = toy.fact("plan", Decimal(5), said_by="mayor")


def claiming(english: str, *facts: Any, kind: Kind = Kind.ANSWER) -> Entry:
    good = "{{ plan.said_by }}: {{ plan }}"
    return toy.entry(kind=kind, answer={"en": english, "id": good}, facts={one.name: one for one in facts})


def test_a_claim_without_its_speaker_is_named(found: Found) -> None:
    about = {"entry": "quay", "fact": "plan", "language": "en"}
    assert found(claims.speakers, claiming("{{ plan }} are expected.", PLAN)) == [
        ("check.no_speaker_named", about)
    ]


def test_a_claim_with_its_speaker_passes(found: Found) -> None:
    assert found(claims.speakers, claiming("{{ plan.said_by }} expects {{ plan }}.", PLAN)) == []


def test_a_speaker_who_is_named_once_speaks_for_all_of_their_claims(found: Found) -> None:
    more = toy.fact("more", Decimal(6), said_by="mayor")
    assert found(claims.speakers, claiming("{{ plan.said_by }}: {{ plan }}, {{ more }}.", PLAN, more)) == []


def test_another_speaker_does_not_speak_for_a_claim(found: Found) -> None:
    other = toy.fact("other", Decimal(6), said_by="governor")
    problems = found(claims.speakers, claiming("{{ other.said_by }}: {{ other }}, {{ plan }}.", PLAN, other))
    assert [params["fact"] for _, params in problems if params["language"] == "en"] == ["plan"]


def test_a_claim_without_a_figure_names_its_speaker_too(found: Found) -> None:
    words = toy.fact("words", said_by="governor")
    problems = found(claims.speakers, claiming("{{ plan.said_by }}: {{ plan }}.", PLAN, words))
    assert [(params["fact"], params["language"]) for _, params in problems] == [
        ("words", "en"),
        ("words", "id"),
    ]


@pytest.mark.parametrize(("kind", "count"), [(Kind.GAP, 1), (Kind.SMALLTALK, 0)])
def test_what_states_something_is_held_to_it(found: Found, kind: Kind, count: int) -> None:
    assert len(found(claims.speakers, claiming("{{ plan }}", PLAN, kind=kind))) == count
