import pytest

from bot.content.entry import Fact, Kind, PartialDate


@pytest.mark.parametrize("text", ["2019", "2019-05", "2019-05-31"])
def test_a_date_is_as_precise_as_it_was_written(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "19", "2019-5", "2019-13", "2019-02-30", "2019-05-31-01", "0000", "May 2019", "2019-05-", "-2019"],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        PartialDate.parse(text)


def test_kinds_are_written_as_editors_write_them() -> None:
    assert " ".join(Kind) == "answer gap smalltalk help urgent off_topic near_miss"


def test_a_fact_may_say_nothing_countable() -> None:
    assert Fact("claim").value is None
