"""`firstline article import`: a folder of articles, brought as often as anybody likes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg_pool import ConnectionPool

from tests.support.kb import Articles, kb_api, kb_app, kb_pool
from tests.support.servers import Database
from tests.support.terminal import Terminal

PAGE = "---\ntitle: {}\nsummary: In short.\n{}---\n\nLog in.\n"


@pytest.fixture
def pool(database: Database) -> Iterator[ConnectionPool]:
    with kb_pool(database) as found:
        yield found


@pytest.fixture
def articles(pool: ConnectionPool) -> Articles:
    return kb_api(pool)


@pytest.fixture
def desk(
    pool: ConnectionPool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    terminal = Terminal(monkeypatch, capsys)
    terminal.serve(kb=kb_app(pool))
    return terminal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "vpn/en.md", PAGE.format("The VPN", "category: network\ntags: [vpn]\n"))
    write(tmp_path, "vpn/it.md", PAGE.format("La VPN", ""))
    write(tmp_path, "mail/el.md", PAGE.format("Το ταχυδρομείο", "owner: eleni\n"))
    write(tmp_path, "README.md", "What these are.")
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text)


def brought(desk: Terminal, folder: Path, *words: str) -> str:
    typed = desk.types("article", "import", str(folder), "--as", "ada", *words)
    assert typed.code == 0, typed.err
    return typed.out.strip()


def refused(desk: Terminal, folder: Path) -> str:
    typed = desk.types("article", "import", str(folder), "--as", "ada")
    assert (typed.code, typed.out) == (1, "")
    return typed.err


def test_a_folder_is_brought_once_however_often_it_is_imported(
    desk: Terminal, articles: Articles, folder: Path
) -> None:
    first = brought(desk, folder, "--reviewer", "bea")
    assert first == "2 articles: 2 drafted, 1 edited, 3 published, 0 reclassified, 0 unchanged."
    vpn = articles.get("vpn", language="it").json()
    assert (vpn["text"]["title"], vpn["first_language"], vpn["tags"]) == ("La VPN", "en", ["vpn"])
    assert articles.get("mail").json()["owner"] == "eleni"

    again = brought(desk, folder, "--reviewer", "bea")
    assert again == "2 articles: 0 drafted, 0 edited, 0 published, 0 reclassified, 3 unchanged."
    assert articles.get("vpn").json()["version"] == vpn["version"]


def test_a_text_that_changed_becomes_its_next_version(
    desk: Terminal, articles: Articles, folder: Path
) -> None:
    brought(desk, folder, "--reviewer", "bea")
    write(folder, "vpn/it.md", PAGE.format("La VPN non si collega", ""))
    assert "1 edited, 0 published, 0 reclassified, 2 unchanged" in brought(desk, folder)
    assert articles.get("vpn", language="it").json()["text"]["title"] == "La VPN"
    assert "0 edited, 1 published, 0 reclassified, 2 unchanged" in brought(
        desk, folder, "--reviewer", "bea"
    )
    assert articles.get("vpn", language="it").json()["text"]["version"] == 2


def test_what_the_head_says_of_the_article_as_a_whole_is_kept_up(
    desk: Terminal, articles: Articles, folder: Path
) -> None:
    brought(desk, folder)
    write(folder, "vpn/en.md", PAGE.format("The VPN", "owner: bea\nreview_on: 2027-01-31\n"))
    assert "1 reclassified, 3 unchanged" in brought(desk, folder)
    vpn = articles.get("vpn").json()
    assert (vpn["owner"], vpn["review_on"], vpn["category"]) == ("bea", "2027-01-31", "network")
    assert "0 reclassified, 3 unchanged" in brought(desk, folder)


def test_every_mistake_is_told_with_file_line_and_remedy_and_nothing_is_imported(
    desk: Terminal, articles: Articles, folder: Path
) -> None:
    write(folder, "vpn/es.md", "---\ntitle: La VPN\ntitel: x\n---\nA.\n")
    write(folder, "vpn/fr.md", "x")
    write(folder, "mail/en.md", "no head\n")
    write(folder, "Not_a_name/en.md", PAGE.format("T", ""))
    (folder / "empty").mkdir()
    said = refused(desk, folder)
    for told in (
        f"{folder}/vpn/es.md:3: has an entry titel that is not known",
        f"{folder}/vpn/fr.md: is no text; what to do: call it en.md, it.md, es.md, el.md",
        f"{folder}/mail/en.md:1: has no title",
        f"{folder}/Not_a_name: is no short name",
        f"{folder}/empty: holds no text",
    ):
        assert told in said
    assert articles.list().json()["items"] == []


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_articles_is_refused(desk: Terminal, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    assert "SHORT-NAME/en.md" in refused(desk, tmp_path / name)


def test_nobody_reviews_their_own_import(desk: Terminal, folder: Path) -> None:
    typed = desk.types("article", "import", str(folder), "--as", "ada", "--reviewer", "ada")
    assert (typed.code, "somebody else reviews it" in typed.err) == (1, True)
