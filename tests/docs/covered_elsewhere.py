"""The commands in the docs that this folder doesn't run, each with what does run it.

A command that starts, stops or sets up everything can't run inside a test of everything. The value
names a file and a text in it: that is where the command, or what it calls, is run or proved.
"""

ELSEWHERE = {
    "make demo": (".ci/run", "make demo"),
    "make test": (".ci/run", "make test"),
    "make setup": ("Makefile", "test: setup lint"),
    "make lint": ("Makefile", "test: setup lint"),
    "make unit": ("pyproject.toml", 'testpaths = ["tests"]'),
    "make up": ("tests/integration/test_suite.py", "suite.up()"),
    "make down": ("tests/integration/test_suite.py", "suite.down()"),
    "make clean": ("tests/docs/test_clean.py", '"clean"'),
    "make bench": ("benchmarks/results/import_log.json", '"measured_at"'),
    "make lock": ("tests/architecture/test_house_rules.py", "requirements.lock"),
    "firstline down": ("tests/integration/test_suite.py", "suite.down()"),
    "firstline logs reporting -f": ("tests/docs/test_inline_commands.py", "option"),
    "git clone <address> firstline && cd firstline": (".ci/run", "make test"),
    ".ci/run": (".ci/run", "make demo"),
    # the first page's deployment, run as it stands there by `make containers`
    "deploy/new-secrets.sh > .env": ("tests/containers/conftest.py", "deployment_script()"),
    "docker compose build": ("tests/containers/conftest.py", "deployment_script()"),
    "docker compose up --detach --wait": ("tests/containers/conftest.py", "deployment_script()"),
    "docker compose ps": ("tests/support/composed.py", '"ps"'),
    "docker compose down --volumes": ("tests/containers/test_the_runbook_of_backups.py", '"down"'),
    "docker compose --profile observability up --detach": (
        "tests/containers/test_prometheus.py",
        "observability",
    ),
    "make accessibility": (".ci/run", "tests/accessibility/check.sh"),
    "make containers": (".ci/run", "deploy/engine/check.sh"),
}
