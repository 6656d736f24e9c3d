from bot.playground.telegram import Telegram
from bot.playground.visitors import MOST_VISITORS, Visitors


def test_the_longest_silent_visitors_are_forgotten(tg: Telegram) -> None:
    visitors = Visitors(tg)
    first, _ = visitors.welcome("en")
    second, person = visitors.welcome("en")
    for _ in range(MOST_VISITORS - 1):
        visitors.find(second)
        visitors.welcome("en")
    assert visitors.find(first) is None
    assert visitors.find(second) is person
