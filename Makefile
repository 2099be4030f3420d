# Everything starts here; each target sets up what it needs.
.PHONY: help setup run test check bench faults lock mermaid screenshot translations wheel clean

VENV := .venv/bin

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 16

setup: ## Virtual environment, system libraries, Mermaid
	@packaging/setup.sh

run: setup ## Open Banyan
	@$(VENV)/banyan gui $(ARGS)

test: ## Every check that CI runs: style, types, import contract, tests
	@FOR_TESTS=1 packaging/setup.sh
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy
	$(VENV)/lint-imports --no-cache
	$(VENV)/python -m pytest -q

bench: setup ## Measure; one JSON document on stdout, a table on stderr
	@$(VENV)/python -m tests.bench $(ARGS)

faults: setup ## The long run of faults made on purpose and of the fuzzers
	@$(VENV)/python -m tests.faults $(ARGS)

lock: setup ## Resolve the lower bounds of pyproject.toml into the lock files anew
	@packaging/lock.sh

mermaid: setup ## Fetch Mermaid again
	@$(VENV)/python packaging/fetch_mermaid.py

screenshot: setup ## Take the README's picture again (needs Xvfb)
	@$(VENV)/python packaging/screenshot.py

translations: setup ## Collect the interface's texts and compile the translations
	@packaging/translations.sh

wheel: setup ## Build the wheel into dist/
	@$(VENV)/python -m build --wheel --no-isolation --outdir dist .

clean: ## Remove what was made, the virtual environment too
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
