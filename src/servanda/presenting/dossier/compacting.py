"""Writes a page as short as HTML allows: it is a file that people send."""

from __future__ import annotations

import re

_BLANK_LINES = re.compile(r"\n\s*\n+")
_WHOLE = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)>)", re.DOTALL)
_SIMPLE_VALUE = re.compile(r'(?<= )([a-z-]+)="([\w#.:-]+)"(?=[ >])')
_NEEDLESS_END = re.compile(
    r"</p>\s*(?=<(?:p|ul|ol|div|h[34])\b|</(?:li|div|td|article|section)>)"
    r"|</li>\s*(?=<li|</[uo]l>)"
    r"|</t[dh]>\s*(?=<t[dh]|</tr>)"
    r"|</tr>\s*(?=<tr|</tbody>|</thead>)"
    r"|</t(?:body|head)>\s*(?=<tbody|</table>)"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'("[^"]*")')
_AROUND = re.compile(r"\s*([{};])\s*|([,:])\s+")


def compacted_style(css: str) -> str:
    """A style sheet without comments and needless blanks; what stands in strings stays as it is."""
    pieces = _STRING.split(_COMMENT.sub("", css))
    pieces[::2] = [_AROUND.sub(r"\1\2", re.sub(r"\s+", " ", piece)).replace(";}", "}") for piece in pieces[::2]]
    return "".join(pieces).strip()


def compacted_script(script: str) -> str:
    """A script without comment lines and indentation. It has no text that goes over several lines."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def compacted(page: str) -> str:
    """A page, or a piece of one that ends with a section, without what HTML lets one leave out: quotes round simple values, and the ends of cells and items before the next.

    What stands between quotes or tags is escaped, so that no text can look like an attribute; the head, scripts and styles stay as they are.
    """
    page = _BLANK_LINES.sub("\n", page)
    head, opening, body = page.partition("<body>") if "<body>" in page else ("", "", page)
    pieces = _WHOLE.split(body)
    for index in range(0, len(pieces), 2):
        parts = _SIMPLE_VALUE.split(pieces[index])
        # What stood between, the name, the value, what stood between …
        parts[1::3] = [f"{name}=" for name in parts[1::3]]
        pieces[index] = _NEEDLESS_END.sub("", "".join(parts))
    return head + opening + "".join(pieces)
