"""The console: sentences to an operator or editor, in the language of their terminal."""

import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.problem import Problem
from bot.languages import Language, Languages, Trouble
from bot.settings import carried


@dataclass(frozen=True)
class Console:
    """Where commands speak: results to standard output, progress and troubles to standard error."""

    language: Language

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Console":
        """Return a console in the language that the environment asks for."""
        languages = Languages.load(carried("locales"))
        asked = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG")
        return cls(languages[languages.closest(asked) or languages.fallback])

    def text(self, key: str, **params: object) -> str:
        """Return a sentence."""
        return self.language.text(key, **params)

    def say(self, key: str, **params: object) -> None:
        """Print a sentence."""
        self.show(self.text(key, **params))

    def show(self, words: str) -> None:
        """Print words as they are; what the terminal cannot show is replaced."""
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(words.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()

    def progress(self, key: str, **params: object) -> None:
        """Say what is being waited for."""
        sys.stderr.write(self.text(key, **params) + "\n")
        sys.stderr.flush()

    def trouble(self, trouble: Trouble) -> None:
        """Say what is wrong and what to do."""
        self.progress(trouble.key, **trouble.params)

    def unexpected(self, error: Exception) -> None:
        """Say that the program itself failed, and where, for a report to its developers."""
        frames = traceback.extract_tb(error.__traceback__)
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "-"
        self.progress("console.unexpected", kind=type(error).__name__, where=where)

    def problem(self, problem: Problem) -> str:
        """Return a content problem as one line: file, line, sentence."""
        sentence = self.text(problem.key, **problem.params)
        level = self.text("console.warning") if problem.warning else self.text("console.fault")
        return f"{problem.spot.file}:{problem.spot.line}: {level}: {sentence}"
