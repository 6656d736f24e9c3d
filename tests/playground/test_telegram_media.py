import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person


@pytest.fixture
async def ana(tg: Telegram) -> Person:
    person = tg.person()
    await person.say("hello")
    return person


async def test_a_file_is_sent_by_its_id_with_a_caption(bot: Bot, ana: Person) -> None:
    sent = await bot.send_photo(ana.chat.id, "p1", caption="<b>Ship</b>", parse_mode="HTML")
    assert (sent.photo[-1].file_id, sent.caption) == ("p1", "Ship")
    await bot.edit_message_caption(ana.chat.id, sent.message_id, caption="Boat")
    assert ana.messages[-1].text == "Boat"


async def test_a_file_goes_up_with_the_call(tg: Telegram, bot: Bot, ana: Person) -> None:
    await bot.send_document(ana.chat.id, b"{}", filename="a.json")
    assert tg.files == {"a.json": b"{}"}


async def test_an_album_has_two_to_ten_parts_that_go_together(bot: Bot, ana: Person) -> None:
    sent = await bot.send_media_group(
        ana.chat.id, [InputMediaPhoto("a", caption="both"), InputMediaPhoto("b")]
    )
    assert [one.photo[-1].file_id for one in sent] == ["a", "b"]
    with pytest.raises(BadRequest, match="of the specified type"):
        await bot.send_media_group(ana.chat.id, [InputMediaPhoto("a"), InputMediaDocument("b")])


async def test_a_caption_is_shorter_than_a_text(bot: Bot, ana: Person) -> None:
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(ana.chat.id, "d", caption="x" * 1025)
    sent = await bot.send_message(ana.chat.id, "text")
    with pytest.raises(BadRequest, match="no caption"):
        await bot.edit_message_caption(ana.chat.id, sent.message_id, caption="x")
