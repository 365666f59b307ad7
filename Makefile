# Two commands: `make dossier` builds the cases, `make test` checks everything. Both set themselves up.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LIBRARIES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
APT := DEBIAN_FRONTEND=noninteractive apt-get

.DEFAULT_GOAL := help
.PHONY: help setup setup-test dossier watch test lint docs bench fuzz conformance clean

help:
	@echo 'make dossier   build every case of cases/ into build/   (CASE=<id>, AS_OF=<time>)'
	@echo 'make watch     serve the pages, show every save at once   (CASE=<id>, AS_OF=<time>)'
	@echo 'make test      format, types and every test'
	@echo 'make lint      format and types alone'
	@echo 'make docs      the documentation as a site, into build/site; a warning is an error'
	@echo 'make bench     how long things take, as ratios against named floors'
	@echo 'make fuzz      mutated files, mails and registers against the readers, until something breaks   (SECONDS=60)'
	@echo 'make conformance   every PDF of build/, and of cases larger and smaller than most, against PDF/A-3a and PDF/UA-1'
	@echo 'make setup     the virtual environment .venv and the system libraries; the others call it'
	@echo 'make clean     remove what was built'

setup: .venv/.dossier
setup-test: .venv/.test

.venv/.made:
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 or newer is needed; $(PYTHON) is not there. On Debian or Ubuntu: apt-get install -y python3 python3-venv' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $$($(PYTHON) --version) is not. Name another one: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'Python lacks its module venv. On Debian or Ubuntu: apt-get install -y python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

# Only what the lock file names, each file by its digest, then this project itself without asking for anything more.
.venv/.dossier: requirements.lock pyproject.toml .venv/.made .venv/.libraries
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-build-isolation --no-deps -e .
	@touch $@

# The development lock holds the other one whole.
.venv/.test: requirements-dev.lock pyproject.toml .venv/.made .venv/.libraries
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	$(PIP) install --quiet --no-build-isolation --no-deps -e .
	@touch .venv/.dossier $@

# WeasyPrint sets text with Pango and HarfBuzz, which no Python package brings along.
define LOAD
import ctypes, ctypes.util, sys
for name, number in ("pango-1.0", 0), ("pangoft2-1.0", 0), ("harfbuzz-subset", 0):
    try:
        ctypes.CDLL(f"lib{name}.so.{number}")
    except OSError:
        if sys.platform.startswith("linux") or ctypes.util.find_library(name) is None:
            sys.exit(1)
endef
export LOAD

.venv/.libraries: | .venv/.made
	@if $(BIN)/python -c "$$LOAD"; then :; \
	elif ! command -v apt-get >/dev/null; then \
	  echo 'Pango and HarfBuzz are missing. macOS: brew install pango. Fedora: dnf install pango harfbuzz. Elsewhere: pango and harfbuzz with its subset library.' >&2; exit 1; \
	elif [ "$$(id -u)" = 0 ]; then \
	  $(APT) install -y -qq --no-install-recommends $(LIBRARIES) >/dev/null 2>&1 || \
	  { $(APT) update -qq && $(APT) install -y -qq --no-install-recommends $(LIBRARIES) >/dev/null; }; \
	elif sudo -n true 2>/dev/null; then \
	  sudo $(APT) install -y -qq --no-install-recommends $(LIBRARIES) >/dev/null 2>&1 || \
	  { sudo $(APT) update -qq && sudo $(APT) install -y -qq --no-install-recommends $(LIBRARIES) >/dev/null; }; \
	fi
	@$(BIN)/python -c "$$LOAD" || { echo 'Pango and HarfBuzz are missing: sudo apt-get install -y --no-install-recommends $(LIBRARIES)' >&2; exit 1; }
	@touch $@

# The demonstration cases are read at an instant of their story: a line of cases/AS-OF each, "<case> <time>".
AS_OF_OPTIONS = $(if $(AS_OF),--as-of $(AS_OF),$(shell \
  [ ! -f cases/AS-OF ] || while read -r case time; do \
    [ ! -d "cases/$$case" ] || [ -z "$$time" ] || printf ' --as-of %s=%s' "$$case" "$$time"; \
  done < cases/AS-OF))

dossier: setup
	@$(BIN)/lotproof build $(CASE) $(AS_OF_OPTIONS); code=$$?; \
	for pdf in $(foreach case,$(or $(CASE),*),build/$(notdir $(case:/=))/*.pdf); do [ ! -f "$$pdf" ] || echo "$(CURDIR)/$$pdf"; done; exit $$code

watch: setup
	@$(BIN)/lotproof watch $(CASE) $(AS_OF_OPTIONS)

lint: setup-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test: lint
	$(BIN)/pytest -n 2

docs: setup-test
	$(BIN)/python docs/build_site.py
	@echo '$(CURDIR)/build/site/index.html'

bench: setup-test
	$(BIN)/python -m tests.bench $(ONLY) $(if $(UPDATE),--update)

fuzz: setup-test
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60)

conformance: setup-test
	$(BIN)/python -m tests.conformance build
	$(BIN)/python -m tests.conformance --extreme

clean:
	find build -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +
