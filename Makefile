# What people do with Linli, one target each. `make help` lists them.
# On a fresh Debian or Ubuntu machine only Python 3.11+ and make are needed; as root, missing packages are installed.

PYTHON ?= python3
BIN := .venv/bin
# Runs on any Python, to tell that it is the wrong one.
RIGHT_PYTHON = $(PYTHON) -c 'import sys; (3, 11) <= sys.version_info < (3, 14) or sys.exit("Linli needs Python 3.11, \
3.12 or 3.13, but this is %s.%s. Name another: make PYTHON=python3.13 …" % sys.version_info[:2])'
IN_ENVIRONMENT := $(BIN)/python -m
CATALOGUES := $(wildcard shared/translations/*/LC_MESSAGES/*.po services/*/translations/*/LC_MESSAGES/*.po)

# Dozens of processes start from one tree: what the first has compiled, the others read.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run env setup check test e2e screenshots bench translations contracts
.DELETE_ON_ERROR:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The launcher ends when make ends, even by kill -9; it stops all that it started.
run: .venv/run .venv/translated ## run everything on this machine without Docker (PORT=8000, VAR=var)
	@exec setpriv --pdeathsig TERM $(IN_ENVIRONMENT) deploy.local

env: ## write .env with random secrets for docker compose (PUBLIC_URL=, HTTP_PORT=, MAIL_URL=)
	@$(RIGHT_PYTHON)
	@$(PYTHON) -m deploy.env $(foreach name,PUBLIC_URL HTTP_PORT MAIL_URL,$(if $($(name)),'$(name)=$($(name))'))

setup: .venv/dev .venv/translated ## create .venv with everything for development

check: .venv/dev ## format, lint, types, import rules, translations, generated files; under a minute
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(IN_ENVIRONMENT) shared.i18n check
	$(IN_ENVIRONMENT) deploy.contracts --check

# One worker more than processors: they often wait, for a clock, a browser, a program to start.
# A missing server is an error. LINLI_TEST_WITHOUT=chromium leaves out by name what needs it (also: rabbitmq,
# postgresql, docker); LINLI_TEST_SERVERS=docker or packages chooses where RabbitMQ and PostgreSQL come from.
test: .venv/dev .venv/translated test-packages ## run all tests but those in containers; under ten minutes
	$(IN_ENVIRONMENT) pytest -m "not compose" --numprocesses $$(($$(nproc) + 1)) --no-loadscope-reorder $(TESTS)

e2e: .venv/dev .venv/translated test-packages ## run the journeys through a browser, by launcher and by docker compose
	$(IN_ENVIRONMENT) pytest $(or $(TESTS),tests/e2e)

screenshots: .venv/dev .venv/translated test-packages ## make the README's pictures anew, on a fresh installation of its own
	$(IN_ENVIRONMENT) tests.e2e.screenshots

bench: .venv/dev test-packages ## measure against hand-written floors; prints a table, writes JSON
	$(IN_ENVIRONMENT) tests.bench

translations: .venv/dev ## collect new texts into the .po files
	$(IN_ENVIRONMENT) shared.i18n update

contracts: .venv/dev ## write the event schemas and the broker's topology anew from the code
	$(IN_ENVIRONMENT) deploy.contracts

.PHONY: test-packages
test-packages:
	@$(PYTHON) -m deploy.local.packages tests

$(BIN)/python:
	@$(RIGHT_PYTHON)
	@$(PYTHON) -m deploy.local.packages venv
	@echo "Making an environment for Python in .venv …"
	@$(PYTHON) -m venv .venv

.venv/run: requirements.lock | $(BIN)/python
	@echo "Installing the Python packages of requirements.lock …"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/dev: requirements-dev.lock | $(BIN)/python
	@echo "Installing the Python packages of requirements-dev.lock …"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/translated: $(CATALOGUES) | $(BIN)/python
	@$(IN_ENVIRONMENT) shared.i18n compile
	@touch $@
