# The two commands: `make map` builds the sample region's map, `make test` runs every check.
# Both do their set-up themselves; they need make, git and Python 3.11 or newer with venv.

VENV ?= .venv
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
STRICT ?=

BIN := $(abspath $(VENV))/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	--constraint constraints.txt --editable
SAMPLE := build/vzorovy-kraj

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help map test lint format wheel constraints clean

help: ## say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

# the sample has data of its own, whatever the variable names
map: $(SAMPLE)/plan.toml ## build the map of the sample region
	@env -u GIS_SLUZBY_DATA $(BIN)/gis-sluzby build $<
	@echo
	@echo "Mapa vzorového kraje (otevřete v prohlížeči):"
	@echo "  $(CURDIR)/$(SAMPLE)/out/site/index.html"

$(SAMPLE)/plan.toml: $(shell find gis_sluzby -path '*sample*' -type f -not -name '*.pyc') | $(VENV)/.installed
	rm -rf $(SAMPLE)
	@$(BIN)/gis-sluzby init $(SAMPLE) --sample
	@touch $@

test: export PATH := $(BIN):$(PATH)
test: export GIS_SLUZBY_STRICT := $(STRICT)
test: $(VENV)/.installed-dev ## run every check and test; STRICT=1: nothing may be left out
	@scripts/checks.sh --tests

lint: export PATH := $(BIN):$(PATH)
lint: $(VENV)/.installed-dev ## run the checks, not the tests
	@scripts/checks.sh

format: $(VENV)/.installed-dev ## format the code, mend what ruff can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

wheel: $(VENV)/.installed-dev ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

constraints: ## write constraints.txt anew: the newest versions that pyproject.toml allows
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --editable '.[dev,notebooks]'
	build/constraints/bin/python -m pip freeze --exclude-editable > constraints.txt

clean: ## remove what the other commands made
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find gis_sluzby tests scripts -name __pycache__ -prune -exec rm -rf {} +

# A stamp says that the environment holds what pyproject.toml and constraints.txt ask for.
$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or newer was not found; name it: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(INSTALL) '.[dev]'
	@touch $@
