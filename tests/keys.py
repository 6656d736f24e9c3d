"""The keys of texts that the code asks for, found in its syntax: for Babel and for the catalogue gate."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
KEY = re.compile(r"[a-z]+(\.[a-z]\w*)+")
BEGINNING = re.compile(r"[a-z]+\.[a-z_.]*")
FILE = re.compile(r".*\.(svg|yaml|toml|db|po|pot|env|html|css|js|json|py|md|model|npz)")
# What is called with dotted words that are no keys: events of a log, columns of a table.
DEAF = {"ForeignKey", "ForeignKeyConstraint", "getLogger", "import_module"}
NO_KEYS = {
    "aiohttp.access": "the name of a log",
    "uvicorn.access": "the name of a log",
}


class Found(NamedTuple):
    """A key in the code: its line, whether it is counted, the params given with it (None: not to be seen)."""

    key: str
    line: int
    counted: bool = False
    given: frozenset[str] | None = None


class Keys(ast.NodeVisitor):
    """Collects the keys of one module, and the beginnings of keys that it puts together."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.unlisted: list[str] = []
        self._counted = False
        self._given: frozenset[str] | None = None

    def visit_Expr(self, node: ast.Expr) -> None:
        """Pass over docstrings."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Look at the arguments, knowing the function."""
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in DEAF or (isinstance(owner, ast.Name) and owner.id == "log"):
            return
        before = self._counted, self._given
        names = frozenset(word.arg or "**" for word in node.keywords)
        self._counted = name == "count"
        self._given = None if "**" in names else names
        for part in (node.func, *node.args):
            self.visit(part)
        self._given = None
        for word in node.keywords:
            self.visit(word)
        self._counted, self._given = before

    def visit_Constant(self, node: ast.Constant) -> None:
        """Take a text that has the form of a key."""
        text = node.value
        if isinstance(text, str) and KEY.fullmatch(text) and text not in NO_KEYS and not FILE.fullmatch(text):
            self.found.append(Found(text, node.lineno, self._counted, self._given))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Take all keys of a family."""
        first = node.values[0] if node.values else None
        beginning = str(first.value) if isinstance(first, ast.Constant) else ""
        if not BEGINNING.fullmatch(beginning):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    self.visit(part)
            return
        if beginning not in families():
            self.unlisted.append(f"{beginning} (line {node.lineno})")
        for end in families().get(beginning, ()):
            self.found.append(Found(beginning + end, node.lineno, self._counted, self._given))


@cache
def families() -> Mapping[str, list[str]]:
    """Return the ends of keys that the code puts together, by beginning."""
    return tomllib.loads((LOCALES / "families.toml").read_text(encoding="utf-8"))


def keys_of(source: str | bytes) -> Keys:
    """Return what one module asks for."""
    keys = Keys()
    keys.visit(ast.parse(source))
    return keys


def extract(
    file: BinaryIO,
    _keywords: object,
    _comment_tags: object,
    options: object,
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """Give Babel the keys of a module (pyproject.toml names this function)."""
    for found in keys_of(file.read()).found:
        many = (f"{found.key}.many",) if found.counted else ()
        yield found.line, "ngettext" if many else "gettext", (found.key, *many), []


def asked() -> dict[str, list[Found]]:
    """Return every key that the code asks for, with each place that does."""
    found: dict[str, list[Found]] = {}
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for one in keys_of(path.read_bytes()).found:
            found.setdefault(one.key, []).append(one)
    return found
