# Every target does its own set-up: all it needs is make and a Python >= 3.11 (with venv).
# Another interpreter: make test PYTHON=/path/to/python

VENV := .venv
BENCH_VENV := .venv-bench
BIN := $(VENV)/bin
PIP_INSTALL := -m pip install --disable-pip-version-check -qq
PACKAGES := lint checks grammar
PYTHONS := $(if $(PYTHON),$(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)

# Prints the first interpreter that runs, is new enough and can make an environment, or says what is wrong.
FIND_PYTHON = for python in $(PYTHONS); do \
	if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo "$$python"; exit 0; fi; \
	done; \
	echo "doisoat needs Python 3.11 or newer, with its venv module; tried: $(PYTHONS)." >&2; \
	echo "On Debian or Ubuntu: apt-get install python3 python3-venv. Or name one: make PYTHON=/path/to/python" >&2; \
	exit 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help python test demo bench bench-repository lint format formats rules slips wheel clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile

python: ## which Python is used for the environments
	@$(FIND_PYTHON)

# The environments. demo and bench need the tool only; the rest needs the developers' tools too.
$(BIN)/python:
	@python=$$($(FIND_PYTHON)) && "$$python" -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	@$(BIN)/python $(PIP_INSTALL) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@$(BIN)/python $(PIP_INSTALL) -e '.[dev]'
	@touch $(VENV)/.runtime $@

$(BENCH_VENV)/.installed: Makefile
	@python=$$($(FIND_PYTHON)) && "$$python" -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python $(PIP_INSTALL) 'proselint==0.16.*' 'pdfplumber==0.11.*' 'docx2python==3.*'
	@touch $@

demo: $(VENV)/.runtime ## check the example reports
	@$(BIN)/doisoat check examples --lang en --exit-zero

test: lint ## format, lint, types, layers, then the tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(VENV)/.dev ## all but the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/.dev ## put the code in the project's format
	@$(BIN)/ruff check --fix-only -q .
	@$(BIN)/ruff format .

rules: $(VENV)/.runtime ## what is generated: the rule pages, checks/README.md, and the schema of the configuration
	@$(BIN)/python -m lint.output.explain > checks/README.md
	@$(BIN)/python -m lint.output.configuration > lint/doisoat.schema.json

bench: $(VENV)/.dev $(BENCH_VENV)/.installed ## time and memory, beside proselint; each format, beside programs that read it; a repository
	@$(BIN)/python -m tests.benchmarks.bench --peer $(BENCH_VENV)/bin/proselint $(BENCH_ARGS)
	@$(BIN)/python -m tests.benchmarks.formats --peers $(BENCH_VENV)/bin/python
	@$(MAKE) --no-print-directory bench-repository

bench-repository: $(VENV)/.dev $(BENCH_VENV)/.installed ## a thousand reports, cold and cached (smaller: REPOSITORY_ARGS='--reports 100')
	@$(BIN)/python -m tests.benchmarks.repository --peer $(BENCH_VENV)/bin/proselint $(REPOSITORY_ARGS)

slips: $(VENV)/.dev ## single slips made in the real reports, and how many are found
	@$(BIN)/python -m tests.checks.slips
	@$(BIN)/python -m tests.checks.figure_slips

formats: $(VENV)/.dev ## one report in every format, and what is read from each
	@$(BIN)/python -m tests.formats.measure

wheel: $(VENV)/.dev ## dist/
	@$(BIN)/python -m build --outdir dist .

clean: ## all that the targets above made
	rm -rf $(VENV) $(BENCH_VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +
