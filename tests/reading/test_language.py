"""The language is told without a network, and not at all where the text is too short."""

import socket

import pytest

from servanda.reading.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two ministers met in Northport on Friday.", "en"),
        ("Россия и Китай подписали договор о дружбе.", "ru"),
        ("中国和俄罗斯签署了睦邻友好合作条约双方同意定期举行会晤。", "zh"),
        ("Les deux ministres se sont rencontrés vendredi à la frontière.", "fr"),
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
