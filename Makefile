# make demo    imp.net.info() on every model        make test    every test
# make lint    style, types, layers                 make bench   speed, against hand-written Python
# make playground   the page that runs impsim in a browser, into build/playground
# make docs    the documentation, as build/docs/html/index.html
# Everything is installed below this directory, at the versions of requirements-*.txt, when one of those files changes.
# Paths are relative, so that the directory may have any name; programs run as `python -m`, because
# a script's first line names an interpreter and cannot do so in every directory.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
ORACLE := .oracle
DOCS := .docs
PYTEST_ARGS ?=

.PHONY: demo test lint bench docs generate clean
.DELETE_ON_ERROR:

demo: $(VENV)/.ready
	@$(RUN) tools/demo.py

test: $(VENV)/.ready $(ORACLE)/.tried $(VENV)/.browser
	$(RUN) -m pytest -n auto --dist worksteal $(PYTEST_ARGS)

lint: $(VENV)/.installed
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.ready $(ORACLE)/.tried
	$(RUN) bench/run.py --impsim "$(RUN) -m impsim sq"

docs: $(DOCS)/.installed
	@PYTHONPATH=.:tools $(DOCS)/bin/python -m docsite build/docs

# The page that `impsim play` serves, as static files. Needs node and npm.
playground: $(VENV)/.ready
	@$(RUN) tools/playground.py

generate: $(VENV)/.installed
	$(RUN) tools/generate.py

$(VENV)/.installed: requirements-dev.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "impsim needs Python 3.11 or later; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	$(RUN) -m pip install --quiet -r requirements-dev.txt
	$(RUN) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Python's own compiled files, so that impsim starts fast even where PYTHONDONTWRITEBYTECODE keeps Python from making them.
$(VENV)/.ready: $(VENV)/.installed $(shell find impsim -name '*.py')
	@$(RUN) -m compileall -q impsim
	@touch $@

# The reference VM has no wheel for some machines: then the tests that ask it are skipped and say so.
$(ORACLE)/.tried: requirements-oracle.txt
	$(PYTHON) -m venv --clear $(ORACLE)
	-$(ORACLE)/bin/python -m pip install --quiet --only-binary :all: -r requirements-oracle.txt
	@touch $@

# What drives a browser has no wheel for some machines either.
$(VENV)/.browser: requirements-browser.txt $(VENV)/.installed
	-$(RUN) -m pip install --quiet --only-binary :all: -r requirements-browser.txt
	@touch $@

$(DOCS)/.installed: requirements-docs.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "impsim needs Python 3.11 or later; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(DOCS)
	$(DOCS)/bin/python -m pip install --quiet --no-deps -r requirements-docs.txt
	@touch $@

clean:
	rm -rf $(VENV) $(ORACLE) $(DOCS) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
