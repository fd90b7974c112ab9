# Needs Python 3.11+ and make. `make` alone tells what there is.
SHELL := /bin/sh
.DEFAULT_GOAL := help
# Compiled modules are kept: without them each start takes seconds longer.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help run test firefox snapshots coverage check screenshots lighthouse bench backup base-backup restore bootstrap web fmt \
	schema lock audit sbom chart clean

# The first Python that is new enough, rather one for which Redis comes as a wheel (3.11, 3.12); PYTHON=… chooses another.
PYTHON ?= $(shell for newest in 13 99; do for p in python3 python3.12 python3.11 python3.13 python3.14; do \
	"$$p" -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, $$newest))" 2>/dev/null && echo $$p && exit; \
	done; done; echo python3)
BOOTSTRAP := $(PYTHON) scripts/bootstrap.py
VENV := .venv/bin/python

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1	\2/' | expand -t 20

run: web ## everything, at http://127.0.0.1:8000 (PORT=…); Ctrl-C stops it
	@# Killed make, stopped product: 15 is SIGTERM (config/child.py).
	@exec $(VENV) config/child.py $$PPID 15 self $(VENV) -m config.supervisor

test: web ## every test: backend, web app, browser journeys
	@exec $(VENV) scripts/run_tests.py

# Not part of `make test`, for which a fresh machine would have to fetch a second browser of 80 MB.
firefox: web ## the main journey in a stock Firefox (FIREFOX=… names one; as root it is installed where there is none)
	@FIREFOX="$$($(BOOTSTRAP) firefox)" && export FIREFOX && exec $(VENV) -m pytest -q --no-header tests/e2e/in_firefox.py

snapshots: web ## accept what every page looks like now: tests/e2e/pictures again, where they look otherwise
	@CHROMIUM="$$($(BOOTSTRAP) chromium)" && export CHROMIUM && SNAPSHOTS=accept exec $(VENV) -m pytest -q --no-header \
		tests/e2e/test_policies.py -k its_looks

coverage: bootstrap ## the backend's tests again, and which lines they run (below 90 % fails)
	@exec $(VENV) -m pytest -q --no-header -n 2 --ignore=tests/e2e --cov --cov-report=term:skip-covered

check: bootstrap ## format, lint, types, imports, migrations, deploy settings, drift
	@exec $(VENV) scripts/check.py

screenshots: web ## a picture of every page (360 and 1280 pixels wide, light and dark) into .local/screenshots (PAGES=legal,team: some)
	@exec $(VENV) scripts/screenshots.py

lighthouse: web ## Lighthouse and axe on discovery, profile and tracking page, against the limit of 95 (brings Lighthouse by npm)
	@exec $(VENV) scripts/lighthouse.py

bench: bootstrap ## the benchmarks, as ratios measured in one run
	@exec $(VENV) -m benchmarks

backup: bootstrap ## database, uploads and documents, with checksums (TO=folder, KEEP=how many)
	@exec $(VENV) -m operations backup $(if $(TO),--to "$(TO)") $(if $(KEEP),--keep "$(KEEP)")

base-backup: bootstrap ## the whole cluster into ARCHIVE=folder, where `make run ARCHIVE=folder` archives each change (KEEP=how many)
	@exec $(VENV) -m operations base_backup --archive "$(ARCHIVE)" $(if $(KEEP),--keep "$(KEEP)")

restore: bootstrap ## FROM=folder of a backup into an empty database (REPLACE=1: over what is there); ARCHIVE=folder UNTIL=time: to a second (TIMELINE=number)
	@$(if $(and $(ARCHIVE),$(FROM)),$(error FROM and ARCHIVE are both given: `make restore FROM=… ARCHIVE=` or `make restore ARCHIVE=… FROM=`))
	@exec $(VENV) -m operations $(if $(ARCHIVE),recover --archive "$(ARCHIVE)" $(if $(UNTIL),--until "$(UNTIL)") $(if $(TIMELINE),--timeline "$(TIMELINE)"),restore "$(FROM)" $(if $(REPLACE),--replace))

bootstrap: ## the isolated Python environment .venv with the locked packages
	@$(BOOTSTRAP)

web: ## also the built web app (brings Node where there is none that fits)
	@$(BOOTSTRAP) web

fmt: bootstrap ## format and mend what can be mended
	$(VENV) -m ruff check --fix --exit-zero .
	$(VENV) -m ruff format .
	$(BOOTSTRAP) npm run --silent format

schema: bootstrap ## make schema.yml and the web app's API client from the code again
	MODE=local $(VENV) manage.py spectacular --validate --fail-on-warn --file schema.yml
	$(BOOTSTRAP) npm run --silent generate

LOCK := .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"
lock: bootstrap ## make requirements/*.txt from pyproject.toml again
	$(LOCK) -o requirements/base.txt
	$(LOCK) --group dev -o requirements/dev.txt
	for group in node observed tools lint; do .venv/bin/uv pip compile --group $$group --quiet --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" -c requirements/dev.txt -o requirements/$$group.txt; done

# Asks the registries that pip and npm are set to. Not part of `make check`, which needs no network. A registry without
# advisories fails it: nothing known is not nothing found.
audit: bootstrap ## known vulnerabilities of what the locks name (needs the network)
	$(VENV) -m pip_audit --disable-pip --require-hashes --strict --vulnerability-service pypi --progress-spinner off \
		-r requirements/base.txt -r requirements/dev.txt -r requirements/node.txt
	$(BOOTSTRAP) npm audit --audit-level low
	$(BOOTSTRAP) npm --prefix ../scripts/lighthouse audit --audit-level low

sbom: bootstrap ## the bill of materials (CycloneDX) and the licences of everything that is shipped, into .local/sbom
	@exec $(VENV) scripts/supply_chain.py sbom

chart: ## the chart as Helm renders it, again, into deploy/rendered (needs helm)
	@exec $(PYTHON) scripts/chart.py

clean: ## remove what was built; the data of `make run` stays (.local/postgres)
	rm -rf frontend/dist frontend/dist-node frontend/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage .coverage.* htmlcov
	rm -rf .local/static .local/node .local/log .local/prepared
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
