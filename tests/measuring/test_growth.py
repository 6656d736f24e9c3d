from bot.content.reading import read
from bot.languages import Languages
from bot.measuring.benchmark import Figures
from bot.measuring.growth import synthetic, with_entries, with_rows
from bot.settings import Settings


def test_synthetic_entries_ask_in_words_of_their_own(settings: Settings) -> None:
    content, _ = read(settings.content, ("en", "id"))
    grown = synthetic(content, 50)
    asked = [text for one in grown.entries.values() for texts in one.questions.values() for text in texts]
    assert len(grown.entries) == 50
    assert len(set(asked)) == len(asked)


def test_entries_are_measured_by_size(settings: Settings, languages: Languages) -> None:
    content, _ = read(settings.content, ("en", "id"))
    ((size, prepared, took),) = with_entries(content, languages, (20,), 5)
    assert (size, prepared > 0, took > 0) == (20, True, True)


async def test_rows_are_measured_by_size(settings: Settings) -> None:
    content, _ = read(settings.content, ("en", "id"))
    told: list[Figures] = []
    await with_rows(content, settings.content, (10, 100), 5, told.append)
    assert [one.bot for one in told] == ["10 rows", "100 rows"] * 2
