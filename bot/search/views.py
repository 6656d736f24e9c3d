"""Views: one question written in the ways that the examples may be written."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.content.vocabulary import Vocabulary
from bot.search.text import LONGEST, SEARCH_LIMIT, WORD, sanitise, words

# Words from which a message is also looked at in pieces, for the question may be buried.
LONG = 14
WINDOW, STEP, MOST_PIECES, MOST_ASKED = 12, 6, 7, 2
# Fewer words than these ask nothing.
FEWEST_ASKED = 4
# The texts of one message are asked for several times.
LATEST = 32
CLAUSE = re.compile(r"[.?!;:,\n]+")
SENTENCE = re.compile(r"[^.?!;\n]+[.?!;]?")


class Speller:
    """Lower case, chat spelling and synonyms, as the vocabulary has them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._standard: dict[str, str] = {}
        for spelling in vocabulary.spelling.values():
            for chat, standard in spelling.items():
                self._standard.setdefault(chat.lower(), standard.lower())
        self._first = _first_of_group(vocabulary.synonyms)
        self._synonym = _alternatives(self._first)
        self._by_opening = _by_opening(self._first)
        self._latest: dict[str, str] = {}
        self._latest_canonical: dict[str, str] = {}

    def plain(self, text: str) -> str:
        """Return the text in lower case with chat spelling written out."""
        if text not in self._latest:
            if len(self._latest) >= LATEST:
                self._latest.clear()
            self._latest[text] = self._spelt_out(text.lower())
        return self._latest[text]

    def _spelt_out(self, lower: str) -> str:
        if self._standard.keys().isdisjoint(WORD.findall(lower)):
            return lower
        return WORD.sub(lambda match: self._standard.get(match[0], match[0]), lower)

    def canonical(self, plain: str) -> str:
        """Return a plain text with every synonym replaced by the first of its group."""
        found = self._latest_canonical.get(plain)
        if found is None:
            if len(self._latest_canonical) >= LATEST:
                self._latest_canonical.clear()
            found = self._latest_canonical[plain] = self._united(plain)
        return found

    def _united(self, plain: str) -> str:
        if self._synonym is None or not self._has_synonym(plain):
            return plain
        return self._synonym.sub(lambda match: self._first[match[0]], plain)

    def _has_synonym(self, plain: str) -> bool:
        """Tell whether any may be there; to look for all of them in a text without any takes longest."""
        openings = self._by_opening.keys() & set(WORD.findall(plain))
        return any(phrase in plain for word in openings for phrase in self._by_opening[word])

    def known(self) -> Iterable[str]:
        """Return the words that the vocabulary itself knows."""
        return [word for phrase in self._first.items() for part in phrase for word in words(part)]


def _first_of_group(groups: Sequence[Sequence[str]]) -> Mapping[str, str]:
    return {word.lower(): group[0].lower() for group in groups for word in group[1:]}


def _by_opening(phrases: Iterable[str]) -> Mapping[str, list[str]]:
    """Return phrases by the first word of each."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        for word in words(phrase)[:1]:
            found.setdefault(word, []).append(phrase)
    return found


def _alternatives(phrases: Mapping[str, str]) -> re.Pattern[str] | None:
    longest_first = sorted(phrases, key=len, reverse=True)
    if not longest_first:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def pieces(plain: str) -> list[str]:
    """Return the text and, when it is long, what it asks, clauses and windows: a buried question is seen."""
    if len(plain.split()) <= LONG:
        return [plain]
    asked = [sentence.strip() for sentence in SENTENCE.findall(plain) if sentence.endswith("?")]
    cut = [piece for clause in CLAUSE.split(plain) for piece in _windows(clause.split())]
    return list(dict.fromkeys([plain, *asked[-MOST_ASKED:], *cut]))[:MOST_PIECES]


def asked_in(plain: str) -> str:
    """Return the sentences of a text that end as questions do; empty where none does."""
    return " ".join(sentence for sentence in SENTENCE.findall(plain) if sentence.endswith("?")).strip()


def last_said(plain: str) -> str:
    """Return the last sentence of a text: who tells a story asks at its end."""
    sentences = [one for one in SENTENCE.findall(plain) if len(words(one)) >= FEWEST_ASKED]
    return sentences[-1].strip() if sentences else plain


def gist(question: str) -> str:
    """Return a question sanitised, within the search's limit: its opening with what it asks, or its end."""
    text = sanitise(question, LONGEST)
    if len(text) <= SEARCH_LIMIT:
        return text
    rest, half = asked_in(text) or text, SEARCH_LIMIT // 2
    if len(rest) > half:
        rest = rest[-half:].partition(" ")[2]
    if rest in text[:SEARCH_LIMIT]:
        return text[:SEARCH_LIMIT].rstrip()
    return f"{text[: SEARCH_LIMIT - len(rest) - 1].rpartition(' ')[0]} {rest}".strip()


def _windows(tokens: Sequence[str]) -> list[str]:
    if len(tokens) <= WINDOW:
        return [" ".join(tokens)] if len(tokens) > 1 else []
    starts = range(0, len(tokens) - STEP, STEP)
    return [" ".join(tokens[start : start + WINDOW]) for start in starts]
