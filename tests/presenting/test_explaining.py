"""The explanation of a coded document: what, by which rule, from which words, and why not."""

from servanda.coding import Engine
from servanda.coding.events import EventCoder
from servanda.presenting.explaining import explained
from servanda.records import Document
from servanda.vocabulary.actors import load_actors

TEXT = "Chad bombed Libya in May 1987. The rain fell all day. France hopes to meet Libya. Chad is large."


def test_each_sentence_says_what_was_coded_or_why_not() -> None:
    engine = Engine([EventCoder()], load_actors())
    words = explained(next(engine.code([Document(id="sha256:test", text=TEXT, uri="test")])))
    first, rain, hope, large = words.split("\n\n")[1:]
    assert "event ASSAULT: TCD towards LBY, actual" in first
    assert "'bombed'" in first
    assert "event_patterns/assault.yml:" in first
    assert "it names no actor that the tables know" in rain
    assert "only wished" in hope
    assert "nothing coded" in large
