from pathlib import Path

import pytest

from bot.content.reading import read
from bot.measuring import benchmark
from bot.measuring.benchmark import Figures, Plan, PublishingFailed, contest, measured, middle, publish
from bot.settings import Settings


async def test_every_way_of_serving_is_held_against_the_echo(
    settings: Settings, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GERBANG_SEMANTIC", "off")
    monkeypatch.setattr(benchmark, "WARMING", 3)
    content, _ = read(settings.content, ("en", "id"))
    told: list[Figures] = []
    async with contest(content, settings.content, postgres.format("postgres")) as runners:
        await measured(runners, content, Plan(burst=10, paced=5, rounds=1), told.append)
    names = ["echo", "polling sqlite", "webhook sqlite", "webhook postgresql", "2 replicas"]
    assert [one.bot for one in told] == names * 6
    assert all(one.p50 > 0 and one.memory > 0 and one.start > 0 for one in told)
    assert set(told[0].as_json()) >= {"bot", "load", "cpu", "ratios", "p99"}


def test_all_is_held_against_the_echo_and_the_median_of_rounds_told() -> None:
    echo = Figures("echo", "zipf", "-", 2.0, 500, 2, 9, 50, 0.5)
    rounds = [Figures("ours", "zipf", "-", cpu, 250, 4, 9, 100, 1).against(echo) for cpu in (1.0, 3.0, 8.0)]
    (one,) = middle(rounds)
    assert one.cpu == 3.0
    assert one.ratios == {"cpu": 1.5, "per_second": 0.5, "p50": 2, "p99": 1, "memory": 2, "start": 2}


async def test_content_that_cannot_be_published_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublishingFailed):
        await publish({"GERBANG_CONTENT": str(tmp_path / "nothing")})
