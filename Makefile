# The commands of README.md. Everything is put into .venv; nothing else on the machine is changed
# (but for Chromium, which `make test` installs where it may).
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

.PHONY: demo test bench soak audit screenshots translations offline-bundle lint

.venv/runtime: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	touch .venv/runtime

.venv/development: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch .venv/development .venv/runtime

demo: .venv/runtime
	$(BIN)/python -m congress demo --port $(PORT)

test: .venv/development
	$(BIN)/python tools/ensure_browser.py
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest tests/rules --cov=congress.rules --cov-branch --cov-fail-under=100 -n 2
	$(BIN)/python -m pytest --ignore=tests/rules -n 2 --dist loadgroup

bench: .venv/development
	$(BIN)/python -m tests.bench

soak: .venv/development
	$(BIN)/python tools/ensure_browser.py
	$(BIN)/python -m tests.soak

# Fails when a locked library has a known hole, and also when one could not be looked up.
audit:
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install -qq --disable-pip-version-check pip-audit
	.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

screenshots: .venv/development
	$(BIN)/python tools/ensure_browser.py
	$(BIN)/python -m tools.screenshots

translations: .venv/development
	$(BIN)/python tools/translations.py

offline-bundle: .venv/development
	$(BIN)/python tools/offline_bundle.py

lint: .venv/development
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format .
	$(BIN)/python -m mypy
