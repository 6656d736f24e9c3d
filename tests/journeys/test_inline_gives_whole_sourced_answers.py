from typing import Any

from bot.answers.html import parse
from bot.playground.telegram_people import Person
from tests.conftest import Running


async def results(running: Running, person: Person, text: str) -> list[Any]:
    query = await person.search(text)
    answer = await running.tg._world.bell.until(lambda: query.answer, 5)
    return list(answer["results"])


async def test_a_result_puts_down_what_the_bot_itself_would_say(running: Running, ana: Person) -> None:
    first, *_ = await results(running, ana, "how long is the quay")
    await ana.say("how long is the quay")
    content = first["input_message_content"]
    assert parse(content["message_text"]).text == (await ana.next_message()).text
    assert content["parse_mode"] == "HTML"
    assert content["link_preview_options"] == {"is_disabled": True}


async def test_a_result_names_its_source_and_begins_with_its_first_line(
    running: Running, ana: Person
) -> None:
    first, *_ = await results(running, ana, "quay")
    assert first["title"] == "The long quay"
    assert first["description"].startswith("The quay is 270")
    assert "https://paper.example/quay" in first["input_message_content"]["message_text"]


async def test_results_are_few_and_each_is_another(running: Running, ana: Person) -> None:
    found = await results(running, ana, "money price machines quay")
    ids = [one["id"] for one in found]
    assert 2 <= len(ids) == len(set(ids)) <= 10
    assert all(len(id_.encode()) <= 64 for id_ in ids)


async def test_an_answer_put_down_before_the_bot_is_not_answered_again(running: Running, ana: Person) -> None:
    bot = running.tg._world.bot.json()
    await ana.send(text="The long quay\nThe quay is 270 metres long.", via_bot=bot)
    await running.quiet()
    assert ana.messages == []
