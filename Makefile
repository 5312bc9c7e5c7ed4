# `make` alone lists the commands.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test quick lint types contracts house unit postgresql browser pictures bench fuzz lock clean

help: ## list these commands
	@echo "Carrel: make <command>"
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  make \1|\2/' | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: ## start the program with the demo district; PORT, HOST and DATABASE_URL are honoured
	@$(PYTHON) scripts/bootstrap.py run
	@exec $(BIN)/python scripts/run.py

test: ## everything: lint, types, contracts, house, unit tests on both databases, browser
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python scripts/test.py

quick: ## the same without PostgreSQL and browser
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python scripts/test.py lint types contracts house unit

lint types contracts house unit postgresql browser: ## one step of make test by its name
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python scripts/test.py $@

pictures: ## a PNG of every page, 1280 and 390 px wide, light and dark, into var/pictures
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python scripts/test.py pictures

bench: ## speed and scale, each figure beside its limit
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python -m benchmarks

fuzz: ## 100,000 spoilt MARC records and 10,000 spoilt roster files; each run the same
	@$(PYTHON) scripts/bootstrap.py test
	@CARREL_FUZZ=all $(BIN)/python -m pytest -q tests/cellar -k fuzz

lock: ## after a change of dependencies: renew uv.lock and requirements.txt
	@$(PYTHON) scripts/bootstrap.py test
	@.uv/bin/uv lock --quiet
	@.uv/bin/uv export --quiet --frozen --no-dev --no-emit-project --format requirements-txt --output-file requirements.txt

clean: ## remove what was built; var/ (the data) stays
	@rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
