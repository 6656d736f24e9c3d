from bot.playground.telegram_people import Person
from tests.office import Office


async def test_back_may_be_typed_and_pressed(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/ask why")
    await desk.pressed(ana, "f1:kind:business")
    await desk.writes(ana, "Altyn Metal")
    await desk.writes(ana, "kembali")
    assert "Keep: Altyn Metal" in ana.messages[-1].labels
    await desk.pressed(ana, "f1:keep")
    assert "Which country" in ana.messages[-1].text
    await desk.pressed(ana, "f1:back")
    assert "Which company" in ana.messages[-1].text


async def test_a_free_text_that_comes_twice_answers_one_step(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/ask")
    await desk.pressed(ana, "f1:kind:business")
    for text in ("Altyn Metal", "KZ"):
        await desk.twice(ana.say(text))
    await desk.twice(ana.say("Coal"))
    assert "What would you like to know" in ana.messages[-1].text
    for _ in range(2):
        await desk.twice(ana.press(ana.messages[-1], "f1:back"))
    assert "Keep: 🇰🇿 Kazakhstan" in ana.messages[-1].labels


async def test_what_is_typed_before_a_kind_is_pressed_is_the_question(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/ask")
    await desk.writes(ana, "Where is the ferry office?")
    assert "Your question: “Where is the ferry office?”" in ana.messages[-1].text
    await desk.writes(ana, "and the bus")
    assert "press one of the two buttons" in ana.messages[-1].text
    await desk.writes(ana, "Visitor")
    assert "Where is the ferry office?" in ana.messages[-1].text
    await desk.writes(ana, "yes")
    assert "not part of it" in ana.messages[-1].text
    await desk.pressed(ana, "f1:send")
    (one,) = await desk.inquiries()
    assert (one.kind, one.form["question"]) == ("tourist", "Where is the ferry office?")


async def test_cancel_leaves_the_form(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/ask why")
    await desk.writes(ana, "/cancel")
    assert "nothing was sent" in ana.messages[-1].text
    await desk.writes(ana, "/cancel")
    assert "no form" in ana.messages[-1].text
    await desk.writes(ana, "which colour are the cranes")
    assert "yellow" in ana.messages[-1].text


async def test_a_second_ask_goes_on_with_the_form(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/ask why")
    await desk.pressed(ana, "f1:kind:business")
    await desk.writes(ana, "/ask")
    assert "Which company" in ana.messages[-1].text


async def test_a_press_twice_sends_once(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/ask why")
    await desk.pressed(ana, "f1:kind:tourist")
    for _ in range(2):
        await desk.pressed(ana, "f1:send")
    assert "no longer open" in ana.messages[-1].text
    assert len(await desk.inquiries()) == 1


async def test_an_old_button_of_another_step_asks_the_present_one(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/ask why")
    await desk.pressed(ana, "f1:kind:business")
    await desk.pressed(ana, "f1:kind:tourist")
    assert "Which company" in ana.messages[-1].text


async def test_a_photo_is_no_answer_to_a_step(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/ask why")
    await ana.send(location={"latitude": 1.0, "longitude": 1.0})
    await desk.quiet()
    assert "takes text only" in ana.messages[-1].text


async def test_somebody_in_danger_gets_the_numbers_in_the_middle_of_a_form(desk: Office, ana: Person) -> None:
    await desk.writes(ana, "/ask why")
    await desk.writes(ana, "I am drowning")
    assert "112" in ana.messages[-1].text
    await desk.pressed(ana, "f1:kind:tourist")
    assert "why" in ana.messages[-1].text
