# Steadfast: `make run` to try it, `make test` to test it. Both set themselves up.
PORT ?= 8000
DATA ?= var
DEMO ?= 1
PYTHON ?= python3
WORKERS ?= 2
ROUNDS ?= 5
KEEP ?=
EXAMPLES ?= 1000
PYTEST = .venv/bin/pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup run test statements both quick explore check fix lock pictures security races deployed upgrade sbom bench faults

help: ## what can be asked for
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: .venv/ready ## prepare .venv for the program and for tests

.venv/ready: requirements/dev.txt requirements/build.txt pyproject.toml scripts/setup.sh
	@PYTHON=$(PYTHON) sh scripts/setup.sh dev

.venv/ready-run: requirements/run.txt requirements/build.txt pyproject.toml scripts/setup.sh
	@PYTHON=$(PYTHON) sh scripts/setup.sh run

run: .venv/ready-run ## everything on http://127.0.0.1:8000 with sample data (PORT=, DATA=, DEMO=0)
	@exec .venv/bin/steadfast up --port $(PORT) --data $(DATA) $(if $(filter 1,$(DEMO)),--demo,)

test: .venv/ready ## the whole suite, on SQLite and on PostgreSQL (WORKERS=)
	@.venv/bin/steadfast --help >/dev/null
	@.venv/bin/lint-imports --no-cache
	@$(PYTEST) --both tests

statements: .venv/ready ## each statement on PostgreSQL, not each test; names those that ran on SQLite alone
	@$(PYTEST) --statements tests

both: .venv/ready ## everything on both, and the same proof (ARGS=)
	@$(PYTEST) --statements --both $(ARGS) tests

quick: .venv/ready ## what needs no browser and no real processes, on SQLite: between two edits
	@$(PYTEST) --quick tests

explore: .venv/ready ## every property with examples of chance, EXAMPLES= each: what it finds becomes an @example
	@EXAMPLES=$(EXAMPLES) $(PYTEST) --quick --hypothesis-profile=explore -m hypothesis tests

check: .venv/ready ## format, lint, types, imports: reads only
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/lint-imports --no-cache
	.venv/bin/mypy

fix: .venv/ready ## format and mend what can be mended
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

pictures: .venv/ready ## take docs/pictures anew, from a demonstration of its own
	@.venv/bin/python -m tests.browser.pictures

lock: ## renew the hashed locks
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --group build -o requirements/build.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 pyproject.toml --group peers -c requirements/dev.txt -o requirements/peers.txt

.venv/ready-bench: requirements/peers.txt requirements/dev.txt requirements/build.txt pyproject.toml scripts/setup.sh
	@PYTHON=$(PYTHON) sh scripts/setup.sh bench

bench: .venv/ready-bench ## measure beside the alternatives and compare with docs/measured (ROUNDS=, KEEP=--keep)
	@.venv/bin/python -m tests.benchmarks --rounds $(ROUNDS) $(KEEP)

faults: .venv/ready ## kill the product at every fault point, in the end the faults between processes (ARGS=, e.g. "--most 120")
	@.venv/bin/python -m tests.faults $(ARGS)
	@$(PYTEST) -m faults tests/faults tests/shared

security: .venv/ready ## every attack of the trial tried again: hole or closed
	@.venv/bin/python -m tests.doors.attacks

races: .venv/ready ## 10,000 times two officers and the last opening, on each database; and 200 offices of chance
	@STEADFAST_RACES=10000 STEADFAST_OFFICES=200 .venv/bin/pytest -q tests/placements/hires/test_last_opening.py tests/placements/test_office_rules.py tests/placements/test_referral_rules.py

deployed: .venv/ready ## the files of deploy/ as plain processes: PostgreSQL and three NATS nodes with TLS, each service as itself
	@STEADFAST_DEPLOYED=1 .venv/bin/pytest -q tests/deployed

upgrade: .venv/ready ## the ninety days while each instance of the last released version gives way to one of today
	@.venv/bin/python -m tests.upgrade.drill

sbom: .venv/ready ## every component with its version and hash, as CycloneDX (sbom.json)
	@.venv/bin/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.json
	@echo sbom.json
