# Everything a newcomer needs. `make demo` and `make test` each set up what they use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED := ../shared

.DEFAULT_GOAL := help
.PHONY: help demo test check gold bench serve lock clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-7s %s\n", $$1, $$2}'

demo: $(VENV)/run.stamp ## Build a record from the bundled collection and write its dossier
	@$(BIN)/servanda demo demo

test: $(VENV)/dev.stamp ## Run all tests
	@$(BIN)/python -m pytest -n auto --dist loadfile -q

check: $(VENV)/dev.stamp ## Lint, types, layers, word lists
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/servanda vocabulary check

gold: $(VENV)/dev.stamp ## Score against the answer keys beside the checkout, and hold the floors
	@$(BIN)/python bench/gold.py $(SHARED)

bench: $(VENV)/dev.stamp ## Measure speed, memory and start-up
	@$(BIN)/python bench/bench.py
	@$(BIN)/python bench/treaties.py
	@$(BIN)/python bench/explorer.py

serve: demo ## Open the explorer on the demo's record
	@$(BIN)/servanda serve --store demo/servanda.duckdb

lock: $(VENV)/dev.stamp ## Renew the lock files from pyproject.toml
	@$(BIN)/pip install -q uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml requirements/build.in -o requirements/run.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml requirements/build.in --group pyproject.toml:dev --all-extras -o requirements/dev.txt

clean: ## Remove what was made
	@rm -rf demo scores dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis $(VENV)

$(VENV)/bin/python:
	@echo "setting up $(VENV) (once; some minutes on a slow line)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Servanda needs Python 3.11 or newer; name one with: make PYTHON=python3.12 demo")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp
