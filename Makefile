# `make help` lists what there is. Every target does its own set-up, or says in one line what is missing.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

export CARGO_TERM_COLOR ?= auto
DENY := $(CURDIR)/.tools/bin/cargo-deny
DENY_VERSION := 0.20.2
WEB := web/dist/widget.js web/dist/console/index.html
WEB_SOURCES := $(shell find web/widget web/console web/shared web/demo web/docs web/*.mjs web/package-lock.json -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: help
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: run
run: web ## Build everything and run the server with demo reps on http://localhost:8080
	@scripts/need cargo "Rust" "https://rustup.rs"
	cargo build --release --quiet
	target/release/chaperone serve --demo

.PHONY: test
test: web deny ## Everything that must hold: formatting, lints, dependencies, playbook, unit, both databases, browser
	cargo fmt --check
	cargo clippy --all-targets --quiet -- -D warnings
	cargo build --quiet
	target/debug/chaperone check .
	target/debug/chaperone test .
	cargo test --workspace
	npm --prefix web run --silent check
	npm --prefix web run --silent test:unit
	scripts/need-browser
	npm --prefix web run --silent test:browser

.PHONY: check
check: ## The quick loop: formatting, lints, playbook
	cargo fmt --check
	cargo clippy --all-targets --quiet -- -D warnings
	cargo run --quiet -- check .

.PHONY: bench
bench: ## Time of the parts: normalise, classify, screen, step, append
	cargo bench

.PHONY: load
load: web ## The whole server under load, both numbers of README (SQLite)
	cargo run --release --example load

.PHONY: intents
intents: ## Public intent sets beside the bars: make intents DATA=<folder with clinc150, banking77, hwu64>
	@scripts/need cargo "Rust" "https://rustup.rs"
	@scripts/need python3 "Python 3.10 or newer" "https://www.python.org"
	@[ -n "$(DATA)" ] || { echo "say where the sets are: make intents DATA=<folder with clinc150, banking77, hwu64>" >&2; exit 2; }
	scripts/intent-table "$(DATA)"

.PHONY: soak
soak: web ## The long form of the crash and race tests: 500 kills on each database, 100,000 races
	CHAPERONE_KILLS=500 CHAPERONE_RACES=100000 cargo test --release --test it -- crash:: races:: --nocapture

.PHONY: web
web: $(WEB) ## The web pages, into web/dist

$(WEB) &: web/node_modules/.package-lock.json $(WEB_SOURCES)
	npm --prefix web run --silent build

web/node_modules/.package-lock.json: web/package-lock.json
	@scripts/need npm "Node.js 20.19 or newer" "https://nodejs.org"
	npm --prefix web ci --no-audit --no-fund
	@touch $@

.PHONY: deny
deny: $(DENY) ## Licences, duplicates and sources of all dependencies
	$(DENY) --all-features check --hide-inclusion-graph licenses bans sources

$(DENY):
	@scripts/need cargo "Rust" "https://rustup.rs"
	cargo install --quiet --locked --root .tools --version $(DENY_VERSION) --debug cargo-deny

.PHONY: clean
clean: ## Remove everything that was built
	cargo clean
	rm -rf web/dist web/node_modules .tools
