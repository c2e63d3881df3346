# What you can run here. Type `make` to see the list.

SHELL := /bin/sh
.DEFAULT_GOAL := help
python := .venv/bin/python

# Two workers: those who share servers or a course stay together (tests/conftest.py).
side_by_side := -n 2

# Programs start each other by bare name (nbgrader runs alembic), so ours come first.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: setup
setup: ## make or refresh the environment in .venv
	@scripts/setup

.PHONY: demo
demo: setup ## the whole loop on a small cohort: release, hand in, mark, feedback
	@$(python) -m demo

.PHONY: lab
lab: setup ## open the course in JupyterLab: the module, the quiz source, the formgrader
	@scripts/lab

.PHONY: test
test: check ## everything a change must pass, browser tests included
	@CHROMIUM="$$(scripts/browser)" && POSTGRES="$$(scripts/postgres)" && \
		export CHROMIUM POSTGRES && $(python) -m pytest $(side_by_side)

.PHONY: test-fast
test-fast: setup ## the tests that need neither nbgrader nor a browser; about a minute
	@$(python) -m pytest $(side_by_side) -m "not slow and not browser and not nbgrader"

.PHONY: bench
bench: setup ## how fast marking is, beside nbgrader and beside the least that could be done
	@$(python) -m bench

.PHONY: bench-growth
bench-growth: setup ## how time and memory grow, up to 100,000 submissions; takes up to half an hour
	@$(python) -m bench.growth

.PHONY: bench-scaling
bench-scaling: setup ## how marking grows with processes, and with workers of a cluster
	@$(python) -m bench.scaling

.PHONY: check
check: setup ## format, rules of style, types, and the course's content
	@$(python) -m ruff format --check
	@$(python) -m ruff check
	@$(python) -m mypy
	@.venv/bin/digiready check

.PHONY: format
format: setup ## bring the code into the one format, and mend what can be mended
	@$(python) -m ruff check --fix-only
	@$(python) -m ruff format

.PHONY: hooks
hooks: setup ## have git check the format and the course before each commit
	@$(python) -m pre_commit install

.PHONY: lock
lock: setup ## write requirements.lock anew from pyproject.toml
	@$(python) -m uv pip compile --universal --generate-hashes --python-version 3.11 \
		--all-extras --group tests pyproject.toml -o requirements.lock \
		--no-emit-index-url --no-header --quiet $(options)
	@scripts/setup

.PHONY: clean
clean: ## remove caches and what the demo made; keeps .venv and all work in course/
	@find . \( -name .venv -o -name .git \) -prune -o -name __pycache__ -exec rm -rf {} +
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist demo/work
