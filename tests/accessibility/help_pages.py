"""The public pages over a real PostgreSQL, with a few articles, on a port of this machine."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import httpx

from firstline_kb.adapters.pages.site import Site
from firstline_kb.bootstrap import build_app
from firstline_local.provision import provision
from firstline_local.servers import BOOTSTRAP, running_servers
from tests.support.flows import NAME, flow
from tests.support.kb import Articles, FollowedSearch, kb_pool, kb_store
from tests.support.servers import Database
from tests.support.serving import serving

ARTICLES = Path(__file__).parent / "articles"
SITE = Site("https://help.example.org", "mailto:support@example.org")
_NO_KAFKA = "127.0.0.1:9"
"""The pages need none, so none is started."""


@contextmanager
def help_pages() -> Iterator[str]:
    """The address at which they are."""
    os.environ.setdefault(BOOTSTRAP, _NO_KAFKA)
    with ExitStack() as stack:
        made = tempfile.TemporaryDirectory(prefix="firstline-pages-", ignore_cleanup_errors=True)
        servers = stack.enter_context(running_servers(Path(stack.enter_context(made))))
        database = Database("pages", servers)
        provision(servers.postgres_admin_url, servers.passwords, database.name)
        store = kb_store(stack.enter_context(kb_pool(database)))
        app = build_app(store, FollowedSearch(store), dict, SITE)
        address = stack.enter_context(serving(app))
        _publish(address)
        yield address


def _publish(address: str) -> None:
    """As anybody would, by the command; then one is retired."""
    firstline = str(Path(sys.executable).with_name("firstline"))
    command = [firstline, "article", "import", str(ARTICLES), "--as", "ada", "--reviewer", "bea"]
    env = {**os.environ, "FIRSTLINE_KB_URL": address}
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)
    with httpx.Client(base_url=address) as client:
        Articles(client).act("the-old-fax", "retire", reason="There is no fax any more.")
        body = {"actor": {"kind": "agent", "id": "carla"}, "content": flow()}
        client.post(f"/v1/policies/flow:{NAME}", json=body).raise_for_status()


def walks_of(base: str, language: str) -> dict[str, str]:
    """The paths of walks: at a question, at an instruction, solved, not solved and given up."""
    lit, dark = ("lamp", "lit"), ("lamp", "dark")
    ways = {
        "question": (),
        "instruction": (lit,),
        "solved": (lit, ("clean", "helped")),
        "not-solved": (dark, ("dock", "not_helped")),
    }
    with httpx.Client(base_url=base) as client:
        walked = {name: _walked(client, language, *answers) for name, answers in ways.items()}
        walked["given-up"] = _walked(client, language, lit)
        client.post(walked["given-up"], data={"step": "clean", "way": "give-up"})
    return walked


def _walked(client: httpx.Client, language: str, *answers: tuple[str, str]) -> str:
    path = client.post(f"/help/{language}/flows/{NAME}").headers["location"]
    for step, answer in answers:
        client.post(path, data={"step": step, "answer": answer})
    return str(path)


def drafts_of(base: str, language: str, asked: str) -> dict[str, str]:
    """The paths of drafts: with an article for it, with none that is sure, and answered."""
    with httpx.Client(base_url=base) as client:
        texts = {"suggested": asked, "unsure": "zzzzzz", "answered": asked}
        written = {name: _written(client, language, text) for name, text in texts.items()}
        draft = written["answered"].rpartition("/")[2]
        [article, *_] = client.get(f"/v1/drafts/{draft}").json()["articles"]
        client.post(written["answered"], data={"article": article["article_id"]})
    return written


def _written(client: httpx.Client, language: str, text: str) -> str:
    said = {"token": str(uuid4()), "text": text}
    return str(client.post(f"/help/{language}/ask", data=said).headers["location"])
