"""Answers as templates: sandboxed, strict about names, escaping, and read as a syntax tree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.answers.figures import FILTERS
from bot.languages import Trouble


class BadTemplate(Trouble):
    """An answer that cannot be read or rendered as a template."""


@dataclass(frozen=True)
class Use:
    """One `{{ … }}` of a template: the fact, and what is asked of it (`said_by`, a filter, or its words)."""

    fact: str
    asked: str = "words"


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.filters = dict(FILTERS)
    environment.globals = {}
    return environment


@dataclass
class Templates:
    """Compiles templates once each and renders them."""

    environment: ImmutableSandboxedEnvironment = field(default_factory=_environment)
    _compiled: dict[str, Template] = field(default_factory=dict)
    _read: dict[str, tuple[list[Use], list[str]]] = field(default_factory=dict)

    def render(self, source: str, figures: Mapping[str, object]) -> str:
        """Return the HTML of a template; raises BadTemplate."""
        try:
            if source not in self._compiled:
                self._compiled[source] = self.environment.from_string(source)
            return self._compiled[source].render(figures).strip()
        except TemplateError as error:
            raise BadTemplate("answer.bad_template", reason=error) from error

    def uses(self, source: str) -> tuple[list[Use], list[str]]:
        """Return which facts a template uses and how, and the syntax in it that is not allowed."""
        if source not in self._read:
            self._read[source] = self._uses(source)
        return self._read[source]

    def _uses(self, source: str) -> tuple[list[Use], list[str]]:
        try:
            tree = self.environment.parse(source)
        except TemplateSyntaxError as error:
            raise BadTemplate("answer.bad_template", reason=error) from error
        uses, refused = [], []
        for node in _printed(tree):
            use = _use(node)
            if use is None:
                refused.append(type(node).__name__)
            else:
                uses.append(use)
        return uses, refused


def _printed(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what stands inside `{{ }}` and every statement that has no place in an answer."""
    for node in tree.iter_child_nodes():
        if isinstance(node, nodes.Output):
            yield from (part for part in node.nodes if not isinstance(part, nodes.TemplateData))
        else:
            yield node


def _use(node: nodes.Node) -> Use | None:
    match node:
        case nodes.Name(name=name):
            return Use(name)
        case nodes.Getattr(node=nodes.Name(name=name), attr="said_by"):
            return Use(name, "said_by")
        case nodes.Filter(node=nodes.Name(name=name), name=asked, args=[], kwargs=[]) if asked in FILTERS:
            return Use(name, asked)
        case _:
            return None
