"""A file that can't be the incident log is refused as a whole: where, why, and the way out."""

import lzma
from pathlib import Path

import pytest

from firstline_console.importing.errors import UnreadableLog
from firstline_console.importing.reading import read_log
from tests.support.incident_log import ROW, line, row, write_lines, write_log


def refusal(path: Path) -> UnreadableLog:
    with pytest.raises(UnreadableLog) as caught:
        read_log(path)
    assert caught.value.remedy
    assert "Nothing was published" in str(caught.value)
    return caught.value


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert str(tmp_path / "none.csv") in str(refusal(tmp_path / "none.csv"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "can't be opened" in str(refusal(tmp_path))


def test_an_empty_file_is_no_log(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.touch()
    assert "empty" in str(refusal(path))


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(",".join(name for name in ROW if name not in ("impact", "opened_at")) + "\n")
    message = str(refusal(path))
    assert f"{path}:1" in message
    assert "impact" in message
    assert "opened_at" in message


def test_a_log_cut_off_in_its_packing_is_refused_with_the_line(tmp_path: Path) -> None:
    rows = [row(f"INC{number}", caller_id=f"Caller {number * 7919}") for number in range(5000)]
    whole = write_log(tmp_path / "whole.csv.xz", rows).read_bytes()
    path = tmp_path / "log.csv.xz"
    path.write_bytes(whole[: len(whole) // 2])
    assert "cut off" in str(refusal(path))


def test_a_damaged_packing_is_refused(tmp_path: Path) -> None:
    whole = bytearray(lzma.compress(b"number,incident_state\n" * 1000))
    whole[len(whole) // 2] ^= 0xFF
    path = tmp_path / "log.csv.xz"
    path.write_bytes(whole)
    assert "damaged" in str(refusal(path))


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "log.csv", line(row()), line(row(caller_id="Zoë")))
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    message = str(refusal(path))
    assert f"{path}:3" in message
    assert "UTF-8" in message


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "log.csv", line(row()))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_log(path).total == 1
