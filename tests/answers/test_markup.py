import pytest

from bot.answers.markup import Entity, Markup, is_link, trimmed, units


def test_a_ship_counts_two_units() -> None:
    assert units("🚢a") == 3


@pytest.mark.parametrize(
    "url", ["https://bpn.go.id", "bpn.go.id/x", "tg://user?id=1", "http://localhost:8080"]
)
def test_addresses_that_lead_somewhere_are_links(url: str) -> None:
    assert is_link(url)


@pytest.mark.parametrize(
    "url", ["nowhere", "ftp://bpn.go.id", "", "https://", "javascript:alert(1)", "http://[x"]
)
def test_other_addresses_are_none(url: str) -> None:
    assert not is_link(url)


def test_trimming_moves_the_entities_along() -> None:
    markup = Markup("  kapal  ", (Entity("bold", 1, 8), Entity("italic", 0, 2)))
    assert trimmed(markup) == Markup("kapal", (Entity("bold", 0, 5),))


def test_an_entity_writes_itself_as_the_bot_api_does() -> None:
    written = Entity("text_link", 1, 2, {"url": "https://bpn.go.id"}).json()
    assert written == {"type": "text_link", "offset": 1, "length": 2, "url": "https://bpn.go.id"}
