from bot.playground.comparing import columns
from bot.playground.page_view import View
from tests.conftest import Running, now


async def test_a_question_has_a_column_in_each_language(running: Running) -> None:
    helper = running.whole.house.assistant
    english, indonesian = await columns(helper, View(running.tg), now, "how long is the quay", "")
    assert "270 metres" in english["html"]
    assert "270 meter" in indonesian["html"]
    assert (english["venue"]["title"], indonesian["venue"]["title"]) == ("The bay", "Teluk")


async def test_an_entry_that_there_is_not_has_no_column(running: Running) -> None:
    assert await columns(running.whole.house.assistant, View(running.tg), now, "", "nothing") == []
