import pytest

from bot.content.vocabulary import Urgent
from bot.search.urgent import Alarm, BadPattern, Cry

URGENT = Urgent(
    danger=(r"\bman overboard\b", r"\btenggelam\b"),
    cry=(r"\bhelp\b", r"\btolong\b"),
    sign=(r"\bfire\b", r"\bapi\b"),
    calm=(r"\bfire sale\b", r"\bkapal api\b", r"\bdalam tugas\b"),
    settings={"city": (), "palu": ("palu",), "sea": ("open sea", "laut lepas")},
)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("man overboard!", "city"),
        ("help there is fire", "city"),
        ("tolong ada api di palu", "palu"),
        ("man overboard in the open sea", "sea"),
        ("man overboard, open sea off palu", "palu"),
    ],
)
def test_danger_is_heard_and_its_setting_chosen(text: str, entry: str) -> None:
    assert Alarm(URGENT).entry([text]) == entry


@pytest.mark.parametrize(
    "text",
    ["help with my visa", "there is fire", "help, fire sale of palm oil", "tolong, kapal api", "palung"],
)
def test_no_alarm_without_danger(text: str) -> None:
    assert Alarm(URGENT).entry([text]) is None


def test_any_view_may_raise_the_alarm() -> None:
    assert Alarm(URGENT).entry(["tlg ada api", "tolong ada api"]) == "city"


def test_any_view_may_calm_it() -> None:
    assert Alarm(URGENT).entry(["tenggelam dlm tugas", "tenggelam dalam tugas"]) is None


def test_a_cry_without_a_pattern_has_a_setting_too() -> None:
    assert Alarm(URGENT).setting(["we lost him in the waves, palu"]) == "palu"
    assert Alarm(URGENT).setting(["lost in the waves of a fire sale"]) is None


def test_without_patterns_nothing_is_urgent() -> None:
    assert Alarm(Urgent()).entry(["man overboard"]) is None


def test_a_pattern_that_cannot_be_read_is_named() -> None:
    with pytest.raises(BadPattern) as caught:
        Alarm(Urgent(danger=("(",)))
    assert caught.value.params["pattern"] == "("


def test_a_repaired_word_calms_nobody() -> None:
    def heard(repaired: str) -> str | None:
        return Cry(Alarm(URGENT), ["man overboard, firr sale"], lambda _: repaired).in_patterns()

    assert heard("man overboard, fire sale") == "city"
    assert Cry(Alarm(URGENT), ["man overboard, fire sale"], str).in_patterns() is None
