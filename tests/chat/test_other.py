from datetime import UTC, datetime
from typing import Any

from telegram import Chat, Message

from bot.chat.other import Albums
from bot.languages import Languages
from bot.playground.telegram_people import Person
from tests.conftest import Running, Start

PHOTO = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}


def part(album: str | None, chat: int = 1) -> Message:
    return Message(1, datetime(2026, 1, 1, tzinfo=UTC), Chat(chat, "private"), media_group_id=album)


async def test_the_kind_word_comes_in_the_persons_language(running: Running, languages: Languages) -> None:
    budi = running.tg.person(1002, "Budi", "id")
    await budi.send(photo=[PHOTO])
    assert (await budi.next_message()).text == languages["id"].text("other.no_text")


async def test_an_album_is_answered_once(running: Running, ana: Person) -> None:
    for _ in range(3):
        await ana.send(photo=[PHOTO], media_group_id="7")
    await running.quiet()
    assert len(ana.messages) == 1


async def test_every_album_and_every_single_photo_is_answered(running: Running, ana: Person) -> None:
    parts: list[dict[str, Any]] = [{"media_group_id": "7"}, {"media_group_id": "8"}, {}, {}]
    for album in parts:
        await ana.send(photo=[PHOTO], **album)
    await running.quiet()
    assert len(ana.messages) == 4


async def test_an_album_whose_answer_failed_is_answered_at_the_next_attempt(
    start: Start, ana: Person
) -> None:
    async with start() as running:
        running.tg.fail_next("sendMessage", 502, "Bad Gateway")
        await ana.send(photo=[PHOTO], media_group_id="7")
        await running.quiet()
    assert len(ana.messages) == 1


async def test_what_telegram_notes_by_itself_gets_silence(running: Running, ana: Person) -> None:
    await ana.send(message_auto_delete_timer_changed={"message_auto_delete_time": 86400})
    await ana.send(write_access_allowed={"from_request": True})
    await running.quiet()
    assert ana.messages == []


def test_albums_of_two_chats_are_told_apart() -> None:
    albums = Albums()
    albums.add(part("7", chat=1))
    assert part("7", chat=1) in albums
    assert part("7", chat=2) not in albums


def test_what_is_no_album_is_never_remembered() -> None:
    albums = Albums()
    albums.add(part(None))
    assert part(None) not in albums


def test_old_albums_are_forgotten() -> None:
    albums = Albums(most=2)
    for name in ("1", "2", "3"):
        albums.add(part(name))
    assert [part(name) in albums for name in ("1", "2", "3")] == [False, True, True]
