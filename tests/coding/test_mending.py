"""What is set right in parses: subjects that a joined clause takes, nouns read as verbs, and whose a spoken verb is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.coding.columns import Columns
from servanda.coding.mending import mend
from servanda.coding.parsing import Parse, Parser

# A sentence for each repair, every word with its tag, its label and the place of its head.
MENDED = (
    "urged/VBD/ROOT/0 both/NN/dobj/0 to/TO/aux/3 talk/VB/xcomp/0 and/CC/cc/3 offered/VBD/conj/3 help/NN/dobj/5",
    "said/VBD/ROOT/0 on/IN/prep/5 monday/NNP/pobj/1 it/PRP/nsubj/5 would/MD/aux/5 go/VB/ccomp/0",
    "at/IN/prep/9 invitation/NN/pobj/0 of/IN/prep/1 king/NN/pobj/2 ,/,/punct/9 ann/NNP/nsubj/9 ,/,/punct/5 the/DT/det/8 queen/NN/appos/5 came/VBD/ROOT/9",
    "october/NNP/npadvmod/2 the/DT/det/2 ruling/NN/nsubj/3 came/VBD/ROOT/3",
    "minister/NN/ROOT/0 condemned/VBN/acl/0 the/DT/det/3 raid/NN/dobj/1",
    "embassy/NN/nsubj/1 protests/NNS/ROOT/1",
    "chad/NNP/nsubj/1 resents/VBZ/ROOT/1 fines/NNS/dobj/1 and/CC/cc/2 demands/NNS/conj/2 that/IN/mark/7 it/PRP/nsubj/7 ends/VBZ/acl/4",
    "imposed/VBD/ROOT/0 travel/NN/nsubj/2 bans/VBZ/ccomp/0 on/IN/prep/2 chad/NNP/pobj/3",
    "we/PRP/nsubj/1 call/VBP/ROOT/1 on/IN/prep/1 mali/NNP/pobj/2 to/TO/aux/5 stop/VB/xcomp/1 and/CC/cc/5 urge/VB/conj/5 chad/NNP/dobj/7",
    "sent/VBD/ROOT/0 men/NNS/dobj/0 to/IN/prep/0 mali/NNP/pobj/2 and/CC/cc/3 chad/NNP/conj/3 will/MD/aux/7 help/VB/conj/0",
    "took/VBD/ROOT/0 at/IN/prep/0 once/RB/pcomp/1 steps/NNS/pobj/1",
    "sent/VBD/ROOT/0 the/DT/det/3 young/JJ/amod/3 troops/NNS/compound/4 home/NN/dobj/0",
    "nursed/VBD/ROOT/0 the/DT/det/2 wounded/VBN/dobj/0",
    "deplores/VBZ/ROOT/0 killing/NN/dobj/0 of/IN/prep/1 miners/NNS/pobj/2 by/IN/prep/0 chad/NNP/pobj/4",
)
TAGS = "NN NNS NNP VB VBD VBZ VBP VBN TO MD CC IN DT".split()
LABELS = "nsubj nsubjpass conj ccomp xcomp advcl acl relcl cc prep pobj dobj det aux auxpass compound appos mark".split()


def columns_of(*sentences: str) -> Columns:
    """Sentences as one, each joined to the last word of the one before."""
    rows: list[tuple[str, str, str, int]] = []
    for sentence in sentences:
        start = len(rows)
        for place, (word, tag, dep, head) in enumerate(part.rsplit("/", 3) for part in sentence.split()):
            joined = int(head) == place and start > 0
            rows.append((word, tag, "conj" if joined else dep, start - 1 if joined else start + int(head)))
    return Columns([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], [row[3] for row in rows])


@st.composite
def trees(draw: st.DrawFn) -> Columns:
    """One or two of these sentences with some tags, labels and heads changed for others."""
    columns = columns_of(*draw(st.lists(st.sampled_from(MENDED), min_size=1, max_size=2)))
    token = st.integers(min_value=0, max_value=len(columns.words) - 1)
    for changed, head in draw(st.lists(st.tuples(token, token), max_size=3)):
        above = head
        while above not in (changed, columns.heads[above]):
            above = columns.heads[above]
        if above != changed:
            columns.hang(changed, head)
    for changed, tag in draw(st.lists(st.tuples(token, st.sampled_from(TAGS)), max_size=1)):
        columns.tags[changed] = tag
    for changed, label in draw(st.lists(st.tuples(token, st.sampled_from(LABELS)), max_size=1)):
        columns.deps[changed] = label
    return columns


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def parsed(parser: Parser, text: str) -> Parse:
    parse = parser.parse([(text, 0)])[0]
    assert parse is not None
    return parse


def test_a_clause_takes_the_noun_before_it_where_nothing_joins_it(parser: Parser) -> None:
    parse = parsed(parser, "Spain has moved 900 troops to Chad and Portugal will send two helicopters to Mali.")
    send = parse.lowers.index("send")
    assert [parse.words[child] for child in parse.of(send, "nsubj")] == ["Portugal"]
    assert parse.conjuncts(parse.lowers.index("chad")) == [parse.lowers.index("chad")]


def test_a_measure_before_a_preposition_is_a_noun(parser: Parser) -> None:
    parse = parsed(parser, "Canada has today imposed asset freezes and travel bans on nine Chadian officials.")
    imposed = parse.lowers.index("imposed")
    assert [parse.words[child] for child in parse.of(imposed, "dobj")] == ["freezes"]


def test_what_we_say_is_not_asked_of_others(parser: Parser) -> None:
    parse = parsed(parser, "We call on all groups to refrain from violence and urge the militias to free the nurses.")
    assert parse.words[parse.heads[parse.lowers.index("urge")]] == "call"


def test_what_others_shall_do_stays_theirs(parser: Parser) -> None:
    parse = parsed(parser, "We call on Chad to leave the town and open the road.")
    opened = parse.lowers.index("open")
    assert parse.words[parse.heads[opened]] != "call"


def test_a_plural_that_speaks_for_its_subject_is_a_verb(parser: Parser) -> None:
    parse = parsed(parser, "The Embassy of the Republic of Georgia protests against the violation of its airspace by a military aircraft.")
    assert parse.tags[parse.lowers.index("protests")].startswith("VB")


def test_a_past_form_with_an_object_is_the_verb_of_its_sentence(parser: Parser) -> None:
    parse = parsed(parser, "The Foreign Secretary, Jane Holt, yesterday condemned in the strongest terms the bombing of a school in Nyala.")
    condemned = parse.lowers.index("condemned")
    assert parse.deps[condemned] == "ROOT"
    assert [parse.words[child] for child in parse.of(condemned, "nsubj")] == ["Secretary"]


def test_a_later_by_names_who_did_the_harm(parser: Parser) -> None:
    parse = parsed(parser, "Denmark deplores the killing of ten marchers on Sunday by the Sudanese army.")
    assert parse.words[parse.heads[parse.lowers.index("by")]] == "killing"


def test_a_by_of_another_verb_stays_with_it(parser: Parser) -> None:
    parse = parsed(parser, "The killing of ten marchers on Sunday was condemned by the Chadian parliament.")
    assert parse.words[parse.heads[parse.lowers.index("by")]] == "condemned"


@pytest.mark.parametrize("sentence", MENDED)
def test_each_repair_has_something_to_set_right(sentence: str) -> None:
    before, columns = columns_of(sentence), columns_of(sentence)
    mend(columns)
    assert (columns.tags, columns.deps, columns.heads) != (before.tags, before.deps, before.heads)


@settings(max_examples=200, deadline=None)
@given(trees())
def test_what_is_set_right_stays_a_tree(columns: Columns) -> None:
    size = len(columns.words)
    mend(columns)
    for token in range(size):
        above = token
        for _ in range(size):
            above = columns.heads[above]
        assert columns.heads[above] == above, "a token has no root above it"
    for token in range(size):
        assert list(columns.children(token)) == [child for child, head in enumerate(columns.heads) if head == token != child]
