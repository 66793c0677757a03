"""An index is never in the way of an article: whatever happens to it, it is made again."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from firstline_chassis.errors import CannotServe
from firstline_kb.adapters.search.engine import ArticleSearch
from firstline_kb.adapters.search.index import ArticleIndex, IndexUnwritable
from firstline_kb.adapters.search.schema import VERSION
from firstline_kb.application.following import BEGINNING, Position
from tests.support.kb_search import a_full_disk, found, put, text

JAM = text("jam", "Paper jam", "Pull it out.")
INK = text("ink", "Printer ink", "Change the cartridge.")


def test_readers_see_a_commit_at_once() -> None:
    index = ArticleIndex()
    search = ArticleSearch(index)
    put(index, 1, JAM)
    assert found(search, "jam") == ["jam"]
    put(index, 2, INK)
    assert found(search, "ink") == ["ink"]


def test_words_of_a_new_commit_mend_slips_at_once() -> None:
    index = ArticleIndex()
    search = ArticleSearch(index)
    put(index, 1, JAM)
    assert found(search, "cartrige") == []
    put(index, 2, INK)
    assert found(search, "cartrige") == ["ink"]


def test_an_article_is_replaced_whole_and_taken_away_by_nothing() -> None:
    index = ArticleIndex()
    search = ArticleSearch(index)
    index.write({"jam": [JAM, JAM._replace(language="it")]}, Position(1, "a"))
    index.write({"jam": [INK._replace(article_id="jam")]}, Position(2, "b"))
    assert (found(search, "paper jam"), found(search, "ink")) == ([], ["jam"])
    index.write({"jam": []}, Position(3, "c"))
    assert found(search, "ink") == []


def test_an_index_in_a_folder_goes_on_where_it_stopped(tmp_path: Path) -> None:
    index = ArticleIndex(tmp_path)
    put(index, 7, JAM)
    index.close()
    again = ArticleIndex(tmp_path)
    assert again.position == Position(7, "event 7")
    assert found(ArticleSearch(again), "jam") == ["jam"]


def test_an_index_in_memory_begins_anew() -> None:
    assert ArticleIndex().position == BEGINNING


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("meta.json", "emptied"),
        ("meta.json", "cut"),
        ("meta.json", "deleted"),
        ("*.store", "one bit turned"),
        ("*.term", "cut"),
        ("*.fieldnorm", "emptied"),
        ("*.idx", "deleted"),
    ],
)
def test_a_damaged_index_is_made_anew_and_told(tmp_path: Path, kind: str, how: str) -> None:
    index = ArticleIndex(tmp_path)
    put(index, 7, JAM)
    index.close()
    _damage(next((tmp_path / f"articles-v{VERSION}").glob(kind)), how)
    with capture_logs() as logs:
        again = ArticleIndex(tmp_path)
    assert [line["event"] for line in logs] == ["search index is built anew"]
    assert again.position == BEGINNING
    put(again, 8, JAM)
    assert found(ArticleSearch(again), "jam") == ["jam"]


def test_an_index_made_otherwise_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "articles-v0").mkdir()
    ArticleIndex(tmp_path)
    assert not (tmp_path / "articles-v0").exists()


def test_two_processes_never_share_a_folder(tmp_path: Path) -> None:
    first = ArticleIndex(tmp_path)
    with pytest.raises(CannotServe, match="SEARCH_FOLDER"):
        ArticleIndex(tmp_path)
    first.close()
    ArticleIndex(tmp_path)


def test_a_folder_that_cant_be_made_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotServe, match="leave it out"):
        ArticleIndex(tmp_path / "file" / "index")


def test_a_full_disk_leaves_the_commit_before_and_writing_goes_on_later(tmp_path: Path) -> None:
    index = ArticleIndex(tmp_path)
    put(index, 1, JAM)
    more = [text(f"a{n}", f"Number {n}", f"word{n} " * 90) for n in range(50)]
    with a_full_disk(), pytest.raises(IndexUnwritable):
        put(index, 2, *more)
    assert (index.position.id, found(ArticleSearch(index), "jam")) == (1, ["jam"])
    put(index, 2, *more)
    assert (index.position.id, found(ArticleSearch(index), "word7")) == (2, ["a7"])


def _damage(file: Path, how: str) -> None:
    content = file.read_bytes()
    middle = len(content) // 3
    turned = content[:middle] + bytes([content[middle] ^ 128]) + content[middle + 1 :]
    if how == "deleted":
        file.unlink()
    else:
        kept = {"emptied": b"", "cut": content[:middle], "one bit turned": turned}
        file.write_bytes(kept[how])
