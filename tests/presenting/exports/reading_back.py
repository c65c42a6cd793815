"""Small strict readers of the formats that have no library here; each fails on what a program would choke on."""

from __future__ import annotations

import re

_TAG = re.compile(r"([A-Z][A-Z0-9])  - (.*)")
_LATEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciicircum{}": "^", r"\textasciitilde{}": "~",
    r"\textless{}": "<", r"\textgreater{}": ">", r"\textbar{}": "|", r"\textasciigrave{}": "`",
    r"\$": "$", r"\&": "&", r"\#": "#", r"\_": "_", r"\%": "%",
}  # fmt: skip
_COMMAND = re.compile("|".join(re.escape(command) for command in _LATEX))


def read_bibtex(text: str) -> list[dict[str, str]]:
    """Entries as BibTeX reads them: a value in braces ends where they balance, whatever stands before a brace."""
    entries, at = [], 0
    while text[at:].strip():
        head = re.compile(r"\s*@(\w+)\{([^\s,{}]+),\n").match(text, at)
        assert head, text[at : at + 80]
        entry, at = {"type": head[1], "key": head[2]}, head.end()
        while field := re.compile(r"  (\w+) = ").match(text, at):
            assert field[1] not in entry, field[1]
            entry[field[1]], at = _value(text, field.end())
            assert text[at : at + 2] == ",\n", text[at - 20 : at + 20]
            at += 2
        assert text[at : at + 3] == "}\n\n", text[at : at + 40]
        at += 3
        entries.append(entry)
    return entries


def _value(text: str, at: int) -> tuple[str, int]:
    if text[at] != "{":
        bare = re.compile(r"[a-z]{3}").match(text, at)
        assert bare, text[at : at + 20]
        return bare[0], bare.end()
    depth, start = 0, at
    while True:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            return text[start + 1 : at - 1], at


def plain(latex: str) -> str:
    """The text that LaTeX would set; any command that is not one of those for a sign fails."""
    inner = latex[1:-1] if latex.startswith("{") and latex.endswith("}") else latex
    rest = _COMMAND.sub("", inner)
    assert not re.search(r"[\\{}$&#^_~%]", rest), rest
    return _COMMAND.sub(lambda command: _LATEX[command[0]], inner)


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """Records as a reference manager reads them: lines of any kind, each of which must be a tag with its value."""
    records: list[dict[str, list[str]]] = []
    for line in text.splitlines():
        if not line:
            continue
        found = _TAG.fullmatch(line)
        assert found, repr(line)
        if found[1] == "TY":
            records.append({})
        records[-1].setdefault(found[1], []).append(found[2])
    assert all(next(iter(record)) == "TY" and list(record)[-1] == "ER" for record in records)
    return records
