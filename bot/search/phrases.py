"""Phrases that stand for something, looked up by their first words."""

from collections.abc import Iterable, Mapping

from bot.search.text import padded


class Phrases:
    """Finds the ids of which any phrase stands as whole words in a padded text."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._places = {id_: place for place, id_ in enumerate(phrases)}
        self._of = {id_: tuple(map(padded, names)) for id_, names in phrases.items()}
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for id_, names in self._of.items():
            for name in filter(str.strip, names):
                self._by_first.setdefault(name.split()[0], []).append((name, id_))

    def __getitem__(self, id_: str) -> tuple[str, ...]:
        """Return the phrases of an id, padded."""
        return self._of[id_]

    def named(self, text: str) -> list[str]:
        """Return the ids that a padded text names, in the order in which they were given."""
        openings = self._by_first.keys() & set(text.split())
        near = (pair for word in openings for pair in self._by_first[word])
        return sorted({id_ for name, id_ in near if name in text}, key=self._places.__getitem__)
