"""From a question to a person at the city, and back; in each language, over the real application."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.answers.plain import plain
from bot.chat.times import deadline, written
from bot.desk.rounds import remind
from bot.languages import Languages
from bot.playground.telegram_people import Person
from tests.conftest import NOW, Clock, Start
from tests.office import GROUP, QUESTION, Office, office

NUMBER = "BPN-2026-0001"
ASKED = {"en": "which colour are the cranes", "id": "apa warna derek pelabuhan"}
COLOUR = {"en": "yellow", "id": "kuning"}
BY_THE_PERSON = (
    "The person has closed or withdrawn this inquiry.",
    "The person has opened this inquiry again.",
)
PHOTO = [{"file_id": "p1", "file_unique_id": "u1", "width": 9, "height": 9}]


@pytest.fixture
async def desk(start: Start) -> AsyncIterator[Office]:
    async with office(start) as found:
        yield found


async def test_a_business_fills_in_the_form_one_step_a_message(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "what does storage cost")
    await desk.pressed(ana, "Ask the city")
    assert "what does storage cost" in ana.messages[-1].text
    await desk.pressed(ana, "Business or delegation")
    for text in ("Altyn Metal", "Kazakstan"):
        await desk.writes(ana, text)
    await desk.pressed(ana, "🇰🇿 Kazakhstan")
    await desk.pressed(ana, "Port services")
    await desk.writes(ana, "12 to 15 December")
    await desk.pressed(ana, "10")
    await desk.writes(ana, "not a number")
    assert "does not look like" in ana.messages[-1].text
    await desk.writes(ana, "+7 701 123 4567")
    summary = ana.messages[-1].text
    for part in ("Altyn Metal", "Kazakhstan", "Port services", "12 to 15 December", "+7 701 123 4567"):
        assert part in summary
    await desk.pressed(ana, "I agree, send it")
    told = ana.messages[-1].text
    assert "BPN-2026-0001" in told
    assert "WITA" in told
    assert "Kazakhstan" in told
    (card,) = desk.texts(max(desk.group.chat.topics))
    assert "Altyn Metal" in card
    assert "Ana" in card


@pytest.mark.parametrize("code", ["en", "id"])
async def test_question_answer_closed_reopened(desk: Office, languages: Languages, code: str) -> None:
    person, language = desk.running.tg.person(21, "Ani", code), languages[code]
    thread = await desk.asked(person)
    due = written(language, deadline(NOW))
    assert person.messages[-1].text == plain(language.html("inquiry.sent", number=NUMBER, due=due))
    await desk.says(desk.sari, "Selamat pagi", thread)
    assert person.messages[-1].text == plain(language.html("letter.staff", number=NUMBER)) + "\nSelamat pagi"
    await desk.writes(person, "my uncle thanks you")
    assert desk.texts(thread)[-1] == "Ani\nmy uncle thanks you"
    await desk.says(desk.sari, "/close", thread)
    assert person.messages[-1].text == plain(language.html("letter.closed", number=NUMBER))
    await desk.writes(person, ASKED[code])
    assert COLOUR[code] in person.messages[-1].text
    await desk.says(desk.sari, "lost?", thread)
    assert "so that was not sent" in desk.texts(thread)[-1]
    await desk.says(desk.sari, "/reopen", thread)
    assert person.messages[-1].text == plain(language.html("letter.reopened", number=NUMBER))
    await desk.says(desk.tono, "again", thread)
    assert person.messages[-1].text.endswith("again")
    assert [one.state for one in await desk.inquiries()] == ["answered"]


@pytest.mark.parametrize("code", ["en", "id"])
@pytest.mark.parametrize("answered", [True, False])
async def test_the_person_sees_the_state_closes_or_withdraws_and_opens_again(
    desk: Office, languages: Languages, code: str, *, answered: bool
) -> None:
    person, language = desk.running.tg.person(21, "Ani", code), languages[code]
    thread = await desk.asked(person)
    if answered:
        await desk.says(desk.sari, "Selamat pagi", thread)
    await desk.writes(person, "/inquiries")
    assert language.text("state.answered" if answered else "state.new") in person.messages[-1].text
    await desk.pressed(person, NUMBER)
    await desk.pressed(person, language.text("inquiries.close" if answered else "inquiries.withdraw"))
    assert language.text("state.closed") in person.messages[-1].text
    assert (thread in desk.group.chat.closed, desk.texts(thread)[-1]) == (True, BY_THE_PERSON[0])
    await desk.writes(person, ASKED[code])
    assert COLOUR[code] in person.messages[-1].text
    await desk.pressed(person, language.text("inquiries.reopen"))
    assert language.text("state.reopened") in person.messages[-1].text
    assert (thread in desk.group.chat.closed, desk.texts(thread)[-1]) == (False, BY_THE_PERSON[1])
    await desk.writes(person, "one more word")
    assert desk.texts(thread)[-1] == "Ani\none more word"


async def test_a_note_never_leaks(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    before = ana.state
    note = await desk.says(desk.sari, "// he is a difficult one", thread)
    desk.sari.edit(note, "he is a difficult one")
    await desk.quiet()
    assert ana.state == before


@pytest.mark.parametrize("noted", [0, 1, 2])
async def test_an_album_of_which_one_part_is_a_note_never_leaks(
    desk: Office, ana: Person, clock: Clock, noted: int
) -> None:
    thread = await desk.asked(ana)
    before = ana.state
    for number in range(3):
        words = {"caption": "// for us"} if number == noted else {}
        photo = [{**PHOTO[0], "file_id": f"p{number}"}]
        await desk.sari.send(
            desk.group, thread=thread, photo=photo, media_group_id="7", is_topic_message=True, **words
        )
    await desk.quiet()
    await desk.running.later(clock, seconds=3)
    assert ana.state == before


async def test_what_went_out_becomes_no_note(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    sent = await desk.says(desk.sari, "Good morning", thread)
    before = ana.state
    desk.sari.edit(sent, "// he is a difficult one")
    await desk.quiet()
    assert ana.state == before
    assert "cannot become a note" in desk.texts(thread)[-1]


async def test_edits_go_both_ways(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    mine = await desk.writes(ana, "I need the form")
    ana.edit(mine, "I need the forms")
    await desk.quiet()
    assert desk.texts(thread)[-1] == "Ana\nI need the forms"
    theirs = await desk.says(desk.sari, "At the ofice", thread)
    desk.sari.edit(theirs, "At the office")
    await desk.quiet()
    assert ana.messages[-1].text.endswith("At the office")


async def test_a_photo_and_a_document_go_both_ways(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await ana.send(photo=PHOTO, caption="my ship")
    await desk.quiet()
    (photo,) = [one for one in desk.group.in_topic(thread) if one.media]
    assert photo.text == "Ana\nmy ship"
    paper = {"file_id": "d1", "file_unique_id": "u2"}
    await desk.sari.send(
        desk.group, thread=thread, document=paper, message_thread_id=thread, is_topic_message=True
    )
    await desk.quiet()
    assert ana.messages[-1].media["document"]["file_id"] == "d1"
    assert ana.messages[-1].text.startswith("👤 Staff of the city")


@pytest.mark.parametrize("staff_writes", [True, False])
async def test_an_album_stays_an_album(
    desk: Office, ana: Person, clock: Clock, *, staff_writes: bool
) -> None:
    thread = await desk.asked(ana)
    place: dict[str, Any] = {"chat": desk.group, "thread": thread, "is_topic_message": True}
    for name in ("a", "b", "c"):
        photo = [{**PHOTO[0], "file_id": name}]
        if staff_writes:
            await desk.sari.send(photo=photo, media_group_id="7", **place)
        else:
            await ana.send(photo=photo, media_group_id="7")
    await desk.quiet()
    await desk.running.later(clock, seconds=3)
    there = ana.messages if staff_writes else desk.group.in_topic(thread)
    bot = desk.running.whole.bot.id
    album = [one for one in there if one.album and one.sender.id == bot]
    assert [one.media["photo"][0]["file_id"] for one in album] == ["a", "b", "c"]
    assert len({one.album for one in album}) in {1, 3}


async def test_a_message_is_taken_back(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    wrong = await desk.says(desk.sari, "wrong", thread)
    count = len(ana.messages)
    await desk.says(desk.sari, "/delete", thread, reply_to=wrong)
    assert len(ana.messages) == count - 1


async def test_two_who_answer_at_once_both_reach_the_person(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.sari.say("one", desk.group, thread=thread)
    await desk.tono.say("two", desk.group, thread=thread)
    await desk.quiet()
    assert {one.text.splitlines()[-1] for one in ana.messages[-2:]} == {"one", "two"}


async def test_an_anonymous_administrator_is_staff(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "hello", thread, anonymous=True)
    assert ana.messages[-1].text.endswith("hello")
    await desk.says(desk.sari, "/pause", thread, anonymous=True)
    await desk.writes(desk.running.tg.person(30), "which colour are the cranes")
    assert "pauses" in desk.texts(thread)[-1]


async def test_who_is_no_member_is_not_obeyed(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    before = ana.state
    desk.group.chat.members[desk.tono.user.id] = "left"
    for text in ("/close", "hello"):
        await desk.says(desk.tono, text, thread)
    assert ana.state == before
    desk.group.chat.members[desk.tono.user.id] = "member"
    await desk.says(desk.tono, "/pause", thread)
    assert "Only administrators" in desk.texts(thread)[-1]


async def test_a_deleted_topic_is_made_again_with_its_history(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.says(desk.sari, "first answer", thread)
    desk.group.forget_topic(thread)
    await desk.writes(ana, "are you there")
    again = max(desk.group.chat.topics)
    assert again != thread
    told = "\n".join(desk.texts(again))
    assert "made again" in told
    for part in (QUESTION, "first answer", "are you there"):
        assert part in told
    await desk.says(desk.sari, "here I am", again)
    assert ana.messages[-1].text.endswith("here I am")
    desk.running.tg.refused.clear()


async def test_a_group_that_migrates_is_followed(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    desk.group.migrate(-1009)
    await desk.writes(ana, "still there")
    assert desk.texts(thread)[-1] == "Ana\nstill there"
    await desk.says(desk.sari, "yes", thread)
    assert ana.messages[-1].text.endswith("yes")
    assert desk.running.whole.house.groups == {GROUP, -1009}
    desk.running.tg.refused.clear()


async def test_another_group_gets_every_open_inquiry_and_mistakes_none(start: Start, ana: Person) -> None:
    async with office(start) as desk:
        for person, name in ((ana, "the first"), (desk.running.tg.person(22, "Budi"), "the second")):
            thread = await desk.asked(person, name)
            await desk.says(desk.sari, f"on {name}", thread)
        await desk.says(desk.sari, "/close", thread)
        sari = desk.sari
    other = desk.running.tg.group(-2002, "New desk", sari, forum=True)
    # A topic of the new group's own has a number that an inquiry's had in the old one.
    other.chat.last_id = thread - 1
    theirs = other.topic("Coffee")
    async with start(staff_chat=-2002, staff_language="en") as running:
        await running.quiet()
        (anew,) = [one for one in other.chat.topics if one != theirs]
        told = "\n".join(one.text for one in other.in_topic(anew))
        assert "the first" in told
        assert "on the first" in told
        await sari.say("is there coffee", other, thread=theirs)
        await sari.say("here we are", other, thread=anew)
        await running.quiet()
        assert ana.messages[-1].text.endswith("here we are")
        # The closed one gets its topic when it is opened again.
        await sari.say("/reopen BPN-2026-0002", other)
        await running.quiet()
        (late,) = [one for one in other.chat.topics if one not in {theirs, anew}]
        assert "on the second" in "\n".join(one.text for one in other.in_topic(late))
        assert other.in_topic(theirs) == [one for one in other.history if one.text == "is there coffee"]


async def test_a_demoted_bot_says_so_and_goes_on_when_it_may(desk: Office, ana: Person, clock: Clock) -> None:
    desk.group.appoint(desk.sari.user, "member")
    await desk.quiet()
    await ana.say(f"/ask {QUESTION}")
    await desk.quiet()
    await desk.pressed(ana, "f1:kind:tourist")
    await desk.pressed(ana, "f1:send")
    assert "may not manage topics" in desk.texts(None)[-1]
    assert desk.group.chat.topics == {}
    desk.group.appoint(desk.sari.user, "administrator")
    await desk.quiet()
    assert len(desk.group.chat.topics) == 1
    desk.running.tg.refused.clear()


async def test_a_person_who_blocked_the_bot_is_told_of(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    ana.block()
    await desk.quiet()
    assert "has blocked the bot" in desk.texts(thread)[-1]
    await desk.says(desk.sari, "hello", thread)
    assert "has blocked the bot" in desk.texts(thread)[-1]
    desk.running.tg.refused.clear()


async def test_somebody_in_danger_gets_the_numbers_and_the_staff_sees_it(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.writes(ana, "I am drowning")
    assert "112" in ana.messages[-1].text
    assert "drowning" in desk.texts(thread)[-1]


async def test_one_tap_asks_the_bot_instead(desk: Office, ana: Person) -> None:
    thread = await desk.asked(ana)
    await desk.writes(ana, "which colour are the cranes")
    assert "Sent to the staff" in ana.messages[-1].text
    await desk.pressed(ana, "Ask the bot instead")
    assert "yellow" in ana.messages[-1].text
    seen = len(desk.texts(thread))
    await desk.writes(ana, "how long is the quay")
    assert "270 metres" in ana.messages[-1].text or ana.messages[-1].venue
    assert len(desk.texts(thread)) == seen


async def test_a_late_answer_is_named_once_a_working_day(desk: Office, ana: Person, clock: Clock) -> None:
    await desk.asked(ana)
    # Asked on a Tuesday; then Thursday, Friday, and a weekend with its Monday.
    for days, times in ((2, 1), (1, 2), (1, 2), (1, 2), (1, 3)):
        await desk.running.later(clock, days=days, hours=-3 if times == 1 else 0)
        for _ in range(2):
            await remind(desk.running.whole.house)
        await desk.quiet()
        assert desk.texts(None) == ["Answers that are late\nBPN-2026-0001 · Ana"] * times
