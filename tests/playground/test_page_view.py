from bot.languages import Languages
from bot.playground.page_view import View
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from tests.conftest import Running


def test_folded_sources_open_and_links_leave_the_page(tg: Telegram, languages: Languages) -> None:
    html = 'One\n\n<blockquote expandable>Two</blockquote>\nSource: <a href="https://a.example">A</a>'
    shown = View(tg).dressed(html, languages["en"])
    more = languages["en"].text("page.more")
    assert shown.startswith(f"One<details><summary>{more}</summary>Two</details>Source: ")
    assert '<a target="_blank" rel="noopener noreferrer" href="https://a.example">A</a>' in shown


def test_links_to_this_bot_stay_on_the_page(tg: Telegram, languages: Languages) -> None:
    html = '<a href="https://t.me/gerbang_bot?start=e-quay">Quay</a>'
    assert View(tg).dressed(html, languages["en"]) == '<a href="/?start=e-quay">Quay</a>'


def test_before_the_profile_is_set_the_page_has_a_name(tg: Telegram, languages: Languages) -> None:
    assert View(tg).name(languages["id"]) == languages["id"].text("page.title")
    assert View(tg).commands(languages["id"]) == []


async def test_times_are_balikpapans(running: Running, ana: Person, languages: Languages) -> None:
    await ana.say("hello")
    await running.quiet()
    question, answer = View(running.tg).chat(ana, languages["id"])
    assert (question["time"], question["mine"], answer["mine"]) == ("16.00", True, False)


async def test_each_row_of_buttons_stays_a_row(running: Running, ana: Person, languages: Languages) -> None:
    await ana.say("which colour are the cranes")
    await running.quiet()
    *_, answer = View(running.tg).chat(ana, languages["en"])
    related, _ask, _follow, share = answer["rows"]
    assert [button["data"] for button in related] == ["e1:en:quay"]
    assert share[0]["href"] == "/?share=The+cranes"
