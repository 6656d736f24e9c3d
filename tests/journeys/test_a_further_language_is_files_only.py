"""A language is added by writing files, and by nothing else."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.answers.figures import Figure
from bot.answers.writer import Writer
from bot.content.entry import Fact
from bot.content.reading import read
from bot.languages import Languages

MALAY = """
msgid ""
msgstr "Language: ms_MY\\n"

msgid "money.IDR"
msgstr "{amount} rupiah"

msgid "qualifier.about"
msgstr "kira-kira {value}"

msgid "source.first"
msgstr "Punca: {source}"

msgid "source.dated"
msgstr "{title}, {publisher}, {day}"
"""
ENTRY = """
kind: answer
title: {ms: Harga}
facts:
  price: {value: 98000000, unit: IDR, qualifier: about, source: s}
answer: {ms: "Harganya {{ price }}."}
questions: {ms: [berapa harga]}
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_further_language_is_files_only(tmp_path: Path) -> None:
    write(tmp_path / "locales" / "ms" / "LC_MESSAGES" / "toy.po", MALAY)
    folder = tmp_path / "content"
    write(folder / "entries" / "port" / "price.yaml", ENTRY)
    write(folder / "sources.yaml", "s: {title: Berita, publisher: Akhbar, published: 2025-08-28}")
    for name in ("topics", "speakers", "places", "offices"):
        write(folder / f"{name}.yaml", "")
    spoken = Languages.load(tmp_path / "locales")
    content, problems = read(folder, tuple(spoken))
    reply = Writer(content, spoken).write((content.entries["price"],), "ms", date(2026, 1, 1))
    assert not problems
    assert reply.text == "Harga\nHarganya kira-kira 98 juta rupiah.\n\nPunca: Berita, Akhbar, 28 Ogos 2025"


def test_a_figure_of_a_further_language_needs_no_code(tmp_path: Path) -> None:
    write(tmp_path / "ms" / "LC_MESSAGES" / "toy.po", MALAY)
    fact = Fact("price", Decimal(25000), "IDR")
    assert Figure(fact, Languages.load(tmp_path)["ms"], {}).words() == "25,000 rupiah"
