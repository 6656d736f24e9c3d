"""The house: imports go downwards, nothing hides, every module is tested, and the README names everything."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.commands.parser import COMMANDS
from bot.settings import NAMES

ROOT = Path(__file__).resolve().parent.parent
Named: TypeAlias = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
FLOORS = {
    "__main__": 12,
    "commands": 11,
    "playground": 9,
    "measuring": 10,
    "receiving": 8,
    "application": 7,
    "ground": 5,
    "desk": 6,
    "chat": 5,
    "assistant": 4,
    "composer": 4,
    "repeated": 4,
    "publishing": 4,
    "library": 3,
    "sending": 3,
    "search": 2,
    "answers": 2,
    "storage": 2,
    "content": 1,
    "languages": 0,
    "memory": 0,
    "settings": 0,
    "__init__": 0,
}
# Two files that are one room: the composer is the assistant's hand, and a bad setting speaks by `Trouble`.
ONE_ROOM = {"composer": "assistant", "repeated": "assistant", "settings": "languages"}
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "bot").rglob("*.py"))
}
MIGRATIONS = "bot.storage.migrations"
MODULES = [name for name in FILES if not name.startswith(MIGRATIONS)]


def tree(module: str) -> ast.Module:
    return ast.parse(FILES[module].read_text(encoding="utf-8"))


def room(module: str) -> str:
    """Return the room of a module: the first name below `bot`."""
    name = [*module.split("."), "__init__"][1]
    return ONE_ROOM.get(name, name)


def imported(module: str, node: ast.AST) -> Iterator[str]:
    """Yield the modules of the house that a node brings in, by whatever means."""
    package = module if FILES[module].name == "__init__.py" else module.rpartition(".")[0]
    match node:
        case ast.Import(names=names):
            found = [alias.name for alias in names]
        case ast.ImportFrom(module=base, names=names, level=level):
            start = resolve_name("." * level + (base or ""), package) if level else str(base)
            found = [f"{start}.{alias.name}" for alias in names]
        case ast.Call(func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module")):
            found = [
                arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            ]
        case _:
            found = []
    for name in found:
        if name.split(".")[0] == "bot":
            yield name if name in FILES else name.rpartition(".")[0]


def imports(module: str) -> set[str]:
    """Return all modules of the house that a module imports, hidden imports included."""
    return {name for node in ast.walk(tree(module)) for name in imported(module, node)} - {module}


def test_every_room_has_its_floor() -> None:
    assert {[*name.split("."), "__init__"][1] for name in FILES} <= set(FLOORS)


@pytest.mark.parametrize("module", FILES)
def test_imports_go_downwards_or_stay_in_the_room(module: str) -> None:
    here = room(module)
    upwards = [name for name in imports(module) if room(name) != here and FLOORS[room(name)] >= FLOORS[here]]
    assert not upwards, f"{module} may import from lower floors only, not {upwards}"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import bot.library", "bot.library"),
        ("from bot import library", "bot.library"),
        ("from bot.library import Shelf", "bot.library"),
        ("from .. import library", "bot.library"),
        ("from ..library import Shelf", "bot.library"),
        ("def late():\n    from bot.library import Shelf", "bot.library"),
        ("if TYPE_CHECKING:\n    import bot.library", "bot.library"),
        ("importlib.import_module('bot.library')", "bot.library"),
        ("__import__('bot.library')", "bot.library"),
    ],
)
def test_the_gate_sees_an_import(source: str, name: str) -> None:
    nodes = ast.walk(ast.parse(source))
    assert {found for node in nodes for found in imported("bot.search.text", node)} == {name}


def test_there_are_no_circles() -> None:
    try:
        TopologicalSorter({module: imports(module) - {"bot"} for module in FILES}).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(reversed(circle.args[1])))


@pytest.mark.parametrize("module", MODULES)
def test_an_import_that_is_hidden_gives_its_reason(module: str) -> None:
    lines = FILES[module].read_text(encoding="utf-8").splitlines()
    hidden = [
        node.lineno
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Import | ast.ImportFrom) and node.col_offset
    ]
    unexplained = [line for line in hidden if "#" not in lines[line - 1] + lines[line - 2]]
    assert not unexplained, f"{module}: import at the top, or say why not"


@pytest.mark.parametrize("module", FILES)
def test_nothing_is_global(module: str) -> None:
    assert not [node.lineno for node in ast.walk(tree(module)) if isinstance(node, ast.Global)]


@pytest.mark.parametrize(
    "module",
    [name for name in MODULES if FILES[name].name != "__init__.py"],
)
def test_every_module_has_its_tests(module: str) -> None:
    *rooms, name = module.split(".")[1:]
    path = Path("tests", *rooms, f"test_{name}.py")
    assert (ROOT / path).is_file(), f"{module} has no {path}"


def public(node: ast.AST) -> Iterator[Named]:
    """Yield the public classes, functions and methods of a module."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Named) and not child.name.startswith("_"):
            yield child
            yield from public(child) if isinstance(child, ast.ClassDef) else ()


@pytest.mark.parametrize("module", FILES)
def test_every_module_and_public_name_says_what_it_is(module: str) -> None:
    whole = tree(module)
    assert ast.get_docstring(whole), f"{module} has no docstring"
    silent = [node.name for node in public(whole) if not ast.get_docstring(node)]
    assert not silent, f"{module}: no docstring on {silent}"


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted({[*name.split("."), "__init__"][1] for name in FILES} - {"__init__"}))
def test_the_readme_names_every_room(name: str) -> None:
    path = f"bot/{name}/" if (ROOT / "bot" / name).is_dir() else f"bot/{name}.py"
    assert f"| {FLOORS[name]} | " in next(line for line in readme().splitlines() if f"`{path}`" in line)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    assert re.search(rf"^\| `{command}` \|", readme(), re.MULTILINE)


@pytest.mark.parametrize("setting", NAMES)
def test_the_readme_and_the_example_name_every_setting(setting: str) -> None:
    assert re.search(rf"^\| `{setting}` \|", readme(), re.MULTILINE)
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert re.search(rf"^#? ?{setting}=", example, re.MULTILINE)


def test_the_example_names_no_setting_that_does_not_exist() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"GERBANG_\w+(?==)", example))
    assert {name.removesuffix("_FILE") for name in named} <= set(NAMES)
