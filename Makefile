# Everything here sets up what it needs: .venv, Node and packages (bootstrap.py). Only Python >= 3.11 is expected.
PYTHON ?= python3
SETUP := $(PYTHON) bootstrap.py
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Compiled once and kept: without it, every process that a test starts compiles the whole product anew.
unexport PYTHONDONTWRITEBYTECODE

# For every platform and Python, with hashes, without the address of any index.
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --no-strip-extras

.PHONY: run dev test test-python test-pages one e2e nightly nightly-chromium nightly-python cover lint lint-python lint-pages migration noun bench lighthouse screenshots taps guide lock setup

run:             ## start the demo plant at http://127.0.0.1:8000
	@$(SETUP) --front-end -- anhuan up

dev: setup       ## the same with hot reload: pages at http://127.0.0.1:5173
	@trap 'kill 0' EXIT; watchfiles "anhuan up" backend push locales graphql & cd frontend && npm run dev

test:            ## every test but those in a browser; what lacks a server is skipped
	@$(MAKE) --no-print-directory --keep-going test-python test-pages  # both halves, also if the first fails

# Three on two cores: while one waits for a broker, a process or PostgreSQL, two work.
test-python: setup
	.venv/bin/pytest --ignore=tests/e2e -m "not nightly" --numprocesses 3 --dist worksteal

test-pages: setup
	cd frontend && npm test

# One that stands still ends after an hour; by day after five minutes (pyproject.toml).
LONG := --timeout=3600

one: setup       ## one test, file or folder, also if it is long: make one T=tests/cases, T="tests/cases -k recheck"
	.venv/bin/pytest $(LONG) -m "" $(T)

# What a life or a record hangs on, once each: the alarm, the loop to its archive, the report, the push, the outbox,
# a shift without a network. One browser at a time: two on two cores are a load of ten, in which a tap
# meets what has just come over the page.
BY_DAY := alarm_mode calm loop old_engines outbox push reports work_pack

e2e:             ## in Chromium, at phone and tablet size; the rest of tests/e2e at night
	@$(SETUP) --dev --front-end
	.venv/bin/pytest $(BY_DAY:%=tests/e2e/test_%.py)

nightly:         ## what is long: every test on PostgreSQL, 2,000 sequences, soak, all examples of each property, every screen in both languages
	@$(SETUP) --dev --front-end
	$(MAKE) --jobs 2 nightly-chromium nightly-python
	.venv/bin/pytest $(LONG) --ignore=tests/e2e -m "nightly and alone"
	.venv/bin/python -m tests.e2e.screenshots

nightly-chromium:
	.venv/bin/pytest $(LONG) tests/e2e -m ""

# Beside a browser, which leaves a core idle most of the time, and after it in the queue for the other: nice.
nightly-python:
	nice -n 10 .venv/bin/pytest $(LONG) --ignore=tests/e2e -m "nightly and not alone" --numprocesses 2 --dist worksteal
	nice -n 10 .venv/bin/pytest $(LONG) --ignore=tests/e2e -m hypothesis --hypothesis-profile=whole --numprocesses 2 --dist worksteal

cover: setup     ## how much of each noun the tests reach, but for what runs in processes of their own
	.venv/bin/pytest --ignore=tests/e2e -m "not nightly" --numprocesses 2 --dist worksteal \
		--cov --cov-report=
	.venv/bin/python -m tests.support.coverage_by_noun

lint: lint-python lint-pages

lint-python: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python -m tests.support.dead_code

lint-pages: setup
	cd frontend && npm run lint && npm run typecheck

migration: setup ## a migration from the tables as the code has them now: make migration M="suggestions"
	@test -n "$(M)" || { echo 'say what it does: make migration M="suggestions"'; exit 2; }
	folder=$$(mktemp -d) && export ANHUAN_DATABASE_URL="sqlite:///$$folder/anhuan.sqlite3" && \
		.venv/bin/alembic upgrade head && .venv/bin/alembic revision --autogenerate -m "$(M)"; \
		result=$$?; rm -rf "$$folder"; exit $$result

noun:            ## a new noun with every role, its pages, words and tests: make noun N=drills ARGS="--zh 演练"
	@test -n "$(N)" || { echo 'say how it is called, in the plural: make noun N=drills'; exit 2; }
	@$(SETUP) --dev --front-end -- python -m tests.support.scaffold $(N) $(ARGS)

bench: setup     ## readings per second and latencies, as a table
	.venv/bin/python -m tests.bench

screenshots:     ## every screen, phone and tablet, both languages and themes
	@$(SETUP) --dev --front-end -- python -m tests.e2e.screenshots

taps:            ## what people do in the hand, in taps and seconds: the table of docs/hand.md
	@$(SETUP) --dev --front-end -- python -m tests.e2e.taps

lighthouse:      ## Lighthouse of sign-in, home, report and alert, mobile, the median of three runs; on an idle machine
	@$(SETUP) --dev --front-end -- python -m tests.bench.lighthouse

guide:           ## the pictures of docs/set-up.md
	@$(SETUP) --dev --front-end -- python -m tests.e2e.guide

lock: setup      ## renew the locks from pyproject.toml and package.json
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --extra dev --constraint requirements.lock -o requirements-dev.lock
	$(COMPILE) --group build -o requirements-build.lock
	cd frontend && npm install --package-lock-only

setup:
	@$(SETUP) --dev
