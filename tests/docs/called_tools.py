"""A page's commands as a shell reads them, where the tools that they call are not.

`docker`, `kubectl`, `curl`, `firstline` and the programs of Kafka and PostgreSQL are replaced by
something that writes down how it was called.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.deployment import MANIFESTS
from tests.support.pages import ROOT, blocks

Call = list[str]
KAFKAS, POSTGRES = ("kafka-acls.sh", "kafka-topics.sh"), ("psql", "pg_restore")
TOOLS = ("docker", "kubectl", "curl", "firstline", *KAFKAS, *POSTGRES)
WRITES_DOWN = f"""#!{sys.executable}
import json, os, sys
with open(os.environ["CALLS"], "a") as calls:
    print(json.dumps(sys.argv), file=calls)
if "kustomize" in sys.argv:
    print("image: firstline-kb")
if sys.argv[1:3] == ["policy", "diff"]:
    sys.exit(1)
"""


def calls_of(page: Path, folder: Path) -> list[Call]:
    """How the page's commands call the tools, in order, from a copy of what they need."""
    shutil.copytree(MANIFESTS, folder / "deploy" / "k8s")
    shutil.copytree(ROOT / "data" / "flows", folder / "data" / "flows")
    tools = folder / "tools"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).write_text(WRITES_DOWN)
        (tools / name).chmod(0o755)
    script = "\n".join(block.text for block in blocks(page) if block.tag == "bash")
    written = folder / "calls"
    env = os.environ | {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "CALLS": str(written),
        "EDITOR": "true",
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f"{script}\nwait"],
        cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [[Path(name).name, *rest] for name, *rest in map(json.loads, written.open())]
