"""Provisions: by article from a treaty's text, and as news tell them."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.provisions import ProvisionCoder
from servanda.records import Document, Fact, Provision
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([ProvisionCoder()], load_actors())

TREATY = """Treaty of Friendship between the Republic of Kenya and the Republic of Ghana

Article 1
The contracting parties shall not use force against each other. They shall settle their disputes by peaceful means.

Article 2
Kenya supports the territorial integrity of Ghana.

Article 3
If a threat of aggression arises, the parties shall immediately consult each other.

Article 4
Neither party shall take part in any alliance that harms the security of the other.

Article 5
Each party respects the path that the other has chosen for itself.

Article 6
This treaty is subject to ratification and enters into force on the day of the exchange of instruments, which shall take place in Nairobi.
"""


def facts(text: str, title: str | None = None) -> list[Fact]:
    return list(next(ENGINE.code([Document(id="sha256:x", text=text, uri="x", title=title)])).facts)


def claims(text: str, title: str | None = None) -> list[Provision]:
    return [fact.claim for fact in facts(text, title) if isinstance(fact.claim, Provision)]


def by_article(article: str) -> list[Provision]:
    return [claim for claim in claims(TREATY) if claim.article == article]


def test_articles_give_type_and_force() -> None:
    told = {(claim.article, claim.type, claim.force) for claim in claims(TREATY)}
    assert {
        ("1", "nonaggression", "must_not"),
        ("1", "dispute_settlement", "must"),
        ("2", "territory", "declares"),
        ("3", "consultation", "must"),
        ("4", "no_hostile_alliance", "must_not"),
        ("5", "non_interference", "declares"),
    } <= told


def test_all_parties_owe_each_other_unless_one_is_named() -> None:
    assert {(claim.bearers, claim.toward) for claim in by_article("1")} == {(("KEN", "GHA"), ("KEN", "GHA"))}
    assert {(claim.bearers, claim.toward) for claim in by_article("2")} == {(("KEN",), ("GHA",))}


def test_a_place_is_no_party() -> None:
    assert {claim.bearers for claim in by_article("6")} == {("KEN", "GHA")}


def test_a_condition_is_kept_and_makes_the_duty_conditional() -> None:
    found = [fact for fact in facts(TREATY) if isinstance(fact.claim, Provision) and fact.claim.article == "3"]
    assert [fact.certainty for fact in found] == ["conditional"]
    assert isinstance(found[0].claim, Provision)
    assert found[0].claim.trigger == "a threat of aggression arises"


def test_the_instrument_is_the_title_without_what_says_that_this_is_a_summary() -> None:
    body = TREATY.split("\n", 1)[1]
    assert {claim.instrument for claim in claims(body, "Treaty of Friendship: a summary, article by article")} == {"Treaty of Friendship"}


def test_every_provision_stands_on_its_words() -> None:
    for fact in facts(TREATY):
        for span in fact.spans:
            assert TREATY[span.start : span.end] == span.words


@pytest.mark.parametrize(
    ("text", "kind", "force", "bearers"),
    [
        ("Kenya and Ghana agreed not to aim their missiles at each other.", "nuclear_restraint", "must_not", ("KEN", "GHA")),
        ("Kenya and Ghana pledged to settle their disputes by peaceful means.", "dispute_settlement", "must", ("KEN", "GHA")),
        (
            "Article 8 of the treaty forbids Kenya to take any step that harms the territorial integrity of Ghana.",
            "territory",
            "must_not",
            ("KEN",),
        ),
        (
            '"If a threat of aggression arises," the treaty states, Kenya and Ghana "will consult each other at once."',
            "consultation",
            "must",
            ("KEN", "GHA"),
        ),
        ("The treaty between Kenya and Ghana is not directed against any third country.", "third_party", "declares", ("KEN", "GHA")),
    ],
)
def test_undertakings_told_in_the_news(text: str, kind: str, force: str, bearers: tuple[str, ...]) -> None:
    assert (kind, force, bearers) in [(claim.type, claim.force, claim.bearers) for claim in claims(text)]


def test_each_part_of_a_sentence_has_its_own_force_and_bearer() -> None:
    told = {
        (c.type, c.force, c.bearers)
        for c in claims("Under the pact, Iran agreed not to develop nuclear weapons and Iraq promised to withdraw its troops.")
    }
    assert told == {("nonproliferation", "must_not", ("IRN",)), ("territory", "must", ("IRQ",))}


@pytest.mark.parametrize(
    "text",
    [
        "The treaty says little about the prisoners of war in Indian camps.",
        "The treaty lays no obligations on Kenya or Ghana to defend each other when attacked.",
        "Kenya and Ghana refused to commit themselves to neutrality.",
        "The Kenya Development Bank agreed to lend money for trade.",
        "After the agreement Kenya has not recognised the annexation: it abstained when Ghana vetoed a text on territorial integrity.",
        "Kenya and Ghana met to talk about their border.",
    ],
)
def test_what_lays_nothing_down(text: str) -> None:
    assert claims(text) == []


def test_the_treaty_is_the_one_named_before() -> None:
    text = "Kenya and Ghana signed the Treaty of Lasting Friendship. The treaty forbids either side to use force against the other."
    assert [claim.instrument for claim in claims(text)] == ["Treaty of Lasting Friendship"]


def test_a_treaty_named_only_later_is_not_taken() -> None:
    text = "The treaty forbids Kenya and Ghana to use force against each other. The Treaty of Lagos came later."
    assert [claim.instrument for claim in claims(text)] == ["the treaty"]


def test_an_article_told_in_the_news_is_kept() -> None:
    found = claims("Article 3 of the treaty requires that Peru and Chile consult each other if a crisis threatens the peace.")
    assert [(claim.article, claim.trigger) for claim in found] == [("3", "a crisis threatens the peace")]
    found = claims("Article 3 of the treaty requires that Peru and Chile consult each other unless a crisis forbids it.")
    assert [(claim.article, claim.trigger) for claim in found] == [("3", "unless a crisis forbids it")]
