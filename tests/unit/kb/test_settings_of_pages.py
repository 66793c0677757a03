"""The two addresses that only their owner knows are checked before anything is served."""

import pytest
from pydantic import ValidationError

from firstline_kb.settings import KbSettings

GIVEN = {
    "FIRSTLINE_KB_DATABASE_URL": "postgresql://kb@127.0.0.1/firstline",
    "FIRSTLINE_KB_KAFKA_BOOTSTRAP": "127.0.0.1:9092",
}


def settings(monkeypatch: pytest.MonkeyPatch, **said: str) -> KbSettings:
    for name, value in {
        **GIVEN,
        **{f"FIRSTLINE_KB_{n}".upper(): v for n, v in said.items()},
    }.items():
        monkeypatch.setenv(name, value)
    return KbSettings()


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://help.example.org", "https://help.example.org"),
        ("https://help.example.org/", "https://help.example.org"),
        ("http://intranet:8080", "http://intranet:8080"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ("", None),
    ],
)
def test_a_public_address_is_a_host(
    monkeypatch: pytest.MonkeyPatch, given: str, read: str | None
) -> None:
    assert settings(monkeypatch, public_url=given).public_url == read


@pytest.mark.parametrize(
    "given",
    ["help.example.org", "https://help.example.org/support", "ftp://help.example.org", "https://",
     "https://ada:secret@help.example.org", 'https://help.example.org"><script>', "https://a b"],
)  # fmt: skip
def test_another_public_address_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    with pytest.raises(ValidationError, match=r"an address like https://help\.example\.org"):
        settings(monkeypatch, public_url=given)


@pytest.mark.parametrize(
    "given",
    ["https://desk.example.org/new?from=help", "mailto:support@example.org?subject=Help", ""],
)
def test_a_contact_is_a_page_or_a_mailbox(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    assert settings(monkeypatch, contact_url=given).contact_url == (given or None)


@pytest.mark.parametrize(
    "given", ["javascript:alert(1)", "http://desk.example.org", "mailto:", "support@example.org"]
)
def test_another_contact_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    with pytest.raises(ValidationError, match=r"begins with https:// or mailto:"):
        settings(monkeypatch, contact_url=given)
