"""Kills, waits that Telegram asks for, and two hundred inquiries: none is lost, none comes twice."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import pytest
from telegram.error import NetworkError

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Group, Person
from bot.sending.limits import Limits
from bot.sending.outbox import LOST
from bot.sending.pauses import ChatPauses
from tests.conftest import Clock, Start
from tests.office import GROUP, QUESTION, office

STEPS = (
    ("say", f"/ask {QUESTION}"),
    ("press", "f1:kind:business"),
    ("say", "Altyn Metal"),
    ("say", "Kazakhstan"),
    ("press", "f1:subject:port"),
    ("press", "f1:dates:open"),
    ("say", "/language"),
    ("press", "l1:id"),
    ("press", "f1:size:5"),
    ("press", "f1:reach:telegram"),
    ("press", "f1:send"),
)


async def test_the_form_survives_a_restart_at_every_step_and_a_change_of_language(
    start: Start, ana: Person, tg: Telegram
) -> None:
    group: Group | None = None
    for act, what in STEPS:
        async with office(start, group) as desk:
            group = desk.group
            if act == "say":
                await desk.writes(ana, what)
            else:
                await desk.pressed(ana, what)
    assert group is not None
    async with office(start, group) as desk:
        (one,) = await desk.inquiries()
    assert (one.form["organisation"], one.form["country"], one.language) == ("Altyn Metal", "KZ", "id")
    assert one.form["question"] == QUESTION
    assert len(group.chat.topics) == 1


async def test_an_update_that_is_handled_twice_has_its_effect_once(start: Start, ana: Person) -> None:
    async with office(start) as desk:
        for act, what in STEPS:
            press = act == "press"
            await desk.twice(ana.press(desk.shown(ana, what), what) if press else ana.say(what))
        assert "BPN-2026-0001" in ana.messages[-1].text
        (thread,) = desk.group.chat.topics
        await desk.twice(ana.say("and my question"))
        await desk.twice(desk.sari.say("my answer", desk.group, thread=thread))
        await desk.twice(desk.sari.say("// my note", desk.group, thread=thread))
        for text in ("/take", "/close", "/reopen"):
            await desk.twice(desk.sari.say(text, desk.group, thread=thread))
        (one,) = await desk.inquiries()
        told = [text for text in desk.texts(thread) if text.endswith("and my question")]
        heard = [message.text.splitlines()[-1] for message in ana.messages]
    assert (one.form["organisation"], one.form["question"], one.state) == (
        "Altyn Metal",
        QUESTION,
        "reopened",
    )
    assert len(told) == heard.count("my answer") == 1
    assert [sum(word in text for text in heard) for word in ("Petugas menutup", "Petugas membuka")] == [1, 1]


@pytest.mark.parametrize("method", ["createForumTopic", "sendMessage", "setMessageReaction"])
async def test_a_program_that_dies_while_it_sends_loses_nothing(  # noqa: PLR0917  fixtures
    start: Start, ana: Person, tg: Telegram, clock: Clock, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    hung, answer = asyncio.Event(), tg.answer

    async def hang(token: str, name: str, given: Mapping[str, str]) -> tuple[int, bytes]:
        to_staff = given.get("chat_id") == str(GROUP) or name == "setMessageReaction"
        if name.lower() == method.lower() and to_staff:
            hung.set()
            await asyncio.Event().wait()
        return await answer(token, name, given)

    sari = tg.person(11, "Sari")
    group = tg.group(GROUP, "Desk", sari, forum=True)
    async with start(staff_chat=GROUP) as running:
        monkeypatch.setattr(tg, "answer", hang)
        for press in (None, "f1:kind:tourist", "f1:send"):
            await (ana.press(ana.messages[-1], press) if press else ana.say(f"/ask {QUESTION}"))
            await ana.next_message()
        await ana.say("one more thing")
        await asyncio.wait_for(hung.wait(), 10)
        running.receiving.sending.cancel()
        for task in running.whole.outbox._in_hand:
            task.cancel()
    monkeypatch.undo()
    clock.now += LOST + timedelta(seconds=1)
    async with office(start, group) as desk:
        await desk.quiet()
        (thread,) = group.chat.topics
        told = desk.texts(thread)
    assert [text for text in told if text.endswith("one more thing")] == ["Ana\none more thing"]
    # A card whose call was cut off may have arrived: it is listed for a person, never sent twice by itself.
    assert len(told) == (1 if method == "sendMessage" else 2)


async def test_an_answer_that_was_lost_on_its_way_is_left_to_a_person(
    start: Start, ana: Person, tg: Telegram
) -> None:
    async with office(start) as desk:
        thread = await desk.asked(ana)
        tg.break_next("sendMessage", NetworkError("ServerDisconnectedError"), after_effect=True)
        await desk.says(desk.sari, "only once", thread)
        await desk.says(desk.sari, "and this", thread)
        assert [one.text.splitlines()[-1] for one in ana.messages[-2:]] == ["only once", "and this"]


async def test_a_wait_in_the_group_holds_up_no_visitor_and_loses_nothing(
    start: Start, ana: Person, tg: Telegram, clock: Clock
) -> None:
    async with office(start) as desk:
        limiter = desk.running.whole.bot.rate_limiter
        assert isinstance(limiter, ChatPauses)
        limiter._clock = clock.seconds
        budi = tg.person(22, "Budi")
        tg.fail_next("createForumTopic", 429, "Too Many Requests: retry after 30", retry_after=30)
        await ana.say(f"/ask {QUESTION}")
        await desk.quiet()
        await desk.pressed(ana, "f1:kind:tourist")
        await desk.pressed(ana, "f1:send")
        assert "BPN-2026-0001" in ana.messages[-1].text
        await desk.writes(ana, "and one more thing")
        await desk.writes(budi, "which colour are the cranes")
        assert "yellow" in budi.messages[-1].text
        assert (desk.group.chat.topics, len(tg.called("createForumTopic"))) == ({}, 1)
        await desk.running.later(clock, seconds=31)
        (thread,) = desk.group.chat.topics
        card, more = desk.texts(thread)
    assert QUESTION in card
    assert more == "Ana\nand one more thing"


async def test_two_hundred_inquiries_an_hour_arrive_once_each_within_the_groups_limit(
    start: Start, tg: Telegram, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, sent = tg.answer, list[float]()

    async def noted(token: str, name: str, given: Mapping[str, str]) -> tuple[int, bytes]:
        if given.get("chat_id") == str(GROUP) and name in {"createForumTopic", "sendMessage"}:
            sent.append(clock.now.timestamp())
        return await answer(token, name, given)

    monkeypatch.setattr(tg, "answer", noted)
    limits = Limits(clock.seconds)
    async with office(start, limits=limits) as desk:
        people = [tg.person(1000 + number, f"P{number}") for number in range(200)]
        for button in (None, "f1:kind:tourist", "f1:send"):
            for person in people:
                if button is None:
                    await person.say(f"/ask {QUESTION} {person.user.first_name}")
                else:
                    await person.press(person.messages[-1], button)
            await desk.running.heard()
        # Nobody waited for the group, which takes twenty a minute.
        assert all("BPN-2026-" in person.messages[-1].text for person in people)
        assert len(sent) < 25
        began = clock.now
        while len(sent) < 400:
            assert clock.now < began + timedelta(hours=1)
            clock.now += timedelta(seconds=3)
            desk.running.whole.house.bell.ring()
            await desk.running.idle()
        found = await desk.inquiries()
        cards = [text for thread in desk.group.chat.topics for text in desk.texts(thread)]
    assert len({one.number for one in found}) == 200
    assert len(desk.group.chat.topics) == len(cards) == 200
    assert all(later - before >= 60 for before, later in zip(sent, sent[20:], strict=False))
