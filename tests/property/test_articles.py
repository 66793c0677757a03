"""Whatever people do to an article, in whatever order: what must hold of it holds."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from firstline_kb.domain.article import Article
from firstline_kb.domain.errors import Refused
from firstline_kb.domain.values import Occasion, State, Text
from firstline_kb.read_models import choosing
from tests.support.articles import EN, ID, IT, by, drafted

Act = Callable[[Article], None]
people = st.sampled_from(["ada", "bea", "cid"]).map(by)
languages = st.sampled_from([EN, IT])
texts = st.sampled_from([Text("a", "", "1"), Text("a", "", "2"), Text("b", "s", "3")])


def edit(who: Occasion, language: str, text: Text) -> Act:
    return lambda article: article.edit(language, text, None, who)  # type: ignore[arg-type]


def step(name: str, who: Occasion, language: str) -> Act:
    def act(article: Article) -> None:
        more: dict[str, tuple[object, ...]] = {
            "review": (None, None),
            "publish": (None,),
            "send_back": (None, "no"),
            "retire": (None, "no"),
        }
        getattr(article, name)(language, *more[name], who)

    return act


steps = st.sampled_from(["review", "publish", "publish", "send_back", "retire"])
acts = st.one_of(
    st.builds(edit, people, languages, texts), st.builds(step, steps, people, languages)
)


def lived(did: list[Act]) -> Article:
    """An article after all of it that was not refused."""
    article = drafted()
    for act in did:
        before = article.version
        try:
            act(article)
        except Refused:
            assert article.version == before, "a refusal changes nothing"
    return article


@given(st.lists(acts, max_size=25))
def test_at_most_one_version_of_a_text_is_public_and_it_was_reviewed_by_another(
    did: list[Act],
) -> None:
    article = lived(did)
    for language, versions in article.texts.items():
        assert [one.number for one in versions] == list(range(1, len(versions) + 1))
        public = [one for one in versions if one.state is State.PUBLISHED]
        assert [one.number for one in public] == [
            number for one, number in article.public.items() if one is language
        ]
        assert all(one.reviewer not in (None, *one.behind) for one in public)
        unfinished = [one for one in versions if one.state in (State.DRAFT, State.REVIEWED)]
        assert unfinished in ([], versions[-1:])


@given(st.lists(acts, max_size=25), st.sampled_from([None, EN, IT]))
def test_a_reader_gets_what_is_public_wherever_anything_in_reach_is(
    did: list[Act], asked: str | None
) -> None:
    article = lived(did)
    language, version = choosing.to_read(article, asked)  # type: ignore[arg-type]
    in_reach = {asked or EN, EN} & set(article.public)
    assert (version.state is State.PUBLISHED) == bool(in_reach)
    if asked in article.public:
        assert language == asked


@given(st.lists(acts, max_size=25))
def test_its_events_alone_give_the_same_article_again(did: list[Act]) -> None:
    article = lived(did)
    again = Article.vacant(ID)
    for event in article.pending_events:
        again.absorb(event)  # type: ignore[arg-type]
    for name in ("texts", "public", "retired", "version", "owner", "category"):
        assert getattr(again, name) == getattr(article, name)
