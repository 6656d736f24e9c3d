from bot.receiving.metrics import Metrics


def test_what_happened_is_counted() -> None:
    metrics = Metrics()
    metrics.updates.labels("done").inc()
    metrics.outcomes.labels("answer", "en").inc(2)
    text = metrics.text().decode()
    assert 'gerbang_updates_total{fate="done"} 1.0' in text
    assert 'gerbang_outcomes_total{language="en",outcome="answer"} 2.0' in text


def test_two_runs_in_one_process_count_apart() -> None:
    first, second = Metrics(), Metrics()
    first.lanes.set(3)
    assert "gerbang_lanes 3.0" in first.text().decode()
    assert "gerbang_lanes 0.0" in second.text().decode()
