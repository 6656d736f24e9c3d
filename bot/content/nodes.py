"""YAML with line numbers: one file's nodes, read as typed values, every fault noted and none raised."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import yaml

from bot.content.entry import PartialDate, Spot, Words
from bot.content.problem import Problem, fault

Item = TypeVar("Item")
# YAML takes times of day for dates, too.
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NULL = "tag:yaml.org,2002:null"


@dataclass
class Reader:
    """One file: its name, its languages, and the problems found so far."""

    file: str
    languages: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)

    def compose(self, path: Path) -> yaml.Node | None:
        """Return the root node of the file, or None with the problem noted."""
        try:
            return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except OSError as error:
            self.problems.append(fault(Spot(self.file, 1), "content.unreadable", reason=error.strerror))
        except UnicodeDecodeError as error:
            self.problems.append(fault(Spot(self.file, 1), "content.not_utf8", byte=error.start))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.problems.append(fault(Spot(self.file, line), "content.bad_yaml", reason=error.problem))
        except yaml.YAMLError as error:
            self.problems.append(fault(Spot(self.file, 1), "content.bad_yaml", reason=error))
        return None

    def spot(self, node: yaml.Node | None) -> Spot:
        """Return where the node stands."""
        return Spot(self.file, node.start_mark.line + 1 if node else 1)

    def complain(self, node: yaml.Node | None, key: str, /, **params: object) -> None:
        """Note a problem at the node."""
        self.problems.append(fault(self.spot(node), key, **params))

    def fields(self, node: yaml.Node | None, allowed: Iterable[str] | None = None) -> dict[str, yaml.Node]:
        """Return a mapping's fields; unknown and repeated ones are noted."""
        if not isinstance(node, yaml.MappingNode):
            self.complain(node, "content.not_a_mapping")
            return {}
        found: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            name = str(key_node.value)
            if name in found:
                self.complain(key_node, "content.repeated_field", name=name)
            found[name] = value
            if allowed is not None:
                self._known(key_node, name, tuple(allowed))
        return found

    def _known(self, node: yaml.Node, name: str, allowed: tuple[str, ...]) -> None:
        if name in allowed:
            return
        close = get_close_matches(name, allowed, 1)
        if close:
            self.complain(node, "content.unknown_field_meant", name=name, meant=close[0])
        else:
            self.complain(node, "content.unknown_field", name=name, allowed=", ".join(allowed))

    def text(self, node: yaml.Node | None, default: str = "") -> str:
        """Return a scalar's text; an absent or null node gives the default."""
        if node is None or node.tag == NULL:
            return default
        if not isinstance(node, yaml.ScalarNode):
            self.complain(node, "content.not_a_text")
            return default
        return str(node.value).strip()

    def optional(self, node: yaml.Node | None) -> str | None:
        """Return a scalar's text, or None where there is none."""
        return self.text(node) or None

    def texts(self, node: yaml.Node | None) -> tuple[str, ...]:
        """Return a list of texts; a single scalar is a list of one."""
        if node is None or node.tag == NULL:
            return ()
        if isinstance(node, yaml.ScalarNode):
            return (self.text(node),)
        return tuple(self.text(item) for item in self.items(node))

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        """Return a list's nodes."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.complain(node, "content.not_a_list")
        return []

    def by_language(self, node: yaml.Node | None, read: Callable[[yaml.Node], Item]) -> Mapping[str, Item]:
        """Return a mapping by language, each value read; a language that we don't have is noted."""
        return {code: read(value) for code, value in self.fields(node, self.languages).items()}

    def words(self, node: yaml.Node | None) -> Words:
        """Return a text in each language; a missing or empty one is noted."""
        found = self.by_language(node, self.text)
        for code in self.languages:
            if not found.get(code):
                self.complain(node, "content.missing_language", language=code)
        return found

    def words_of(self, fields: Mapping[str, yaml.Node], name: str, parent: yaml.Node | None) -> Words:
        """Return a field's text in each language; its absence is noted at its parent."""
        if name in fields:
            return self.words(fields[name])
        self.complain(parent, "content.missing_field", name=name)
        return {}

    def flag(self, node: yaml.Node | None) -> bool:
        """Return a yes or no."""
        text = self.text(node, "false").lower()
        if text not in {"true", "false"}:
            self.complain(node, "content.not_a_flag", value=text)
        return text == "true"

    def day(self, node: yaml.Node | None) -> date | None:
        """Return a whole day."""
        partial = self.partial_date(node)
        if partial is None:
            return None
        if partial.month is None or partial.day is None:
            self.complain(node, "content.not_a_day", value=partial)
            return None
        return date(partial.year, partial.month, partial.day)

    def partial_date(self, node: yaml.Node | None) -> PartialDate | None:
        """Return a day, month or year."""
        text = self.text(node)
        try:
            return PartialDate.parse(text) if text else None
        except ValueError:
            self.complain(node, "content.bad_date", value=text)
            return None
