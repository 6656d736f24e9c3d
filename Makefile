# Every target sets up .venv by itself when the lock file or pyproject.toml changed, and skips that otherwise.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup run chat test lint check catalogue screenshots clean

help: ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Make .venv and install what the lock file names
$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (about a minute, once) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q bot
	@touch $@

run: $(READY) ## Serve: the page on http://127.0.0.1:8080, or Telegram with GERBANG_TOKEN
	@exec $(BIN)/python -m bot run

chat: $(READY) ## The same bot in the terminal
	@exec $(BIN)/python -m bot chat

test: $(READY) ## All tests
	@$(BIN)/python -m pytest

lint: $(READY) ## Style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

check: $(READY) ## The rules of the content
	@$(BIN)/python -m bot check

catalogue: $(READY) ## Bring locales/ up to date with the keys in the code
	@PYTHONPATH=. $(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --add-location=file --sort-output --omit-header --output-file locales/gerbang.pot bot
	@for folder in locales/*/LC_MESSAGES; do \
	  $(BIN)/pybabel --quiet update --input-file locales/gerbang.pot --output-file $$folder/gerbang.po \
	    --locale $$(sed -n 's/^"Language: \(.*\)\\n"$$/\1/p' $$folder/gerbang.po) \
	    --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date || exit 1; done

screenshots: $(READY) ## Photograph the page in both languages, light and dark, phone and desktop (needs Chromium)
	@$(BIN)/python -m tests.screenshots screenshots && echo "See the folder screenshots."

clean: ## Remove .venv and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
