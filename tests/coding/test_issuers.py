"""Whose government issues a text, and the bare offices, first persons and answers that are that government's."""

from typing import Any

import pytest

from servanda.coding.attribution import document_voice
from servanda.coding.engine import Engine
from servanda.coding.statements import StatementCoder
from servanda.records import Document, Statement
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([StatementCoder()], load_actors())


def document(text: str, **known: Any) -> Document:
    return Document(id="sha256:x", text=text, **{"uri": "x", **known})


def actors(text: str, words: str, **known: Any) -> list[tuple[str, ...]]:
    prepared = ENGINE.prepare(document(text, **known))
    return [m.actors for s in prepared.sentences for m in s.mentions if m.words == words]


@pytest.mark.parametrize(
    ("title", "actor"),
    [
        ("Press briefing by Ministry of Foreign Affairs spokesman Ito, Tokyo", "JPN"),
        ("Daily Press Briefing, State Department", "USA"),
        ("Remarks by the Minister of Foreign Affairs, Lima", "PER"),
        ("Statement by the Ministry of Foreign Affairs of Norway", "NOR"),
        ("Press release: Ministry of Foreign Affairs, Republic of Korea", "KOR"),
        ("Statement by the Norwegian Foreign Minister", "NOR"),
        ("Chad: written answer by the Norwegian Foreign Minister", "NOR"),
        ("Joint statement by the Ministry of Foreign Affairs of Norway", None),
        ("Statement on the visit of the Norwegian Foreign Minister", None),
        ("Foreign Minister of Norway meets the press", None),
        ("Ships leave Oslo", None),
    ],
)
def test_a_title_tells_who_issues_a_text(title: str, actor: str | None) -> None:
    assert ENGINE.prepare(document("The talks went on.", title=title)).issuer == actor


@pytest.mark.parametrize(
    ("head", "actor"),
    [
        ("OFFICE OF THE PRIME MINISTER\nNairobi, 4 May 2021", "KEN"),
        ("Embassy of Ghana\nTokyo", "GHA"),
        ("Foreign Office\nLondon, 3 May 2011", "GBR"),
        ("The ship left.\nTokyo, 3 May", None),
    ],
)
def test_a_letterhead_tells_who_issues_a_text(head: str, actor: str | None) -> None:
    assert ENGINE.prepare(document(head + "\n\nThe talks went on.")).issuer == actor


def test_a_foreign_secretary_who_counts_in_pounds_sits_in_london() -> None:
    text = "The Government has spent £9 million on tents. France agreed to send more."
    assert actors(text, "Government", title="Statement by the Foreign Secretary") == [("GBR",)]
    assert actors(text.replace("£", "$"), "Government", title="Statement by the Foreign Secretary") == [()]


KENYA = {"title": "Statement by the Ministry of Foreign Affairs, Nairobi"}


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Government will send tents to Chad.", "Government", ("KEN",)),
        ("Our embassy in Lima helped.", "embassy", ("KEN",)),
        ("The Cabinet Secretary thanked Japan.", "Cabinet Secretary", ("KEN",)),
        ("Cabinet Secretary Amina Otieno thanked Japan.", "Cabinet Secretary Amina Otieno", ("KEN",)),
        ("In Lima, the Minister thanked his hosts.", "Minister", ("KEN",)),
        ("In Lima, the Minister met the Defence Minister.", "Defence Minister", ()),
        ("Peru thanked the Minister of Defence of Chile.", "Minister of Defence of Chile", ("CHL",)),
        ("The French government agreed. The government will send tents.", "government", ("FRA",)),
        ("The Peruvian Minister came. The Minister was tired.", "Minister", ("PER",)),
        ("The interim government will send tents.", "interim government", ()),
        ("The Foreign Ministry will send tents.", "Ministry", ("KEN",)),
        ("A minister came to the port.", "minister", ()),
        ("President Oduya met the press.", "President Oduya", ()),
    ],
)
def test_a_bare_office_is_the_issuers_unless_another_has_it_nearby(text: str, words: str, found: tuple[str, ...]) -> None:
    assert actors(text, words, **KENYA) == [found]


def test_a_ministry_that_opens_a_text_is_taken_up() -> None:
    text = "The Ministry of Foreign Affairs of Japan summoned the envoy of Iran. The Ministry was angry. The Minister thanked Peru."
    assert actors(text, "Ministry") == [("JPN",)]
    assert actors(text, "Minister") == [("JPN",)]


def test_his_is_the_office_of_the_same_sentence_before_a_person_of_the_last() -> None:
    assert actors("Minister Rosa Quispe of Peru left. The Cabinet Secretary praised his staff.", "his", **KENYA) == [("KEN",)]


def speakers(text: str, **known: Any) -> list[tuple[str | None, str | None]]:
    (coded,) = ENGINE.code([document(text, **known)])
    claims = [fact.claim for fact in coded.facts if isinstance(fact.claim, Statement)]
    return [(claim.speakers[0].words, claim.speakers[0].actor) for claim in claims]


def test_who_answers_speaks_for_the_office_and_who_asks_for_nobody() -> None:
    text = "Q: Will you talk to Iran?\n\nA: Iran can have talks.\n\nMR. CARTER: Kenya was attacked."
    said = dict(speakers(text, title="Daily Press Briefing, State Department"))
    assert (said["Q"], said["A"], said["MR. CARTER"]) == (None, "USA", "USA")
    assert set(dict(speakers(text)).values()) == {None}


def test_a_guest_of_the_title_does_not_speak_for_the_issuer() -> None:
    text = "QUESTION: Is it over?\n\nMS. HALE: Iran can have talks.\n\nMR. SATO: Kenya was attacked."
    said = dict(speakers(text, title="Press Conference With Foreign Minister Sato", uri="https://www.state.gov/a"))
    assert (said["MS. HALE"], said["MR. SATO"]) == ("USA", None)


def test_a_text_speaks_in_the_name_of_its_issuer() -> None:
    prepared = ENGINE.prepare(document("We thank Japan.", **KENYA))
    voice = document_voice(prepared)
    assert voice is not None
    assert (voice.actor, voice.sector) == ("KEN", "GOV")
