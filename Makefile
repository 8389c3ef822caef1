# Steadfast: `make run` to try it, `make test` to test it. Both set themselves up.
PORT ?= 8000
DATA ?= var
DEMO ?= 1
PYTHON ?= python3
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup run test check fix lock security

help: ## what can be asked for
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: .venv/ready ## prepare .venv with the steadfast command in it

.venv/ready: requirements/dev.txt pyproject.toml scripts/setup.sh
	@PYTHON=$(PYTHON) sh scripts/setup.sh

run: .venv/ready ## everything on http://127.0.0.1:8000 with sample data (PORT=, DATA=, DEMO=0)
	@exec .venv/bin/steadfast up --port $(PORT) --data $(DATA) $(if $(filter 1,$(DEMO)),--demo,)

test: .venv/ready ## the whole suite, on SQLite and on PostgreSQL
	@.venv/bin/steadfast --help >/dev/null
	@.venv/bin/lint-imports --no-cache
	@.venv/bin/pytest -n 2 --dist loadgroup tests

check: .venv/ready ## format, lint, types, imports: reads only
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/lint-imports --no-cache
	.venv/bin/mypy

fix: .venv/ready ## format and mend what can be mended
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

lock: ## renew the hashed locks
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt

security: .venv/ready ## every attack of the trial tried again: hole or closed
	@.venv/bin/python -m tests.doors.attacks
