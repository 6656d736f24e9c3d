import pytest

from bot.answers.html import parse, visible
from bot.answers.markup import BadMarkup, Entity


def test_people_read_the_text_without_its_tags() -> None:
    assert (
        visible("<b>Semayang</b> &lt;port&gt; R&amp;D &quot;1&#48;&#x30;&quot;")
        == 'Semayang <port> R&D "100"'
    )


def test_offsets_count_utf16_units() -> None:
    assert parse("🚢 <b>kapal</b>").entities == (Entity("bold", 3, 5),)


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        *((tag, "bold") for tag in ("b", "strong")),
        *((tag, "italic") for tag in ("i", "em")),
        *((tag, "underline") for tag in ("u", "ins")),
        *((tag, "strikethrough") for tag in ("s", "strike", "del")),
        *((tag, tag) for tag in ("code", "pre", "blockquote")),
        ("tg-spoiler", "spoiler"),
    ],
)
def test_every_style_has_its_tags(tag: str, kind: str) -> None:
    assert parse(f"<{tag}>x</{tag}>").entities == (Entity(kind, 0, 1),)


@pytest.mark.parametrize(
    ("html", "entity"),
    [
        (
            '<a href="https://bpn.go.id/?a=1&amp;b=2">x</a>',
            Entity("text_link", 0, 1, {"url": "https://bpn.go.id/?a=1&b=2"}),
        ),
        ('<span class="tg-spoiler">x</span>', Entity("spoiler", 0, 1)),
        ("<blockquote expandable>x</blockquote>", Entity("expandable_blockquote", 0, 1)),
        ('<tg-emoji emoji-id="5368">x</tg-emoji>', Entity("custom_emoji", 0, 1, {"custom_emoji_id": "5368"})),
        (
            '<tg-time unix="1647531900" format="wDT">x</tg-time>',
            Entity("date_time", 0, 1, {"unix_time": 1647531900, "date_time_format": "wDT"}),
        ),
        ('<pre><code class="language-python">x</code></pre>', Entity("pre", 0, 1, {"language": "python"})),
    ],
)
def test_attributes_become_part_of_the_entity(html: str, entity: Entity) -> None:
    assert parse(html).entities == (entity,)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("ab <foo>", 'Unsupported start tag "foo" at byte offset 3'),
        ("é<br/>", 'Unsupported start tag "br/" at byte offset 2'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b =x>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href=a/b>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="soon">x</tg-time>', "Invalid date-time specified"),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(html: str, reason: str) -> None:
    with pytest.raises(BadMarkup) as caught:
        parse(html)
    assert caught.value.reason == reason


def test_half_a_character_is_refused() -> None:
    with pytest.raises(BadMarkup, match="surrogate"):
        parse("&#xD800;")


def test_what_telegram_passes_over_is_named() -> None:
    markup = parse('<b class="x">a</b>&nbsp;<a href="nowhere">b</a>')
    assert markup.text == "a&nbsp;b"
    assert markup.ignored == ("b class", "&nbsp;", "a href")


def test_a_lone_ampersand_is_just_text() -> None:
    assert parse("R&D & co").ignored == ()


def test_outer_entities_come_before_inner_ones() -> None:
    assert [entity.kind for entity in parse("<b><i>x</i>y</b>").entities] == ["bold", "italic"]


def test_empty_tags_leave_nothing() -> None:
    assert parse("<b></b>x").entities == ()
