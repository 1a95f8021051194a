# Distill. `make run` starts the tutor, `make test` runs the tests; both need nothing but Python 3.11 or newer.
.DEFAULT_GOAL := help
VENV ?= .venv
ARGS ?=

# The newest Python at hand that is new enough; PYTHON=... overrides it.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run test check bench format lock clean

help:
	@echo "make run     start the tutor (ARGS='build 3 -f solution' runs any command of it)"
	@echo "make test    run the tests; those that need an engine say so when there is none"
	@echo "make check   formatting, lint, types, import contract"
	@echo "make bench   measure, each figure beside a named reference"
	@echo "make lock    resolve the dependencies anew"
	@echo "make clean   remove the virtual environment and caches"

run: $(VENV)/run.stamp
	@$(BIN)/python -m tutor $(ARGS)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup $(ARGS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.bench $(ARGS)

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Hashes and no index addresses: the same files install from any mirror.
LOCK := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header
lock: $(VENV)/dev.stamp
	$(PIP) uv
	$(BIN)/$(LOCK) pyproject.toml -o .requirements/run.txt
	$(BIN)/$(LOCK) pyproject.toml --group dev --group bench -o .requirements/dev.txt

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Distill needs Python 3.11 or newer, and none was found. Install one, or name it: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }

$(VENV)/run.stamp: $(VENV)/pyvenv.cfg .requirements/run.txt
	@echo "Preparing $(VENV) (once) ..."
	@$(PIP) --require-hashes -r .requirements/run.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/pyvenv.cfg .requirements/dev.txt
	@echo "Preparing $(VENV) for development (once) ..."
	@$(PIP) --require-hashes -r .requirements/dev.txt
	@touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
