# Everything here sets up what it needs: .venv, Node and packages (bootstrap.py). Only Python >= 3.11 is expected.
PYTHON ?= python3
SETUP := $(PYTHON) bootstrap.py
export PATH := $(CURDIR)/.venv/bin:$(PATH)

# For every platform and Python, with hashes, without the address of any index.
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

.PHONY: run dev test e2e lint bench screenshots lock setup

run:             ## start the demo plant at http://127.0.0.1:8000
	@$(SETUP) --front-end -- anhuan up

dev: setup       ## the same with hot reload: pages at http://127.0.0.1:5173
	@trap 'kill 0' EXIT; watchfiles --filter python "anhuan up" backend push & cd frontend && npm run dev

test: setup      ## every test but those in a browser; what lacks a server is skipped
	.venv/bin/pytest --ignore=tests/e2e -m "not alone" --numprocesses 2 --dist worksteal
	.venv/bin/pytest --ignore=tests/e2e -m alone
	cd frontend && npm test

e2e:             ## in Chromium, at phone and tablet size
	@$(SETUP) --dev --front-end
	.venv/bin/pytest tests/e2e

lint: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	cd frontend && npm run lint && npm run typecheck

bench: setup     ## readings per second and latencies, as a table
	.venv/bin/python -m tests.bench

screenshots:     ## every screen, phone and tablet, both languages and themes
	@$(SETUP) --dev --front-end -- python -m tests.e2e.screenshots

lock: setup      ## renew the locks from pyproject.toml and package.json
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --extra dev --constraint requirements.lock -o requirements-dev.lock
	$(COMPILE) --group build -o requirements-build.lock
	cd frontend && npm install --package-lock-only

setup:
	@$(SETUP) --dev
