from typing import Any

import pytest

from bot.chat.offers import ASK
from bot.playground.telegram_people import Person
from tests.office import Office

BERTH = "which colour are the cranes"


async def test_an_answer_offers_to_ask_and_to_follow(desk: Office, ana: Person) -> None:
    await desk.writes(ana, BERTH)
    assert {"Ask the city", "Tell me if this changes"} <= set(ana.messages[-1].labels)


@pytest.mark.parametrize("text", ["hello", "I am drowning"])
async def test_small_talk_and_danger_offer_nothing(desk: Office, ana: Person, text: str) -> None:
    await desk.writes(ana, text)
    assert ana.messages[-1].labels == []


async def test_the_question_is_already_in_it(desk: Office, ana: Person) -> None:
    await desk.writes(ana, BERTH)
    await desk.pressed(ana, "Ask the city")
    assert f"“{BERTH}”" in ana.messages[-1].text


async def test_below_a_picked_entry_its_title_is_the_question(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/start e-cranes")
    await desk.pressed(ana, "Ask the city")
    assert "“The cranes”" in ana.messages[-1].text


async def test_nobody_can_ask_for_anothers_question(desk: Office, ana: Person) -> None:
    await desk.writes(ana, BERTH)
    data = next(one.data for one in ana.messages[-1].buttons if ASK.fullmatch(one.data or ""))
    eve = desk.running.tg.person(66, "Eve")
    await desk.writes(eve, BERTH)
    query: dict[str, Any] = {"id": "1", "from": eve.user.json(), "message": eve.messages[-1].json()}
    desk.running.tg.inject({"callback_query": {**query, "chat_instance": "1", "data": data}})
    await desk.quiet()
    assert "cranes" not in eve.messages[-1].text.split("\n")[0]
    assert not any(one.button("f1:kind:tourist") for one in eve.messages)
    desk.running.tg.refused.clear()


async def test_in_a_group_asking_leads_to_the_private_chat(desk: Office, ana: Person) -> None:
    group = desk.running.tg.group(-5, "Delegation", ana)
    await ana.say(f"@gerbang_bot {BERTH}", group)
    await desk.quiet()
    button = group.messages[-1].button("Ask the city")
    assert button is not None
    assert button.url == "https://t.me/gerbang_bot?start=ask-cranes"
    await desk.writes(ana, "/start ask-cranes")
    assert "“The cranes”" in ana.messages[-1].text
