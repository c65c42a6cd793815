"""The style and the script of a dossier are written short, and stay what they were."""

from __future__ import annotations

import re

import pytest

from servanda.presenting.dossier.compacting import compacted_script, compacted_style
from servanda.presenting.texts import ASSETS


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("a { color: red; }\n/* why */\nb, i { top: 0 }", "a{color:red}b,i{top:0}"),
        ('p::after { content: "a;  {b} : " ; }', 'p::after{content:"a;  {b} : "}'),
        (".x :is(h2, h3) > a { margin: 0 auto; }", ".x :is(h2,h3) > a{margin:0 auto}"),
        ("@media (max-width: 40rem) { a { top: 0; } }", "@media (max-width:40rem){a{top:0}}"),
        ('td::before { content: attr(data-label) ": "; }', 'td::before{content:attr(data-label) ": "}'),
    ],
)
def test_a_style_sheet_loses_blanks_and_comments_alone(written: str, short: str) -> None:
    assert compacted_style(written) == short
    assert compacted_style(short) == short


def test_the_dossiers_own_style_keeps_every_mark_in_order() -> None:
    style = (ASSETS / "dossier.css").read_text(encoding="utf-8")
    bare = re.sub(r"\s+|(?<=[^}]);(?=\s*\})", "", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    short = compacted_style(style)
    assert re.sub(r"\s+", "", short) == bare
    assert len(short) < len(style)


def test_a_script_loses_indentation_and_comment_lines_alone() -> None:
    assert (
        compacted_script('(() => {\n  // why\n  const a = "x // y";\n\n  go(a);\n})();\n') == '(() => {\nconst a = "x // y";\ngo(a);\n})();'
    )
    script = (ASSETS / "dossier.js").read_text(encoding="utf-8")
    assert "`" not in script
    assert "/*" not in script
