from typing import Any

import pytest
from telegram import Update

from bot.languages import Languages
from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person
from tests.conftest import Assemble, Running, Start


async def answered(running: Running, person: Person, text: str) -> Any:
    query = await person.search(text)
    return await running.tg._world.bell.until(lambda: query.answer, 5)


def names(answer: Any) -> list[str]:
    return [result["id"].rpartition(":")[2] for result in answer["results"]]


async def test_the_nearest_entry_stands_first(running: Running, ana: Person) -> None:
    assert names(await answered(running, ana, "the yellow cranes"))[0] == "cranes"


async def test_results_are_the_askers_alone_and_short_lived(running: Running, ana: Person) -> None:
    answer = await answered(running, ana, "quay")
    assert (answer["is_personal"], answer["cache_time"]) == (True, 30)


async def test_a_few_words_are_answered_in_the_askers_language(running: Running, tg: Telegram) -> None:
    budi = tg.person(1002, "Budi", "id")
    answer = await answered(running, budi, "yellow cranes")
    assert answer["results"][0]["title"] == "Derek"


async def test_a_sentence_is_answered_in_its_own_language(running: Running, ana: Person) -> None:
    answer = await answered(running, ana, "berapa panjang dermaga itu sekarang")
    assert answer["results"][0]["title"] == "Dermaga panjang"


async def test_nothing_typed_shows_the_topics_with_links_to_their_entries(
    running: Running, ana: Person
) -> None:
    for text in ("", "   "):
        answer = await answered(running, ana, text)
        assert names(answer) == ["port"]
        html = answer["results"][0]["input_message_content"]["message_text"]
        assert '<a href="https://t.me/gerbang_bot?start=e-cranes">The cranes</a>' in html


async def test_a_title_finds_its_entry_first_and_in_its_language(running: Running, ana: Person) -> None:
    answer = await answered(running, ana, "dermaga panjang")
    assert (names(answer)[0], answer["results"][0]["title"]) == ("quay", "Dermaga panjang")


async def test_a_title_of_an_emergency_text_is_not_offered(running: Running, ana: Person) -> None:
    assert "danger-now" not in names(await answered(running, ana, "Get help"))


@pytest.mark.parametrize("text", ["zzz qqq xyzzy", "?!", "<b>", "\u202e\u200b"])
async def test_what_no_entry_is_near_to_gives_only_the_button(
    running: Running, ana: Person, text: str
) -> None:
    assert names(await answered(running, ana, text)) == []


async def test_the_button_opens_the_bot(running: Running, ana: Person, languages: Languages) -> None:
    button = (await answered(running, ana, "zzz"))["button"]
    assert button == {"text": languages["en"].text("inline.open"), "start_parameter": "inline"}
    await ana.say("/start inline")
    assert languages["en"].text("welcome.start").split("\n")[0] in (await ana.next_message()).text


async def test_a_query_that_is_too_old_is_let_go(start: Start, ana: Person) -> None:
    async with start() as running:
        running.tg.fail_next(
            "answerInlineQuery", 400, "Bad Request: query is too old and query ID is invalid"
        )
        await ana.search("quay")
        await running.quiet()
        assert names(await answered(running, ana, "quay"))[0] == "quay"
        assert len(running.tg.called("answerInlineQuery")) == 2


async def test_a_refused_answer_is_not_hidden(assemble: Assemble, tg: Telegram) -> None:
    async with assemble() as whole:
        tg.fail_next("answerInlineQuery", 400, "Bad Request: RESULT_ID_INVALID")
        asker = {"id": 1001, "is_bot": False, "first_name": "Ana"}
        body = {"update_id": 1, "inline_query": {"id": "9", "from": asker, "query": "quay", "offset": ""}}
        await whole.app.process_update(Update.de_json(body, whole.bot))
        assert "result_id_invalid" in str(whole.house.failures[1]).lower()
