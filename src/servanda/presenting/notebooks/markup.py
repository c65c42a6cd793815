"""HTML for notebooks: escaped, without script, style sheet or colour, so that it is read in any theme."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from servanda.presenting.fact_table import harmless

_CELL = "text-align:left;vertical-align:top;padding:.2em .8em .2em 0;border-bottom:1px solid currentColor;white-space:normal;max-width:40em"


def said(value: Any) -> str:
    """A value as text in HTML: one line, isolated in its direction of writing; empty for none."""
    if value is None:
        return ""
    told = ("yes" if value else "no") if isinstance(value, bool) else harmless(str(value))
    return f"<bdi>{escape(told)}</bdi>"


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]], *, caption: str) -> str:
    """A table with its caption; columns in which no row has anything are left out, and the caption says which."""
    held = [place for place in range(len(heads)) if not rows or any(row[place] not in (None, "") for row in rows)]
    empty = [head for place, head in enumerate(heads) if place not in held]
    told = f"{caption}. Empty here: {', '.join(empty)}" if empty else caption
    head = "".join(f'<th scope="col" style="{_CELL}">{said(heads[place])}</th>' for place in held)
    body = "".join("<tr>" + "".join(f'<td style="{_CELL}">{said(row[place])}</td>' for place in held) + "</tr>" for row in rows)
    return (
        f'<table style="border-collapse:collapse"><caption style="text-align:left;caption-side:top">{said(told)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def listed(title: str, items: Sequence[str]) -> str:
    """A heading in words and a list of items that are HTML already; nothing for no items."""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<p><strong>{said(title)}</strong></p><ul>{inner}</ul>" if items else ""
