"""Who says what: quoted, reported, inverted, split, continued, and in texts without quotation marks."""

import pytest

from servanda.coding.attribution import Attribution
from servanda.coding.engine import Engine
from servanda.coding.prepared import Prepared
from servanda.coding.statements import StatementCoder
from servanda.records import Document, Fact, Statement
from servanda.vocabulary.actors import load_actors


class Keeper(StatementCoder):
    """Codes statements and keeps what was prepared."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Prepared] = []

    def code(self, prepared: Prepared) -> list[Fact]:
        self.kept.append(prepared)
        return [fact for fact in super().code(prepared) if isinstance(fact, Fact)]


KEEPER = Keeper()
ENGINE = Engine([KEEPER], load_actors())


def attributions(text: str) -> list[tuple[str, str, str, Attribution]]:
    list(ENGINE.code([Document(id="sha256:x", text=text, uri="x")]))
    prepared = KEEPER.kept.pop()
    assert not KEEPER.kept
    return [
        (
            text[slice(*a.source)] if a.source else "",
            text[slice(*a.cue)] if a.cue else "",
            " … ".join(text[slice(*c)] for c in a.content),
            a,
        )
        for a in prepared.attributions
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "direct"),
    [
        ('"The dam is safe," the engineer said.', "the engineer", "said", '"The dam is safe,"', True),
        ('"The dam is safe," said the engineer, a woman from Bern.', "the engineer", "said", '"The dam is safe,"', True),
        ('"The dam," the engineer said, "is safe."', "the engineer", "said", '"The dam," … "is safe."', True),
        (
            "“If the dam breaks,” the accord states, the towns “will be warned.”",
            "the accord",
            "states",
            "“If the dam breaks,” … “will be warned.”",
            True,
        ),
        ('The engineer said: "The dam is safe. It will hold."', "The engineer", "said", '"The dam is safe. It will hold."', True),
        (
            '"The dam is safe," a senior engineer, speaking in Bern, told reporters.',
            "a senior engineer",
            "told",
            '"The dam is safe,"',
            True,
        ),
        ('"The dam is safe," Anna Berg, the engineer, said.', "Anna Berg", "said", '"The dam is safe,"', True),
        ("The engineer said that the dam was safe.", "The engineer", "said", "that the dam was safe", False),
        ("The dam is safe, a senior official said.", "a senior official", "said", "The dam is safe", False),
        ("The dam, officials say, is safe.", "officials", "say", "The dam … is safe", False),
        ("According to the ministry, the dam is safe.", "the ministry", "According to", "the dam is safe", False),
        ("As the mayor announced on Monday, the dam is safe.", "the mayor", "announced", "the dam is safe", False),
        ("Kenya urged Uganda to open the dam.", "Kenya", "urged", "Uganda to open the dam", False),
        ("Kenya vowed to open the dam.", "Kenya", "vowed", "to open the dam", False),
        ("Kenya called for an inquiry.", "Kenya", "called for", "an inquiry", False),
        ("Uganda rejected Kenya's claim that the dam was unsafe.", "Kenya", "claim", "that the dam was unsafe", False),
        (
            "The plan was described by President Vladimir Putin as a gift.",
            "President Vladimir Putin",
            "was described",
            "The plan … as a gift",
            False,
        ),
    ],
)
def test_source_cue_and_content(text: str, source: str, cue: str, content: str, direct: bool) -> None:  # noqa: FBT001 - a column of the table
    found = attributions(text)
    assert (source, cue, content) in [one[:3] for one in found], found
    assert next(one[3].direct for one in found if one[:3] == (source, cue, content)) is direct


@pytest.mark.parametrize(
    "text",
    [
        "The rebels attacked the town at dawn.",
        "The tents were pitched according to plan.",
        "The parties shall promote trade.",
        "They agreed with him.",
        "Politically, the two sides have little to lose.",
    ],
)
def test_no_report(text: str) -> None:
    assert attributions(text) == []


def test_a_quotation_carried_over_paragraphs_is_one_statement() -> None:
    text = "A spokesman said: “The dam is safe.\n\n“It was built well.\n\n“It will hold.”\n\nThe road is open."
    (found,) = attributions(text)
    assert found[0] == "A spokesman"
    assert text[found[3].content[0][0] : found[3].content[-1][1]].endswith("“It will hold.”")


def test_a_second_quotation_in_a_paragraph_has_the_same_speaker() -> None:
    text = '"The dam is safe," the engineer said. "It was built to last for a century."'
    (found,) = attributions(text)
    assert found[2] == '"The dam is safe," … "It was built to last for a century."'


def test_a_block_after_a_colon_without_marks_is_one_statement() -> None:
    text = "After the visit the minister said:\n\nThe dam is a key work. I was pleased to see it.\n\nIt matters to us both.\n\nNotes to editors"
    (found,) = attributions(text)
    assert found[0] == "the minister"
    assert found[3].direct
    assert found[2].startswith("The dam is a key work.")
    assert found[2].endswith("us both.")


def test_what_a_quotation_thinks_itself_is_no_report() -> None:
    found = attributions('"I think people know what to expect," the envoy said.')
    assert [one[0] for one in found] == ["the envoy"]


def test_the_innermost_voice_asserts() -> None:
    text = "France said that Germany had claimed that the dam leaks."
    list(ENGINE.code([Document(id="sha256:x", text=text, uri="x")]))
    prepared = KEEPER.kept.pop()
    place = text.index("the dam leaks")
    voice = prepared.voice_at(place, place + 8)
    assert voice is not None
    assert voice.actor == "DEU"
    outer = prepared.voice_at(text.index("Germany"), text.index("Germany") + 7)
    assert outer is not None
    assert outer.actor == "FRA"
    assert prepared.voice_at(0, 6) is None


@pytest.mark.parametrize("text", ["Kenya condemned the raid.", "Kenya vowed to end the raid.", "Kenya denied planning the raid."])
def test_what_is_only_named_is_told_by_the_document(text: str) -> None:
    list(ENGINE.code([Document(id="sha256:x", text=text, uri="x")]))
    prepared = KEEPER.kept.pop()
    place = text.index("the raid")
    assert prepared.attributions
    assert prepared.voice_at(place, place + 8) is None


def test_joined_speakers_keep_their_own_names() -> None:
    found = attributions("Jiang Zemin and Vladimir Putin both claimed that the pact was good.")
    assert [(s.actor, s.name) for s in found[0][3].speakers] == [("CHN", "Jiang Zemin"), ("RUS", "Vladimir Putin")]


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("Kenya told Uganda that the dam was safe.", "Uganda"),
        ("The premier said in talks with the Ugandan envoy that the dam was safe.", "the Ugandan envoy"),
        ("When meeting the Ugandan envoy, the premier said that the dam was safe.", "the Ugandan envoy"),
        ("The premier said that the dam was safe.", None),
    ],
)
def test_who_is_told(text: str, audience: str | None) -> None:
    found = next(one[3] for one in attributions(text) if "safe" in one[2])
    assert (text[slice(*found.audience)] if found.audience else None) == audience


def test_an_unnamed_source_keeps_its_words() -> None:
    (found,) = attributions("A Western diplomat said that the talks would fail.")
    (speaker,) = found[3].speakers
    assert speaker.name is None
    assert speaker.words == "A Western diplomat"


def test_speakers_before_a_colon() -> None:
    found = attributions("MODERATOR: Will the dam hold?\n\nTANAKA: It will hold.")
    assert [(one[0], one[1], one[2]) for one in found] == [("MODERATOR", ":", "Will the dam hold?"), ("TANAKA", ":", "It will hold.")]


def test_the_result_is_the_same_with_other_sentences_around() -> None:
    alone = [one[:3] for one in attributions("Kenya vowed to open the dam.")]
    among = [one[:3] for one in attributions("It rained for a week. Kenya vowed to open the dam. The road is long.")]
    assert alone == among


def test_statement_facts_carry_their_words() -> None:
    text = 'Kenya told Uganda that the dam was safe. "It will hold for ever," the minister added.'
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x")])
    KEEPER.kept.clear()
    claims = [fact.claim for fact in coded.facts if isinstance(fact.claim, Statement)]
    assert [actor.actor for actor in claims[0].audience] == ["UGA"]
    for fact in coded.facts:
        assert isinstance(fact.claim, Statement)
        assert fact.claim.content in text
        assert all(coded.document.holds(span) for span in fact.spans)
    assert claims[1].direct
