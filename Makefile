# `make demo` and `make test` are the two that matter; each sets up what it needs.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
# Files of tests, never two tests of one file: what a file sets up, it sets up once.
AT_ONCE := -n 2 --dist loadfile

.PHONY: help setup demo up down test lint unit containers accessibility bench lock clean

help:  ## say what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## create .venv from requirements.lock (nothing to do when nothing changed)
	@PYTHON="$(or $(PYTHON),python3)" deploy/setup.sh

demo: setup  ## start everything, import a year of a real desk, compare with the oracle, stop
	@$(BIN)/firstline demo

up: setup  ## start servers and services in the background, return when all are ready
	@$(BIN)/firstline up

down: setup  ## stop them
	@$(BIN)/firstline down

test: setup lint  ## lints, types, import contracts, then every test, on real servers
	$(BIN)/pytest $(AT_ONCE)

lint: setup  ## ruff, mypy and the import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: setup  ## the tests that need no server
	$(BIN)/pytest $(AT_ONCE) tests/unit tests/property tests/contract tests/architecture

containers: setup  ## build every image, run the suite in containers and test it there (an engine is started if none answers)
	@deploy/engine/check.sh

accessibility: setup  ## look at the public pages in a real browser, with axe-core, into tests/accessibility/shots
	@tests/accessibility/check.sh

bench: setup  ## measure the import end to end and pages of a long queue, into benchmarks/results
	$(BIN)/python -m benchmarks.import_log
	$(BIN)/python -m benchmarks.queue_pages

lock: setup  ## resolve the dependencies anew, into requirements.lock
	@deploy/lock.sh

clean:  ## stop what runs and forget its data
	@if [ -x $(BIN)/firstline ]; then $(BIN)/firstline clean; else rm -rf .local; fi
