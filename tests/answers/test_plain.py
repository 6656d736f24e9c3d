import pytest

from bot.answers.markup import BadMarkup
from bot.answers.plain import length, plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>Port</b> &amp; quay", "Port & quay"),
        ('<a href="https://x.id">News</a>, today', "News (https://x.id), today"),
        ('<a href="https://x.id/?a=1&amp;b=2">News</a>', "News (https://x.id/?a=1&b=2)"),
        ('<a href="https://x.id">A</a> <a href="https://y.id">B</a>', "A (https://x.id) B (https://y.id)"),
        ('🐬 <a href="https://x.id">🌶</a>.', "🐬 🌶 (https://x.id)."),
        ("<blockquote expandable>• One\n• Two</blockquote>\nThree", "• One\n• Two\nThree"),
    ],
)
def test_a_person_reads_words_and_addresses(html: str, text: str) -> None:
    assert plain(html) == text


@pytest.mark.parametrize("html", ["<b>open", "a < b", "<h1>x</h1>"])
def test_what_telegram_refuses_has_no_plain_form(html: str) -> None:
    with pytest.raises(BadMarkup):
        plain(html)


@pytest.mark.parametrize(
    ("html", "units"), [("<b>Port</b>", 4), ("🐬", 2), ('<a href="https://x.id">News</a>', 4), ("&lt;", 1)]
)
def test_length_counts_what_telegram_counts(html: str, units: int) -> None:
    assert length(html) == units
