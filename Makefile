# Parvis. `make run` and `make test` set up whatever they need; the rest builds on them.
SHELL := /bin/sh
export PATH := $(CURDIR)/charts/node_modules/.bin:$(PATH)

.PHONY: run demo dev build packages test schemathesis check torture coverage bench setup setup-tests site-debug screenshots clean

run: build ## build and serve on http://127.0.0.1:3000, data in ./data
	target/release/parvis serve

demo: build ## the same with a year of mail, data in ./data/demo
	env -u PARVIS_DATABASE_URL -u PARVIS_CONFIG PARVIS_DATA=data/demo target/release/parvis demo --serve

dev: setup ## rebuild and reload on every change
	LEPTOS_SITE_ROOT=target/debug/site LEPTOS_WATCH=1 cargo leptos watch -- serve

build: setup ## release binaries in target/release; parvis carries its site and a static agent
	LEPTOS_SITE_ROOT=target/release/site cargo leptos build --release --precompress
	cargo build --release --package server --package agent
	target/release/parvis carry target/release/parvis --site target/release/site --agent "$$(scripts/agent-static)"
	@scripts/sizes

packages: build ## .deb, .rpm and container image of server and agent in target/packages, and a try of each
	scripts/packages

site-debug: setup
	LEPTOS_SITE_ROOT=target/debug/site cargo leptos build
	cargo build --package server --package agent # chosen together, what both need is built once

test: ## everything: units, both engines, real Postfix, kill -9, browser
	$(MAKE) --jobs=2 setup setup-tests # one compiles, the other fetches
	LEPTOS_SITE_ROOT=target/debug/site cargo leptos build --frontend-only
	scripts/wasm-tree
	cargo test --workspace --exclude frontend # with target/debug/parvis, which would be built twice by itself: fewer features
	scripts/factur-x
	scripts/recompute
	cd end2end && npm test
	scripts/schemathesis

schemathesis: site-debug ## the HTTP interface against its description, 2,000 tries as each of four principals
	EXAMPLES=2000 scripts/schemathesis

check: setup ## formatting, lints, and the rules no linter knows
	cargo fmt --check
	cargo clippy --workspace --exclude frontend --all-targets -- -D warnings
	cargo clippy --package frontend --target wasm32-unknown-unknown -- -D warnings
	scripts/tidy

torture: site-debug ## the long runs: servers killed two hundred times, an invoice run fifty times, every flow in each language with and without script
	PARVIS_KILLS=200 cargo test --workspace --exclude frontend --test kills -- --test-threads=1
	PARVIS_KILLS=50 cargo test --workspace --exclude frontend --test service -- invoices::runs::a_run_that_is_killed
	cd end2end && KILL_ROUNDS=200 npx playwright test tests/kill.spec.js
	cd end2end && EVERY_WAY=1 npm test

coverage: ## the lines of domain, service and store that their tests run; fails below 80 %, or when a statement is never run
	scripts/coverage

bench: build setup-tests ## figures: sizes, a new space, a rendered overview, a flood beside it, open live pages, decisions, tenants that write at once, jobs begun, links into other programs and what flows there, cancelled requests
	scripts/bench
	scripts/flood
	scripts/bench-live
	cd benches && cargo run --release
	cargo test --release --package invoice-pdf -- --ignored --nocapture
	PARVIS_TEST_FSYNC=on cargo test --release --test measures --test service --bin parvis -- --ignored --nocapture --test-threads=1
	cd end2end && PARVIS_CANCELLED=10000 PARVIS_BIN=$(CURDIR)/target/release/parvis npx playwright test tests/cancellation.spec.js --project=script

screenshots: build setup-tests ## the pictures in docs/images, from the demo
	cd end2end && node screenshots.js

setup:
	scripts/setup

setup-tests:
	scripts/setup-tests

clean:
	cargo clean
