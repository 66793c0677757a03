"""A link that differs in any sign from one of ours is none of ours."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firstline_intake.adapters.links.signed_links import SignedLinks
from firstline_intake.domain.rating import RatingLink

LINKS = SignedLinks(["s" * 32, "t" * 32])
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
links = st.builds(
    RatingLink,
    st.uuids(),
    st.integers(1, 999_999_999),
    st.integers(0, 4_000_000_000).map(lambda n: EPOCH + timedelta(seconds=n)),
)


@given(links)
def test_what_was_signed_is_read_as_it_was(link: RatingLink) -> None:
    assert LINKS.read(LINKS.sign(link)) == link


@given(links, st.data())
def test_a_token_that_was_changed_at_any_sign_never_verifies(
    link: RatingLink, data: st.DataObject
) -> None:
    token = LINKS.sign(link)
    place = data.draw(st.integers(0, len(token)))
    put = data.draw(st.text(max_size=3))
    cut = data.draw(st.integers(0, 2))
    changed = token[:place] + put + token[place + cut :]
    if changed != token:
        assert LINKS.read(changed) is None


@given(st.text(max_size=300))
def test_no_text_that_was_not_signed_is_a_link(text: str) -> None:
    assert LINKS.read(text) is None
