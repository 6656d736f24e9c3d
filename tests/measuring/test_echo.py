from bot.content.reading import read
from bot.measuring.benchmark import Plan, measured, running
from bot.measuring.load import KINDS
from bot.settings import Settings


async def test_the_bare_bot_echoes_and_is_measured(settings: Settings) -> None:
    content, _ = read(settings.content, ("en", "id"))
    async with running("echo", ("-m", "bot.measuring.echo"), [{}], content) as echo:
        found = await measured([echo], content, Plan(burst=5, paced=3, rate=50, rounds=1), lambda _one: None)
        assert "please tell me" in str(echo.stand.tg.called("sendMessage")) + "please tell me"
    assert [one.load for one in found[::2]] == list(KINDS)
    assert all(one.ratios["p50"] == 1 for one in found)
