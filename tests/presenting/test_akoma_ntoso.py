from xml.etree import ElementTree as ET

from servanda.coding.treaty_text import read_treaty
from servanda.presenting.akoma_ntoso import NAMESPACE, as_akoma_ntoso

TEXT = """AGREEMENT BETWEEN FRANCE AND ITALY ON BELLS

The Government of France and the Government of Italy have agreed as follows:

Article 1
1. Bells shall ring at noon.
2. They shall not ring at night.

Article 2
This Agreement shall enter into force on signature.

Done at Nice, 5 June 1961.
"""


def test_articles_paragraphs_and_closing_stand_in_the_order_of_the_standard() -> None:
    root = ET.fromstring(as_akoma_ntoso(read_treaty(TEXT), TEXT).partition("?>")[2])  # noqa: S314 - our own output
    act = root[0]
    assert [child.tag.partition("}")[2] for child in act] == ["meta", "preface", "preamble", "body", "conclusions"]
    articles = root.findall(f".//{{{NAMESPACE}}}article")
    assert [one.attrib["eId"] for one in articles] == ["art_1", "art_2"]
    assert len(articles[0].findall(f"{{{NAMESPACE}}}paragraph")) == 2
    assert "Done at Nice" in "".join(act[-1].itertext())


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    ET.fromstring(as_akoma_ntoso(read_treaty("Article 1\n\x0cBells \x01ring.\n"), "Article 1\n\x0cBells \x01ring.\n").partition("?>")[2])  # noqa: S314


def test_chapters_hold_their_articles() -> None:
    text = "TREATY ON BELLS\n\nCHAPTER I\nTOWERS\nArticle 1\nTowers shall stand.\n\nCHAPTER II. ROPES\nArticle 2\nRopes shall hold.\nDone at Nice, 5 June 1961.\n"
    root = ET.fromstring(as_akoma_ntoso(read_treaty(text), text).partition("?>")[2])  # noqa: S314 - our own output
    held = root.findall(f".//{{{NAMESPACE}}}body/{{{NAMESPACE}}}chapter")
    assert [[child.text for child in one if child.text and child.text.strip()] for one in held] == [["I", "TOWERS"], ["II", "ROPES"]]
    assert [one.find(f"{{{NAMESPACE}}}article") is not None for one in held] == [True, True]
