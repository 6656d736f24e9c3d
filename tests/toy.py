"""A toy: a small content that keeps every rule, as a folder and as records, to change one thing in."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from bot.content.content import Content
from bot.content.entry import Entry, Fact, Kind, PartialDate
from bot.content.reference import Office, Place, Source, Speaker, Topic

FILES = {
    "topics.yaml": """
        port: {title: {en: Port, id: Pelabuhan}}
        about: {title: {en: About, id: Tentang}}
        """,
    "sources.yaml": """
        paper:
          title: A walk along the quay
          publisher: The Paper
          url: https://paper.example/quay
          published: 2025-08-28
        """,
    "speakers.yaml": "mayor: {name: {en: The mayor, id: Wali kota}}",
    "places.yaml": "bay: {name: {en: The bay, id: Teluk}, latitude: -1.2, longitude: 116.8}",
    "offices.yaml": "harbour: {name: {en: The harbour office, id: Kantor syahbandar}}",
    "vocabulary/literals.yaml": "- D2",
    "vocabulary/conversation.yaml": """
        no_words: hello
        follow_up:
          en: ['^and\\b']
          id: ['^dan\\b']
        """,
    "vocabulary/urgent.yaml": """
        danger: ['\\bdrowning\\b', '\\btenggelam\\b']
        settings: {danger-now: []}
        """,
    "entries/port/quay.yaml": """
        kind: answer
        title: {en: The long quay, id: Dermaga panjang}
        review_by: 2030-01-01
        sources: [paper]
        facts:
          length:
            value: 270
            unit: metre
            source: paper
          plan:
            value: 500000
            unit: TEU
            said_by: mayor
            source: paper
        answer:
          en: The quay is {{ length }} long. {{ plan.said_by }} expects {{ plan }}.
          id: Dermaga panjangnya {{ length }}. {{ plan.said_by }} memperkirakan {{ plan }}.
        questions:
          en:
            - how long is the quay
            - what is the length of the berth
            - tell me about the container quay
            - where do ships tie up here
            - who expects more containers
          id:
            [berapa panjang dermaga, dermaga peti kemas sepanjang apa, di mana kapal bersandar,
             ceritakan tentang dermaga itu, siapa memperkirakan lebih banyak peti kemas]
        related: [cranes]
        place: bay
        """,
    "entries/port/cranes.yaml": """
        kind: answer
        title: {en: The cranes, id: Derek}
        review_by: 2030-01-01
        sources: [paper]
        answer:
          en: The cranes are yellow.
          id: Dereknya kuning.
        questions:
          en:
            - which colour are the cranes
            - are the cranes painted yellow
            - what do the lifting machines look like
            - describe the crane paint
            - is there a yellow crane
          id:
            [apa warna derek pelabuhan, apakah dereknya dicat kuning, seperti apa mesin pengangkatnya,
             jelaskan cat derek, adakah derek kuning]
        related: [quay]
        """,
    "entries/port/fees.yaml": """
        kind: gap
        title: {en: Fees, id: Biaya}
        review_by: 2030-01-01
        answer:
          en: Nobody has published the fees.
          id: Belum ada yang menerbitkan biayanya.
        questions:
          en:
            [how much are the fees, what does storage cost, price list for a stay,
             is berthing expensive, how much money must I pay]
          id:
            [berapa biayanya, tarif penumpukan berapa, daftar harga tambat, mahal tidak ongkosnya,
             saya harus bayar berapa]
        refer_to: [harbour]
        """,
    "entries/about/hello.yaml": """
        kind: smalltalk
        title: {en: Hello, id: Halo}
        answer:
          en: Good day.
          id: Selamat datang.
        questions:
          en: [hello, good morning, hi there, hey bot, greetings to you]
          id: [halo, selamat pagi, hai kamu, apa kabar, salam sejahtera]
        """,
    "entries/about/danger-now.yaml": """
        kind: urgent
        title: {en: Get help, id: Minta bantuan}
        sources: [paper]
        facts:
          number:
            value: 112
            unit: phone
            source: paper
        answer:
          en: Call {{ number }} now.
          id: Telepon {{ number }} sekarang.
        questions:
          en:
            - I am drowning
            - my son is drowning
            - someone is drowning here
            - help he is drowning
            - drowning near the pier
          id:
            [saya tenggelam, anak saya tenggelam, ada orang tenggelam, tolong dia tenggelam,
             kapal kami tenggelam]
        """,
}


WORDS = ("apples", "boats", "clouds", "doors", "engines")


def lay(folder: Path) -> Path:
    """Write the toy's folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip(), encoding="utf-8")
    return folder


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Put other words into a file, which must hold the old ones once; returns their line."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (name, old)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def entry(name: str = "quay", **changes: Any) -> Entry:
    """Return a good entry, changed as asked; its questions differ with its name."""
    good = Entry(
        id=name,
        topic="port",
        kind=Kind.ANSWER,
        title={"en": "Title", "id": "Judul"},
        answer={"en": "It is yellow.", "id": "Warnanya kuning."},
        questions={code: tuple(f"{code} {name} {word}" for word in WORDS) for code in ("en", "id")},
        sources=("paper",),
        review_by=date(2030, 1, 1),
    )
    return replace(good, **changes)


def fact(name: str = "length", value: Any = None, **changes: Any) -> Fact:
    """Return a fact with a source."""
    return replace(Fact(name, value, sources=("paper",)), **changes)


def content(*entries: Entry, **changes: Any) -> Content:
    """Return a content of these entries, with something to refer to of each sort."""
    good = Content(
        entries={one.id: one for one in entries},
        topics={"port": Topic("port", {"en": "Port", "id": "Pelabuhan"})},
        sources={"paper": paper()},
        speakers={"mayor": Speaker("mayor", {"en": "The mayor", "id": "Wali kota"})},
        places={"bay": Place("bay", {"en": "The bay", "id": "Teluk"}, -1.2, 116.8)},
        offices={"harbour": Office("harbour", {"en": "The harbour office", "id": "Kantor syahbandar"})},
    )
    return replace(good, **changes)


def paper(**changes: Any) -> Source:
    """Return a complete source."""
    good = Source("paper", "A walk", "The Paper", "https://paper.example", published=PartialDate(2025, 8, 28))
    return replace(good, **changes)
