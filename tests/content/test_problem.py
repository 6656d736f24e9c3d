from bot.content.entry import Spot
from bot.content.problem import fault, remark

SPOT = Spot("a.yaml", 3)


def test_a_fault_stops_publication() -> None:
    problem = fault(SPOT, "a.key", name="x")
    assert (problem.spot, problem.key, problem.params, problem.warning) == (
        SPOT,
        "a.key",
        {"name": "x"},
        False,
    )


def test_a_remark_does_not() -> None:
    assert remark(SPOT, "a.key").warning


def test_a_param_may_be_called_key() -> None:
    assert fault(SPOT, "a.key", key="x").params == {"key": "x"}
