"""The real content: it keeps every rule, and nothing of the three seeds is lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.content.dossier import DossierFact, read_dossier
from bot.languages import Languages
from bot.publishing.publish import Checked, check

CONTENT = Path(__file__).resolve().parent.parent / "content"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SEEDS = {"seed-focuskaltim-palu", "seed-kaltim-kaltara", "seed-prokal-kazakhstan"}


@pytest.fixture(scope="module")
def checked(languages: Languages) -> Checked:
    return check(CONTENT, languages, NOW)


@pytest.fixture(scope="module")
def dossier() -> dict[str, DossierFact]:
    return read_dossier(CONTENT)


def test_the_content_has_no_faults(checked: Checked) -> None:
    assert [(one.spot.file, one.spot.line, one.key, dict(one.params)) for one in checked.faults] == []


def test_all_three_seeds_are_sources(checked: Checked) -> None:
    assert set(checked.content.sources) >= SEEDS
    assert all(checked.content.sources[seed].url for seed in SEEDS)


@pytest.mark.parametrize("seed", sorted(SEEDS))
def test_every_fact_of_a_seed_is_carried_by_an_entry(
    checked: Checked, dossier: dict[str, DossierFact], seed: str
) -> None:
    facts = [fact for entry in checked.content.entries.values() for fact in entry.facts.values()]
    carried = {name for fact in facts for name in fact.dossier}
    gathered = [fact for fact in dossier.values() if seed in fact.sources and fact.confidence != "low"]
    assert gathered
    assert [fact.id for fact in gathered if fact.id not in carried] == []


def test_what_is_low_stands_only_with_its_reason(checked: Checked, dossier: dict[str, DossierFact]) -> None:
    facts = [fact for entry in checked.content.entries.values() for fact in entry.facts.values()]
    low = [fact for fact in facts for name in fact.dossier if not dossier[name].publishable]
    assert [fact.name for fact in low if not fact.publish_because] == []


def test_every_topic_has_an_entry_of_its_own(checked: Checked) -> None:
    assert {entry.topic for entry in checked.content.entries.values()} == set(checked.content.topics)
