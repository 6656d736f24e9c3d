"""The dossier: the facts that were gathered with their sources, before an editor wrote anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.languages import Trouble

GAPS = "gaps.yaml"


class BadDossier(Trouble):
    """A dossier file that is no list of facts."""


@dataclass(frozen=True, slots=True)
class DossierFact:
    """One gathered fact; `confidence` is high, medium or low."""

    id: str
    statement: str
    sources: tuple[str, ...]
    confidence: str
    value: str | None = None
    unit: str | None = None
    as_of: str | None = None
    note: str | None = None

    @property
    def publishable(self) -> bool:
        """Tell whether it may stand in an answer without a reason being given."""
        return bool(self.sources) and self.confidence in {"high", "medium"}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that people ask and nobody has published, and the entries that say so."""

    id: str
    question: str
    entries: tuple[str, ...]


def read_dossier(folder: Path) -> dict[str, DossierFact]:
    """Read `dossier/*.yaml` of a content folder; empty where there is none; raises BadDossier."""
    found: dict[str, DossierFact] = {}
    for path in sorted(set((folder / "dossier").glob("*.yaml")) - {folder / "dossier" / GAPS}):
        try:
            items = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or ()
            found.update({item["id"]: _fact(item) for item in items})
        except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
            raise BadDossier("content.bad_dossier", file=path.name, reason=error) from error
    return found


def read_gaps(folder: Path) -> list[Gap]:
    """Read `dossier/gaps.yaml` of a content folder; empty where there is none; raises BadDossier."""
    path = folder / "dossier" / GAPS
    try:
        items = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) if path.exists() else ()
        return [Gap(item["id"], item["question"], tuple(item["entries"] or ())) for item in items or ()]
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise BadDossier("content.bad_dossier", file=path.name, reason=error) from error


def _fact(item: Mapping[str, Any]) -> DossierFact:
    return DossierFact(
        id=item["id"],
        statement=item["statement_en"],
        sources=tuple(item["sources"] or ()),
        confidence=item["confidence"],
        value=None if item["value"] is None else str(item["value"]),
        unit=item.get("unit"),
        as_of=None if item.get("as_of") is None else str(item["as_of"]),
        note=item.get("note"),
    )
