# Two commands matter: `make run` and `make test`. Each sets up what it needs; neither asks for anything.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

.PHONY: setup run test fast lint bench wheel tables clean

setup: .venv/.ready
	@$(BIN)/python -m handrail.ui.build --if-changed

.venv/.ready: pyproject.toml uv.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { \
	  echo "This Python has no venv module; installing it." >&2; \
	  rm -rf .venv; apt-get update -qq && apt-get install -y -qq python3-venv >&2 && $(PYTHON) -m venv .venv; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv sync --quiet --frozen --python $(BIN)/python
	@touch $@

run: setup
	@$(BIN)/handrail up --demo --port $(PORT)

test: setup
	@$(BIN)/python -m pytest -n 4 --dist worksteal $(ARGS)

fast: setup
	@$(BIN)/python -m pytest -n 2 -m "not browser" --deselect tests/load $(ARGS)

lint: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: setup
	@$(BIN)/handrail bench --list

wheel: setup
	@$(BIN)/uv build --wheel --quiet

tables: setup
	@$(BIN)/python -m handrail.cli.tables

clean:
	rm -rf .venv dist src/handrail/ui/static/handrail
