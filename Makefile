# What can be done with this checkout? `make` alone prints the list.

PORT ?= 8000
PY := .venv/bin/python
TESTS ?=
# One more than cores: the longest tests wait for processes of their own.
WORKERS ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 1) + 1)))
SCANS ?=
YES ?=

# The first Python of this machine that is new enough; names of versions managers may be there without a Python behind.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

# The product and its tests are dozens of processes: each would compile every module anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help python venv venv-dev run reset test test-fast lint format walk bench soak lock

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

python:
	@test -n "$(PYTHON)" || { echo "Cần Python 3.11 trở lên: apt-get install python3 python3-venv" >&2; exit 1; }

venv: python
	@$(PYTHON) tools/venv.py run

venv-dev: python
	@$(PYTHON) tools/venv.py dev

run: venv ## start the whole product (PORT=8000); Ctrl-C stops it
	@$(PY) -m tools.run start --port $(PORT)

reset: venv ## remove all data of this checkout (asks first; YES=1 does not)
	@$(PY) -m tools.run reset $(if $(YES),--yes)

test: venv-dev ## run all tests (TESTS=tests/intake for a part)
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not soak" $(TESTS)

test-fast: venv-dev ## run the tests that need no browser and no patience
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not soak and not slow and not browser" $(TESTS)

lint: venv-dev ## check style, types and the streets between the rooms
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy .
	@.venv/bin/lint-imports

format: venv-dev ## put the code into the house's form
	@.venv/bin/ruff check --fix . ; .venv/bin/ruff format .

walk: venv ## take real scans through every step (SCANS=folder)
	@$(PY) -m tools.walk $(if $(SCANS),"$(SCANS)")

bench: venv-dev ## measure, print a table, keep JSON lines in var/bench
	@$(PY) -m benchmarks

soak: venv-dev ## test very large inputs, whole, and every page with axe
	@$(PY) -m pytest -m soak $(TESTS)

lock: ## renew uv.lock and the pip export from pyproject.toml
	@uv lock
	@uv export --frozen --all-groups --no-emit-project --no-annotate --format requirements-txt --quiet -o requirements.lock
