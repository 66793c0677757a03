"""A policy is read from YAML 1.2; whatever can't be told apart later is refused with its line."""

from pathlib import Path

import pytest

from firstline_chassis.policies.yaml_files import FileRefused, read_file, read_text

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def refusal(text: str) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        read_text(text, "it.yaml")
    assert refused.value.remedy
    return refused.value


def test_words_stay_words_and_numbers_numbers() -> None:
    text = "a: 2016-02-29\nb: [yes, no, on, 010, 0x1F, 1_000, 12:30, ~, true, 2.5]\nc: '7'\n"
    assert read_text(text, "it.yaml").content == {
        "a": "2016-02-29",
        "b": ["yes", "no", "on", 10, 31, "1_000", "12:30", None, True, 2.5],
        "c": "7",
    }


def test_a_page_that_says_it_is_yaml_1_1_makes_no_truth_of_a_yes() -> None:
    assert read_text("%YAML 1.1\n---\na: yes\n", "it.yaml").content == {"a": "yes"}


def test_everything_is_found_again_in_the_file() -> None:
    document = read_text("# lines\nkind: lines\nlines:\n  - id: first\n    queues: []\n", "x.yaml")
    assert document.line_of(("kind",)) == 2
    assert document.line_of(("lines", 0, "queues")) == 5
    assert document.line_of(("lines", 0, "queues", 3, "id")) == 5, "of what should hold it"
    assert document.line_of(("moved",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "the file is empty"),
        ("# nothing\n", 1, "the file is empty"),
        ("- a\n", 1, "the file is no table"),
        ("a: 1\nb: 2\na: 3\n", 3, "a is said twice"),
        ("x:\n  a: 1\n  a: 1\n", 3, "a is said twice"),
        (BOMB, 1, "anchors and aliases"),
        ("a: 1\nb: *a\n", 2, "anchors and aliases"),
        ("a: 1\n---\nb: 1\n", 2, "a second page begins"),
        ("a: !!python/object:os.system x\n", 1, "the tag"),
        ("a:\n  - !mine {b: 1}\n", 2, "the tag !mine is not taken"),
        ("a: " + "[" * 17 + "]" * 17, 1, "nested deeper than 16"),
        ("a: " + "[" * 100_000, 1, "nested deeper than 16"),
        ("a: 1\nb: .inf\n", 2, ".inf is no number that JSON has"),
        ("a: 1e999\n", 1, "1e999 is no number that JSON has"),
        ("a: 99999999999999999999\n", 1, "is no number that JSON has"),
        ("a: 1\n2: b\n", 2, "a key is no word"),
        ("? [a]\n: b\n", 1, "a key is no word"),
        ("a: [1,\n", 2, "is not YAML"),
        ("a: b: c\n", 1, "is not YAML"),
        ("a: 'b\n", 2, "is not YAML"),
        ("a: 1\nb: \x01\n", 2, "is not YAML"),
        ("%YAML 9.0\n---\na: 1\n", 1, "is not YAML"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_plain_table_is_refused_with_its_line(text: str, line: int, told: str) -> None:
    refused = refusal(text)
    assert told in str(refused)
    assert str(refused).startswith(f"it.yaml:{line}: "), refused


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_text("a: " + "x" * 300 * 1024, encoding="utf-8")
    with pytest.raises(FileRefused, match="is over 256 KiB"):
        read_file(path)


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"none.yaml: can't be read: No such file"):
        read_file(tmp_path / "none.yaml")
    with pytest.raises(FileRefused, match="can't be read: Is a directory"):
        read_file(tmp_path)
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"a: 1\nb: \xe9\n")
    with pytest.raises(FileRefused, match=r"latin.yaml:2: is not UTF-8"):
        read_file(path)
