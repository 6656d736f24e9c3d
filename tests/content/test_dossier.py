from pathlib import Path

import pytest

from bot.content.dossier import BadDossier, DossierFact, read_dossier

FACT = """
- id: port-depth
  statement_en: The quay is 16 metres deep.
  value: 16
  sources: [kkt]
  confidence: high
"""


def write(folder: Path, text: str) -> Path:
    (folder / "dossier").mkdir()
    (folder / "dossier" / "port.yaml").write_text(text, encoding="utf-8")
    return folder


def test_facts_are_found_by_id(tmp_path: Path) -> None:
    fact = read_dossier(write(tmp_path, FACT))["port-depth"]
    assert fact == DossierFact("port-depth", "The quay is 16 metres deep.", ("kkt",), "high", "16")


def test_content_without_a_dossier_has_none(tmp_path: Path) -> None:
    assert read_dossier(tmp_path) == {}


def test_an_empty_file_holds_no_facts(tmp_path: Path) -> None:
    assert read_dossier(write(tmp_path, "")) == {}


@pytest.mark.parametrize("text", ["- id: [", "- id: x\n", "just words", "- 5\n"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadDossier) as caught:
        read_dossier(write(tmp_path, text))
    assert caught.value.params["file"] == "port.yaml"


@pytest.mark.parametrize(
    ("sources", "confidence", "publishable"),
    [(("s",), "high", True), (("s",), "medium", True), (("s",), "low", False), ((), "high", False)],
)
def test_only_what_is_sourced_and_sure_enough_goes_out(
    sources: tuple[str, ...], confidence: str, *, publishable: bool
) -> None:
    assert DossierFact("f", "Words.", sources, confidence).publishable is publishable
