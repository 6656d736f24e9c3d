"""The catalogue gate: every key of the code has its text in every language, and nothing stands there idle."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.commands.parser import COMMANDS
from bot.content.reading_entry import QUALIFIERS
from tests.keys import LOCALES, ROOT, asked, families, keys_of

MEND = "run `make catalogue`, then fill the text in"
# Texts that may be equal in two languages, and why.
EQUAL = {
    "source.dated": "names and a day, no words",
    "source.undated": "names, no words",
    "profile.name": "a name",
    "inquiries.line": "a number and a state",
    "coverage.covered": "ids, no words",
    "page.menu": "the same word in both languages",
    "money.USD": "the currency's code",
    "unit.per": "“per” is the same word in both languages",
    "unit.TEU": "an abbreviation used everywhere",
    "unit.hotel": "the same word in both languages",
    "per.TEU": "an abbreviation used everywhere",
    "per.kilogram": "the same word in both languages",
}


def catalogues(folder: Path) -> dict[str, Catalog]:
    """Return the catalogues of a locales folder by language."""
    paths = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    return {path.parent.parent.name: read_po(path.open("rb")) for path in paths}


def key_of(message: Message) -> str:
    """Return a message's key; a counted one has a second for the plural."""
    return message.id if isinstance(message.id, str) else message.id[0]


def messages(catalogue: Catalog) -> dict[str, Message]:
    """Return the messages of a catalogue by key, its header left out."""
    return {key_of(message): message for message in catalogue if message.id}


def words(message: Message | None) -> tuple[str, ...]:
    """Return a message's texts: one, or one a plural form."""
    if message is None or message.string is None:
        return ()
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def fields(texts: Iterable[str]) -> set[str]:
    """Return the placeholders of texts."""
    return {name.split(".")[0] for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def faults(folder: Path, wanted: Mapping[str, bool], equal: Iterable[str] = ()) -> list[str]:
    """Return what is wrong with the catalogues of a folder; `wanted`: keys, and whether they are counted."""
    read = catalogues(folder)
    found = []
    for code, catalogue in read.items():
        place = f"locales/{code}/LC_MESSAGES"
        found += [f"{place}: {key}: {what}; {MEND}" for key, what in _in_one(catalogue, wanted)]
    found += [f"locales: {key}: {what}; mend the texts" for key, what in _between(read, set(equal))]
    return found


def _in_one(catalogue: Catalog, wanted: Mapping[str, bool]) -> Iterator[tuple[str, str]]:
    held = messages(catalogue)
    for key in sorted(wanted.keys() - held.keys()):
        yield key, "missing"
    for key in sorted({*held.keys() - wanted.keys(), *map(key_of, catalogue.obsolete.values())}):
        yield key, "obsolete: the code does not ask for it"
    for key in sorted(wanted.keys() & held.keys()):
        if held[key].fuzzy:
            yield key, "fuzzy"
        forms = catalogue.num_plurals if wanted[key] else 1
        if len(words(held[key])) != forms or not all(words(held[key])):
            yield key, "not translated"


def _between(read: Mapping[str, Catalog], equal: set[str]) -> Iterator[tuple[str, str]]:
    """Compare each language with the first one."""
    (first, *others) = read
    base = messages(read[first])
    for code in others:
        for key, message in messages(read[code]).items():
            mine, theirs = words(message), words(base.get(key))
            if theirs and fields(mine) != fields(theirs):
                yield key, f"placeholders differ between {first} and {code}"
            if key not in equal and all(mine) and set(mine) & set(theirs):
                yield key, f"the same text in {first} and {code}"


def test_every_language_has_every_text_and_no_other() -> None:
    wanted = {key: any(one.counted for one in places) for key, places in asked().items()}
    found = faults(LOCALES, wanted, EQUAL)
    assert not found, "\n".join(found)


def test_the_template_is_up_to_date() -> None:
    with (LOCALES / "gerbang.pot").open("rb") as file:
        held = set(messages(read_po(file)))
    wanted = set(asked())
    assert held == wanted, f"locales/gerbang.pot: {sorted(held ^ wanted)}: run `make catalogue`"


def test_no_catalogue_is_equal_to_another_without_a_reason_that_still_holds() -> None:
    texts = [messages(catalogue) for catalogue in catalogues(LOCALES).values()]
    idle = [key for key in EQUAL if not set.intersection(*(set(words(one.get(key))) for one in texts))]
    assert not idle, f"EQUAL in tests/test_locales.py: {idle} differ by now; take them out"


def test_every_placeholder_is_given_by_the_code() -> None:
    held = messages(catalogues(LOCALES)["en"])
    lacking = [
        f"line {one.line}: {key} lacks {sorted(missing)}"
        for key, places in asked().items()
        for one in places
        if one.given and (missing := fields(words(held.get(key))) - one.given - {"n"})
    ]
    assert not lacking, "\n".join(lacking)


def test_every_family_of_keys_is_listed() -> None:
    paths = sorted((ROOT / "bot").rglob("*.py"))
    unlisted = {str(path.relative_to(ROOT)): keys_of(path.read_bytes()).unlisted for path in paths}
    assert not any(unlisted.values()), f"add to locales/families.toml: {unlisted}"


def test_every_qualifier_of_the_content_has_its_words() -> None:
    assert set(families()["qualifier."]) == set(QUALIFIERS)


def test_every_command_has_its_help() -> None:
    assert set(COMMANDS) <= set(families()["help."])


def test_nobody_is_shouted_at() -> None:
    for code, catalogue in catalogues(LOCALES).items():
        loud = [key for key, message in messages(catalogue).items() if "!" in "".join(words(message))]
        assert not loud, f"locales/{code}: {loud}: take out the exclamation marks"


GOOD = {
    "en": 'msgid "a.b"\nmsgstr "See {x}"\n',
    "id": 'msgid "a.b"\nmsgstr "Lihat {x}"\n',
}


def write(folder: Path, **texts: str) -> Path:
    for code, text in {**GOOD, **texts}.items():
        path = folder / code / "LC_MESSAGES" / "toy.po"
        path.parent.mkdir(parents=True)
        path.write_text(f'msgid ""\nmsgstr "Language: {code}\\n"\n\n{text}', encoding="utf-8")
    return folder


def test_good_catalogues_pass(tmp_path: Path) -> None:
    assert not faults(write(tmp_path), {"a.b": False})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "a.b: missing"),
        ('msgid "a.b"\nmsgstr ""\n', "a.b: not translated"),
        ('#, fuzzy\nmsgid "a.b"\nmsgstr "Lihat {x}"\n', "a.b: fuzzy"),
        ('msgid "a.b"\nmsgstr "Lihat {y}"\n', "a.b: placeholders differ"),
        ('msgid "a.b"\nmsgstr "See {x}"\n', "a.b: the same text"),
        (GOOD["id"] + '\nmsgid "a.c"\nmsgstr "Sisa"\n', "a.c: obsolete"),
        (GOOD["id"] + '\n#~ msgid "a.c"\n#~ msgstr "Sisa"\n', "a.c: obsolete"),
    ],
)
def test_the_gate_sees(tmp_path: Path, text: str, complaint: str) -> None:
    assert complaint in "\n".join(faults(write(tmp_path, id=text), {"a.b": False}))


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ('language.text("a.key")', ["a.key"]),
        ('say("a.one" if sure else "a.two")', ["a.one", "a.two"]),
        ('fault(spot, "a.key", name=name)', ["a.key"]),
        ('key = "a.key"', ["a.key"]),
        ('language.text(f"money.{unit}")', ["money.IDR", "money.USD"]),
        ('log.info("an.event number=%d")', []),
        ('log.info("an.event")', []),
        ('ForeignKey("editions.number")', []),
        ('open("sources.yaml")', []),
        ('"""a.docstring"""', []),
    ],
)
def test_the_gate_finds_the_keys_of(source: str, keys: list[str]) -> None:
    assert [found.key for found in keys_of(source).found] == keys


def test_the_gate_knows_a_counted_key() -> None:
    assert keys_of('language.count("a.ship", n)').found[0].counted
