# make run    the site on this machine: http://127.0.0.1:8000/
# make test   the whole suite; `STRICT=1 make test` also fails when something was skipped
# make check  form, types, import order, templates, migrations, settings
# make bench  the figures of docs/figures.md
# make lock   compile requirements*.txt from pyproject.toml
.PHONY: run test check bench lock install install-dev
.DEFAULT_GOAL := run

HOST ?= 127.0.0.1
PY := .venv/bin/python
SERVE := --ws websockets-sansio --ws-per-message-deflate false --ws-max-size 16384 \
	--timeout-graceful-shutdown 8 --no-access-log --log-level warning
PYTEST := $(PY) -m pytest
JOBS ?= 2
LOCK := pip compile --quiet pyproject.toml --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --custom-compile-command "make lock"

install:
	@.ci/install run

install-dev:
	@.ci/install dev

run: install
	@$(PY) -m community.first_env
	@$(PY) manage.py make_ready --demo
	@port=$${PORT:-$$(sed -n 's/^PORT=//p' .env)}; port=$${port:-8000}; \
	echo "Openhearth is at http://$(HOST):$$port/  (Ctrl+C ends it)"; \
	exec $(PY) -m uvicorn community.asgi:application --host $(HOST) --port $$port $(SERVE)

# Three passes: the plain tests side by side, then the browser and the fault tests, which need the machine to
# themselves.
test: install-dev
	$(PYTEST) -q -n $(JOBS) -m "not browser and not faults"
	$(PYTEST) -q -m "browser and not faults"
	$(PYTEST) -q -m faults

check: install-dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) .ci/check-floors
	ENV_FILE=/dev/null DEBUG=1 SECRET_KEY=check $(PY) .ci/check-protocol
	find templates -name '*.html' | xargs .venv/bin/djade --check --target-version 5.2
	git ls-files '*.py' | xargs .venv/bin/django-upgrade --target-version 5.2 --check
	ENV_FILE=/dev/null DEBUG=1 SECRET_KEY=check $(PY) manage.py makemigrations --check --dry-run
	ENV_FILE=.env.example DEBUG=1 $(PY) manage.py check --fail-level WARNING
	.ci/check-deploy

bench: install-dev
	$(PY) -m bench $(BENCH)

lock:
	uv=$$(.ci/install uv) && $$uv $(LOCK) -o requirements.txt && \
	$$uv $(LOCK) --group dev -c requirements.txt -o requirements-dev.txt
