from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.content.dossier import DossierFact
from bot.publishing.checks import dossier
from tests import toy

Found = Callable[..., list[tuple[str, dict[str, Any]]]]


def gathered(statement: str, **more: str) -> DossierFact:
    return DossierFact("d", statement, ("paper",), "high", **more)


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("Trade came to USD 746 million.", Decimal(746_000_000)),
        ("The quay is about 270 metres long.", Decimal(270)),
        ("It covers 9,782.80 hectares.", Decimal("9782.8")),
        ("It takes 11-12 hours.", (Decimal(11), Decimal(12))),
        ("It takes two and a half to three hours.", (Decimal("2.5"), Decimal(3))),
        ("It takes about an hour and a half.", Decimal("1.5")),
        ("It was open from 13 to 29 March 2026.", date(2026, 3, 13)),
        ("They met on Friday 30 May 2025.", date(2025, 5, 30)),
        ("Nothing to count.", None),
    ],
)
def test_a_figure_of_the_dossier_is_let_pass(found: Found, statement: str, value: Any) -> None:
    entry = toy.entry(facts={"f": toy.fact("f", value, dossier=("d",))})
    assert found(dossier.figures, entry, dossier={"d": gathered(statement)}) == []


@pytest.mark.parametrize(
    "value", [Decimal(207), Decimal("27.0"), date(2025, 5, 31), (Decimal(1), Decimal(270))]
)
def test_another_figure_is_named(found: Found, value: Any) -> None:
    entry = toy.entry(facts={"f": toy.fact("f", value, dossier=("d",))})
    problems = found(dossier.figures, entry, dossier={"d": gathered("270 metres on 30 May 2025.")})
    assert problems == [("check.other_figure", {"entry": "quay", "fact": "f", "dossier": "d"})]


def test_the_note_and_the_day_count_as_well(found: Found) -> None:
    entry = toy.entry(
        facts={
            "f": toy.fact("f", Decimal(280), dossier=("d",)),
            "g": toy.fact("g", date(2018, 11, 13), dossier=("d",)),
        }
    )
    one = gathered("270 metres.", note="An outlier says 280 m.", as_of="2018-11-13")
    assert found(dossier.figures, entry, dossier={"d": one}) == []
