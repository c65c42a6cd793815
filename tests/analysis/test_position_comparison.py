"""Where two actors agree and differ, counted and over time."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.positions import agreement_by_year, compare_positions
from servanda.records import Certainty, Document, Fact, Position, Stance, Target, When, make_fact

TEXT = "Both capitals spoke about the dam, the road and the mine at length."


def position(
    holders: tuple[str, ...],
    stance: Stance,
    issue: str | None,
    year: int | None = None,
    *,
    words: str = "the dam",
    certainty: Certainty = "actual",
    uri: str = "a",
) -> Fact:
    document = Document(id=f"sha256:{uri}", text=TEXT, uri=uri)
    when = None if year is None else When(earliest=dt.date(year, 3, 1), latest=dt.date(year, 3, 31), words="then")
    claim = Position(holders=holders, holder_words=None, stance=stance, target=Target(issue, words))
    return make_fact(
        document,
        claim,
        (document.span(0, 12),),
        certainty=certainty,
        when=when,
        asserted_by=None,
        coder=("positions", "1"),
        confidence=0.8,
        rule=None,
    )


def test_same_stance_on_an_issue_is_agreement_with_its_sources() -> None:
    facts = [position(("KEN", "UGA"), "support", "water-sharing", 2001), position(("KEN",), "support", "water-sharing", 2004, uri="b")]
    (found,) = compare_positions(facts, {"KEN"}, {"UGA"})
    assert (found.issue, found.outcome) == ("water-sharing", "agree")
    assert found.one.counts == {"support": 2}
    assert found.one.documents == 2
    assert [stand.fact for stand in found.other.stands] == [facts[0]]


def test_no_stance_in_common_is_difference_and_some_is_mixed() -> None:
    facts = [
        position(("KEN",), "support", "ceasefire"),
        position(("UGA",), "oppose", "ceasefire"),
        position(("KEN",), "support", "torture"),
        position(("KEN",), "oppose", "torture"),
        position(("UGA",), "oppose", "torture"),
    ]
    outcomes = {one.issue: one.outcome for one in compare_positions(facts, {"KEN"}, {"UGA"})}
    assert outcomes == {"ceasefire": "differ", "torture": "mixed"}


def test_words_join_positions_without_a_listed_issue() -> None:
    facts = [position(("KEN",), "support", None, words="the  Lake road"), position(("UGA",), "support", None, words="The lake road")]
    (found,) = compare_positions(facts, {"KEN"}, {"UGA"})
    assert (found.issue, found.words, found.outcome) == (None, "the Lake road", "agree")


def test_sanctions_on_one_state_are_not_sanctions_on_another() -> None:
    facts = [
        position(("KEN",), "support", "economic-sanctions", words="the sanctions on Iran"),
        position(("UGA",), "oppose", "economic-sanctions", words="sanctions against Cuba"),
        position(("UGA",), "oppose", "economic-sanctions", words="Iranian sanctions"),
    ]
    outcomes = {one.whom: one.outcome for one in compare_positions(facts, {"KEN"}, {"UGA"})}
    assert outcomes == {("IRN",): "differ", ("CUB",): "one side only"}


def test_what_is_only_possible_is_no_position() -> None:
    facts = [position(("KEN",), "support", "ceasefire", certainty="possible")]
    assert compare_positions(facts, {"KEN"}, {"UGA"}) == ()


def test_a_predecessor_counts_for_its_successor() -> None:
    (found,) = compare_positions([position(("SUN",), "support", "ceasefire")], {"RUS", "SUN"}, {"CHN"})
    assert found.outcome == "one side only"
    assert found.one.stance == "support"


def test_a_change_of_position_is_shown_with_both_facts() -> None:
    facts = [position(("KEN",), "oppose", "wto", 2009, uri="b"), position(("KEN",), "support", "wto", 1999)]
    (found,) = compare_positions(facts, {"KEN"}, {"UGA"})
    ((before, after),) = found.one.changes
    assert (before.stance, before.fact) == ("support", facts[1])
    assert (after.stance, after.fact) == ("oppose", facts[0])


def test_a_document_date_places_what_has_no_time_of_its_own() -> None:
    fact = position(("KEN",), "support", "wto")
    published = {fact.document: When(earliest=dt.date(2010, 5, 1), latest=dt.date(2010, 5, 1), words="1 May 2010")}
    assert compare_positions([fact], {"KEN"}, {"UGA"}, published=published, since=dt.date(2010, 1, 1))
    assert not compare_positions([fact], {"KEN"}, {"UGA"}, published=published, until=dt.date(2009, 12, 31))
    assert not compare_positions([fact], {"KEN"}, {"UGA"}, since=dt.date(2010, 1, 1))


def test_agreement_is_counted_by_year() -> None:
    facts = [
        position(("KEN", "UGA"), "support", "wto", 2001),
        position(("KEN",), "support", "ceasefire", 2001),
        position(("UGA",), "oppose", "ceasefire", 2001),
        position(("KEN",), "oppose", "torture", 2002),
    ]
    years = agreement_by_year(compare_positions(facts, {"KEN"}, {"UGA"}))
    assert [(one.year, one.agree, one.differ) for one in years] == [(2001, 1, 1)]
    assert {fact.id for fact in years[0].facts} == {fact.id for fact in facts[:3]}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["KEN", "UGA", "TZA"]),
            st.sampled_from(["support", "oppose", "neutral"]),
            st.sampled_from(["wto", "nato", None]),
            st.integers(1990, 1995),
        ),
        max_size=12,
    )
)
def test_turning_the_pair_round_turns_the_sides_round(told: list[tuple[str, Stance, str | None, int]]) -> None:
    facts = [position((holder,), stance, issue, year) for holder, stance, issue, year in told]
    there = compare_positions(facts, {"KEN"}, {"UGA"})
    back = compare_positions(facts, {"UGA"}, {"KEN"})
    assert [(c.words, c.outcome, c.one, c.other) for c in there] == [(c.words, c.outcome, c.other, c.one) for c in back]
    counted = sum(len(c.one.stands) + len(c.other.stands) for c in there)
    assert counted == sum(holder in ("KEN", "UGA") for holder, *_ in told)
