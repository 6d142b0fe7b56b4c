# All that a newcomer needs: `make run` and `make test`. Each does all the set-up it needs.
.POSIX:
.PHONY: run test stop bench soak setup setup-dev pins messages

PYTEST_ARGS = -n 2 --dist loadgroup
BENCH_ARGS =
PYTHON = .venv/bin/python

run: setup
	@exec $(PYTHON) manage.py serve

test: setup-dev
	@sh deploy/ensure-chromium.sh
	@$(PYTHON) -m pytest $(PYTEST_ARGS)

# At full depth: many more random examples, and what is too slow for every day.
soak: setup-dev
	@sh deploy/ensure-chromium.sh
	@UNVPORTAL_SOAK=1 $(PYTHON) -m pytest $(PYTEST_ARGS)

bench: setup-dev
	@$(PYTHON) -m bench $(BENCH_ARGS)

stop: setup
	@$(PYTHON) manage.py stop

setup:
	@sh deploy/set-up.sh

setup-dev:
	@sh deploy/set-up.sh dev

# Pin anew what requirements*.in allow.
pins: setup-dev
	@$(PYTHON) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --upgrade \
		--output-file requirements.txt requirements.in
	@$(PYTHON) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --upgrade \
		--output-file requirements-dev.txt requirements-dev.in

# Collect the texts to translate, and compile what was translated (needs GNU gettext).
messages: setup
	@$(PYTHON) manage.py makemessages --all --no-obsolete --ignore=.venv --ignore=.local
	@$(PYTHON) manage.py compilemessages --ignore=.venv --ignore=.local
