from dataclasses import replace

import pytest
from telegram import InlineKeyboardMarkup

from bot.chat.menu import entries_page, topics_page
from bot.content.content import Content
from bot.content.entry import Kind
from bot.content.reference import Topic
from bot.languages import Languages
from tests import toy


def many(count: int) -> Content:
    """Return a content with so many entries in its one topic."""
    entries = (
        toy.entry(f"e{number:03d}", title={"en": f"Title {number}", "id": f"Judul {number}"})
        for number in range(count)
    )
    return toy.content(*entries)


def data(buttons: InlineKeyboardMarkup) -> list[str]:
    return [str(button.callback_data) for row in buttons.inline_keyboard for button in row]


def labels(buttons: InlineKeyboardMarkup) -> list[str]:
    return [button.text for row in buttons.inline_keyboard for button in row]


def test_icons_and_titles_come_from_the_content(languages: Languages) -> None:
    port = Topic("port", {"en": "Port <1>", "id": "Pelabuhan"}, "⚓")
    content = toy.content(toy.entry(), topics={"port": port})
    assert labels(topics_page(content, languages["en"]).buttons) == ["⚓ Port <1>"]
    page = entries_page(content, languages["en"], "port")
    assert page is not None
    assert page.html == "<b>⚓ Port &lt;1&gt;</b>"


def test_a_topic_without_an_icon_has_its_title_alone(languages: Languages) -> None:
    assert labels(topics_page(many(1), languages["id"]).buttons) == ["Pelabuhan"]


@pytest.mark.parametrize("kind", [Kind.SMALLTALK, Kind.URGENT])
def test_small_talk_and_danger_stand_in_no_menu(languages: Languages, kind: Kind) -> None:
    content = toy.content(toy.entry(kind=kind))
    assert data(topics_page(content, languages["en"]).buttons) == []
    assert entries_page(content, languages["en"], "port") is None


def test_answers_come_before_gaps_and_help(languages: Languages) -> None:
    kinds = {"a": Kind.HELP, "b": Kind.GAP, "c": Kind.ANSWER}
    content = toy.content(*(replace(toy.entry(name), kind=kind) for name, kind in kinds.items()))
    page = entries_page(content, languages["en"], "port")
    assert page is not None
    assert data(page.buttons) == ["e1:en:c", "e1:en:b", "e1:en:a", "t1:en"]


def test_eight_entries_need_no_second_page(languages: Languages) -> None:
    page = entries_page(many(8), languages["en"], "port")
    assert page is not None
    assert data(page.buttons) == [*(f"e1:en:e00{number}" for number in range(8)), "t1:en"]


def test_nine_entries_stand_on_two_pages_that_lead_to_each_other(languages: Languages) -> None:
    first, second = (entries_page(many(9), languages["en"], "port", page) for page in (1, 2))
    assert first is not None
    assert second is not None
    assert data(first.buttons)[-2:] == ["t1:en:port:2", "t1:en"]
    assert data(second.buttons) == ["e1:en:e008", "t1:en:port:1", "t1:en"]
    assert languages["en"].text("topics.page_of", page=2, pages=2) in second.html


def test_a_page_beyond_the_last_is_the_last(languages: Languages) -> None:
    content = many(9)
    assert entries_page(content, languages["en"], "port", 99) == entries_page(
        content, languages["en"], "port", 2
    )


def test_every_page_leads_to_every_other(languages: Languages) -> None:
    page = entries_page(many(80), languages["id"], "port", 3)
    assert page is not None
    led = [one for one in data(page.buttons) if one.startswith("t1:id:port:")]
    assert led == [f"t1:id:port:{number}" for number in (1, 2, *range(4, 11))]
    assert max(len(row) for row in page.buttons.inline_keyboard) <= 4
