# The front door: `make help` lists what is behind it.

PYTHON ?= python3
PORT ?= 8000
KAFKA_PORT ?= 9092
BIN = .venv/bin
INSTALLED = .venv/installed

.PHONY: help tutorial site chromium test test-launcher test-pages test-scripts test-browser bench lock clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1|/p' Makefile | column -t -s '|'

tutorial: site ## start Kafka and read the tutorial at http://localhost:8000 (PORT= for another port)
	@$(BIN)/python tutorial.py --port $(PORT) --kafka-port $(KAFKA_PORT)

site: $(INSTALLED) ## build the pages into build/html
	@rm -rf build/html build/doctrees
	@$(BIN)/python -m sphinx -q -n -W --keep-going -d build/doctrees . build/html
	@echo "The pages are in build/html"

chromium:
	@command -v chromium > /dev/null || (test "$$(id -u)" = 0 && command -v apt-get > /dev/null && \
	  echo "Installing Chromium, once: about 150 MB" && apt-get update -qq && apt-get install -y -qq chromium > /dev/null) || \
	  { echo "The tests look at the pages in Chromium. Install it first: sudo apt-get install chromium"; exit 1; }

test: $(INSTALLED) chromium ## run all checks and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sphinx-lint index.rst docs
	$(BIN)/codespell
	@$(BIN)/python -c "from local_kafka import jars; jars.fetch(print)"
	@echo "Four groups of tests side by side: about 13 minutes"
	@$(MAKE) --no-print-directory -j4 test-scripts test-pages test-launcher test-browser

# Much of a test is waiting for Kafka, so that four groups at once take little longer than one.
LAUNCHER = tests/local_kafka tests/test_make.py tests/test_sabotage.py
PAGES = tests/docs tests/examples/test_high_availability.py tests/examples/test_stopwatch.py
test-launcher: TESTS = --first-port 26092 $(LAUNCHER)
test-pages: TESTS = --first-port 23092 $(PAGES)
test-browser: TESTS = tests/browser
test-scripts: TESTS = --first-port 20092 $(addprefix --ignore=,$(LAUNCHER) $(PAGES) tests/browser) tests
test-launcher test-pages test-scripts test-browser:
	@# Clusters, with their keys, live in a folder that goes away with the tests, also after Ctrl-C.
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; trap 'exit 130' INT TERM; \
	  PYTEST_DEBUG_TEMPROOT="$$folder" $(BIN)/pytest -p no:cacheprovider $(TESTS)

bench: $(INSTALLED) ## measure how fast the cluster starts and the site builds, and what Lighthouse says of each page
	$(BIN)/python -m benchmarks.cluster_start
	$(BIN)/python -m benchmarks.site

lock: $(INSTALLED) ## renew requirements.txt and the lists of jars
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --upgrade \
	  --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" requirements.in -o requirements.txt
	$(BIN)/python -m local_kafka.lock_jars
	$(BIN)/python -m tests.browser.validator

clean: ## remove what the other targets have made, but no data of the local Kafka
	rm -rf build .venv .pytest_cache .ruff_cache

$(INSTALLED): requirements.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed: make PYTHON=python3.12')"
	@echo "Installing into .venv, once: about 100 MB"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@
