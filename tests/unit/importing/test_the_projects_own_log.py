"""The log that the project brings is the one that its attribution and its oracle speak of."""

import hashlib
import json
import lzma

from firstline_console.importing.command import LOG
from firstline_local.layout import project

FOLDER = (project() / LOG).parent


def test_the_log_is_byte_for_byte_the_published_one() -> None:
    oracle = json.loads((FOLDER / "oracle.json").read_text())
    digest = hashlib.sha256(lzma.decompress((project() / LOG).read_bytes())).hexdigest()
    assert digest == oracle["sha256"]


def test_the_attribution_names_authors_source_and_licence() -> None:
    text = (FOLDER / "ATTRIBUTION.md").read_text()
    for needed in (
        "Amaral",
        "Fantinato",
        "Peres",
        "10.24432/C57S4H",
        "CC BY 4.0",
        "licenses/by/4.0",
    ):
        assert needed in text
