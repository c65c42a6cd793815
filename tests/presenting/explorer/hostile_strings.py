"""Strings that have no business in a title, and come in one all the same."""

from __future__ import annotations

_CALL = "window.hostile=1"
_MARKUP = [
    "<script>{}</script>",
    "<ScRiPt>{}</sCrIpT>",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "</style><script>{}</script>",
    '"><script>{}</script>',
    "'><script>{}</script>",
    "--><script>{}</script><!--",
    "]]><script>{}</script>",
    "<img src=x onerror={}>",
    '"><img src=x onerror="{}">',
    "<img/src/onerror={}>",
    "<svg onload={}>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<svg><script>{}</script></svg>",
    "<math><mtext><script>{}</script></mtext></math>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}>",
    "<video><source onerror={}></video>",
    "<iframe src=javascript:{}></iframe>",
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    "<object data=javascript:{}>",
    "<embed src=javascript:{}>",
    "<a href=javascript:{} autofocus>x</a>",
    "<form action=javascript:{}><button autofocus>x</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href='javascript:{}//'>",
    "<link rel=stylesheet href='data:text/css,*{{background:url(javascript:{})}}'>",
    "<style>@import 'javascript:{}';</style>",
    "<marquee onstart={}>",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><script>{}</script>'>",
    '" onmouseover="{}" autofocus onfocus="{}" x="',
    "' onmouseover='{}' autofocus onfocus='{}' x='",
    "` onfocus=`{}` x=`",
    "javascript:{}",
    "data:text/html,<script>{}</script>",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
    "%3Cscript%3E{}%3C/script%3E",
    "\uff1cscript\uff1e{}\uff1c/script\uff1e",
    "<scr\u200bipt>{}</scr\u200bipt>",
    "<\u2028script>{}</script>",
    "';{};//",
    '";{};//',
    "\\';{};//",
    "${{{}}}",
]
_TEMPLATES = ["{{7*7}}", "{{ config }}", "{% raw %}", "{%- for x in ().__class__.__base__.__subclasses__() -%}", "{# x #}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{''.__class__}}", "%(x)s", "{0}", "%s%n"]  # fmt: skip
_TURNED = ["\u202eterces", "\u202dabc\u202c", "\u2066abc", "\u2067abc\u2069", "\u200fabc", "\u061cabc", "a\u200bb", "a\u200db", "\ufeffabc", "\u0e4a" * 30, "Z\u0351\u036b" * 20, "\x1b[31mred\x1b[0m", "\x07bell", "a\x85b", "line\u2028line\u2029line", "\x7f", "a\tb", "a\r\nb", "\u00a0", "\ud7ff\ue000\ufffd\U0010ffff"]  # fmt: skip
_FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example";"x")', "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\uff1d1+1", "\uff0b1", "\uff0d1+1", "\uff20SUM(1)", '";=1+1', "=IMPORTXML(1)", "\u200b=1+1", "\ufeff=1+1", "-2+3+cmd|' /C calc'!A0", "+7 499 000 00 00"]  # fmt: skip
_PATHS = ["../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "%2e%2e%2fetc%2fpasswd", "file:///etc/passwd", "C:\\con", "nul.txt", "a/b/c", "a?b=c#d", "a%00b", "http://evil.example/x", "//evil.example/x", "\\\\evil.example\\share", "a;b|c&d", "$(id)", "`id`", "'; DROP TABLE facts;--", '" OR 1=1 --', "..", "."]  # fmt: skip


def hostile_strings() -> list[str]:
    """More than three hundred of them, each another."""
    markup = [text.format(_CALL, _CALL) for text in _MARKUP]
    rest = [*_TEMPLATES, *_TURNED, *_FORMULAS, *_PATHS]
    whole = [*markup, *rest, *(f"Report {text}" for text in (*markup, *rest)), *(f"{text} of China" for text in (*markup, *rest))]
    return list(dict.fromkeys(whole))
