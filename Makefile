# Every task of this project; `make help` lists them. CI runs `make check`.
SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# A process for each processor, each file of tests in one of them; in the order of their names, which begins with the long ones.
PYTEST := $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart=0
CORE := pipeline/model/*,pipeline/sentences/*,pipeline/text/*,pipeline/identify/*,pipeline/align/*,pipeline/compare/*,pipeline/measure/*,pipeline/assess/*,pipeline/tabulate/*,pipeline/evaluate/*,pipeline/propose/*

.PHONY: help setup system demo test check lint types imports format golden score robust fit bench fuzz pictures clean

help: ## list the tasks
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: on Debian, apt-get install python3-venv"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

setup: $(READY) ## make the virtual environment with everything in it

system: ## install the system packages of .ci/packages.txt where missing and permitted
	@sh .ci/system-packages

demo: setup ## build a sample mailbox, poll it for real, show the table
	@sh .ci/system-packages fonts-liberation2 tesseract-ocr-vie tesseract-ocr-osd unar || true
	$(BIN)/tonghop demo

test: setup system ## run all tests
	$(PYTEST)

check: setup system lint types imports ## what CI runs: lint, types, layers, tests with coverage
	@rm -f .coverage .coverage.*
	$(PYTEST) --cov --cov-report= -q $(PYTEST_ARGS)
	$(BIN)/coverage report --fail-under=90
	$(BIN)/coverage report --include='$(CORE)' --fail-under=100

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/deptry .
	$(BIN)/codespell

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

format: setup ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: setup ## write the expected files of the golden cases again; read the diff before you commit it
	TONGHOP_GOLDEN=write $(BIN)/pytest tests/golden -q

score: setup ## score a labelled folder, charts to outputs/score: make score CORPUS=DIR
	@sh .ci/score "$(CORPUS)" $(BIN)

robust: setup ## alignment of labelled reports, as they are and damaged in every way
	$(BIN)/python -m tests.labelled.measure g papers/h --seeds 100 --spoil

fit: setup ## fit confidence on labelled reports and write pipeline/rulebook/confidence.yaml
	$(BIN)/python -m tests.labelled.fit --seeds 80

bench: ## time our readers against the general tools, OCR against Tesseract, as ratios; memory; cost of isolation; whose mail is whose; large mailboxes; near-copies among 5 000 reports; signed copies
	@$(MAKE) --no-print-directory setup VENV=.venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check kreuzberg 'markitdown[docx,pdf]' imap-tools
	.venv-bench/bin/python -m tests.bench.reading
	.venv-bench/bin/python -m tests.bench.scans all 200
	.venv-bench/bin/python -m tests.bench.scan_sections
	OPENBLAS_NUM_THREADS=1 .venv-bench/bin/python -m tests.bench.align
	.venv-bench/bin/python -m tests.bench.memory
	.venv-bench/bin/python -m tests.bench.isolation
	.venv-bench/bin/python -m tests.bench.identity all
	.venv-bench/bin/python -m tests.bench.mailbox
	.venv-bench/bin/python -m tests.bench.originality
	.venv-bench/bin/python -m tests.bench.copies

fuzz: setup ## look for input that breaks a law of ours: make fuzz TARGET=labels SECONDS=60
	$(BIN)/python -m tests.fuzz $(TARGET) $(or $(SECONDS),60)

pictures: setup ## draw the pictures of the README again
	$(BIN)/python -m tests.build.pictures

clean: ## remove what was built here, not outputs/
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage .coverage.* .hypothesis
