# Everything a person or CI runs. `make` alone lists it.
# HUIJIA_HOME (.run) and HUIJIA_PORT (8080) choose the installation; see docs/install.md.

PYTHON := .venv/bin/python
LOCAL := exec $(PYTHON) -m deploy.local

.PHONY: help up down reset logs status test bench drill upgrade-drill image-drill meeting backup backup-key restore archive backup-base restore-to reseal audit check format

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

up: ## install what is missing, start everything, load the demo county into an empty register
	@deploy/local/install runtime && $(LOCAL) up

down: ## stop everything; all data stay
	@deploy/local/install runtime && $(LOCAL) down

reset: ## stop, and erase all data after asking (FORCE=1 does not ask)
	@deploy/local/install runtime && $(LOCAL) reset

logs: ## follow the logs
	@deploy/local/install runtime && $(LOCAL) logs

status: ## show the processes
	@deploy/local/install runtime && $(LOCAL) status

test: ## run all tests (REQUIRE_ALL=1: what cannot run is a failure; ARGS=… for pytest)
	@deploy/local/install dev && exec $(PYTHON) -m pytest $(ARGS)

bench: ## run the benchmarks
	@test -f bench/__main__.py || { echo "Error: there are no benchmarks in this version (bench/__main__.py)." >&2; exit 1; }
	@deploy/local/install dev && $(PYTHON) -m bench; missed=$$?; $(PYTHON) -m bench.page && $(PYTHON) -m bench.scale.simulate && exit $$missed

drill: ## kill, stop and freeze a county's processes under load, then check every invariant (DRILL_SECONDS=600)
	@deploy/local/install dev && exec $(PYTHON) -m drill

upgrade-drill: ## a county of an earlier version, upgraded and compared table by table: FROM=<commit or tag>
	@deploy/local/install dev && exec $(PYTHON) -m drill.upgrade "$(FROM)"

image-drill: ## build the container image on bases of Debian's packages, and run every process of it (root, Debian)
	@deploy/local/install dev && exec $(PYTHON) -m drill.image

meeting: ## twelve monthly meetings of the demo county, to their signed minutes (DEMO_PEOPLE=20000)
	@deploy/local/install dev && exec $(PYTHON) -m bench.meeting_year

backup-key: ## the private key of backups, made once: IDENTITY=/safe/place/huijia.key
	@deploy/local/install runtime && exec $(PYTHON) -m deploy.backup key "$(IDENTITY)"

backup: ## an encrypted backup of the running county, beside HUIJIA_HOME
	@deploy/local/install runtime && exec $(PYTHON) -m deploy.backup make

restore: ## a backup into an empty HUIJIA_HOME, every table compared: BACKUP=… IDENTITY=…
	@deploy/local/install runtime && exec $(PYTHON) -m deploy.backup restore "$(BACKUP)" "$(IDENTITY)"

archive: ## archive the database's log from the next start on, for a return to any minute
	@deploy/local/install runtime && exec $(PYTHON) -m deploy.backup archiving on

backup-base: ## a base copy for the archive (KEEP=2 forgets older ones)
	@deploy/local/install runtime && exec $(PYTHON) -m deploy.backup base --keep "$(or $(KEEP),0)"

restore-to: ## the county as of a moment, into an empty HUIJIA_HOME: ARCHIVE=… IDENTITY=… TIME=2026-11-23T09:30
	@deploy/local/install runtime && exec $(PYTHON) -m deploy.backup restore-to "$(ARCHIVE)" "$(IDENTITY)" $(if $(TIME),"$(TIME)")

reseal: ## new sealing keys, and everything sealed anew with them while the county runs (HUIJIA_CRYPTO=sm: SM4)
	@deploy/local/install runtime && exec $(PYTHON) -m deploy.keys seal-anew

audit: ## a bill of materials, and what the public advisories know of it (needs the network)
	@deploy/local/install runtime && exec deploy/audit

two-counties: ## two installations, families moving between them, one away for an hour (TWO_COUNTIES_PORT=8090)
	@deploy/local/install runtime && exec $(PYTHON) -m demo.two_counties

check: ## format, lint, types, import contracts, stale generated files
	@deploy/local/install dev
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy .
	.venv/bin/lint-imports --no-cache
	$(PYTHON) -m contracts.generate --check
	$(PYTHON) -m gateway.openapi --check
	$(PYTHON) -m bench.page --check
	$(PYTHON) -m bench.scale.simulate --check
	$(PYTHON) -m gateway.client --check
	$(PYTHON) -m deploy.dashboard check

format: ## put the code into the house's form
	@deploy/local/install dev && $(PYTHON) -m ruff check --fix-only --quiet . && exec $(PYTHON) -m ruff format .
