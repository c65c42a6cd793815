"""What every request must pass before a page sees it, and what every answer carries.

The explorer is for one person on one machine. A page of another site, open in the same browser, must be able neither to read
it (the Host header, the cookie) nor to write to it (the cookie's SameSite, the Origin, the form's own token).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode

from markupsafe import escape
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servanda.presenting.texts import language, say, speaking

# The three names of this machine, with or without a port; no trailing dot, no other form of the address.
_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
# More than any form of ours holds, far less than memory.
LARGEST_FORM = 256 * 1024

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


class Keys:
    """The secrets of one run, all made of the token in the address that the terminal shows."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.session = self._made("session")
        self.form = self._made("form")
        self.cookie = f"servanda_{self._made('cookie')[:8]}"

    def _made(self, purpose: str) -> str:
        return hmac.new(self.token.encode(), purpose.encode(), hashlib.sha256).hexdigest()


class Gate:
    """Refuses what does not come from the person at this machine, in the language `spoken`, as all answers are; form fields of a write reach the page as `request.state.form`."""

    def __init__(self, app: ASGIApp, keys: Keys, spoken: str) -> None:
        self.app, self.keys, self.spoken = app, keys, spoken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        with speaking(self.spoken):
            refusal = self._refused(scope)
            if refusal is None and scope["method"] == "POST":
                refusal = await self._form_refused(scope, receive)
            await (self.app if refusal is None else refusal)(scope, receive, guarded)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a request that may not pass, by its headers alone."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
            return _plain("hosts", 400)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _plain("methods", 405, {"allow": "GET, HEAD, POST"})
        asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if "token" in asked and scope["method"] == "GET":
            return self._entered(scope["path"], asked)
        if not hmac.compare_digest(_cookie(headers, self.keys.cookie), self.keys.session):
            return _plain("no_key", 403)
        return self._origin_refused(headers, hosts[0]) if scope["method"] == "POST" else None

    def _entered(self, path: str, asked: Mapping[str, list[str]]) -> Response:
        """The key of the address turned into a cookie.

        The page leads on by itself instead of by a redirect: a redirect from a link in a mail would count as another site's.
        """
        given = asked["token"][-1].encode()
        if len(asked["token"]) != 1 or not hmac.compare_digest(given, self.keys.token.encode()):
            return _plain("wrong_key", 403)
        rest = urlencode([(name, value) for name, values in asked.items() if name != "token" for value in values])
        onward = "".join(c if c.isalnum() or c in "/-_.~:" else "" for c in "/" + path.lstrip("/"))
        onward += f"?{rest}" if rest else ""
        onward = onward.replace("&", "&amp;")
        page = HTMLResponse(
            f"<!doctype html><html lang={language()}><meta charset=utf-8><title>Servanda</title>"
            '<link rel=icon href="/static/icon.svg">'
            f'<meta http-equiv=refresh content="0;url={onward}"><p><a href="{onward}">{escape(say("gate.go_on"))}</a></p></html>'
        )
        page.set_cookie(self.keys.cookie, self.keys.session, httponly=True, samesite="strict", path="/")
        return page

    @staticmethod
    def _origin_refused(headers: Headers, host: str) -> Response | None:
        """The answer to a write that another site started.

        Under `no-referrer` browsers send `Origin: null` with our own forms; then only their word in Sec-Fetch-Site counts.
        """
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        ours = origin == f"http://{host}" or (origin == "null" and site == "same-origin")
        if not ours or site not in (None, "same-origin"):
            return _plain("other_page", 403)
        if headers.get("content-type", "").split(";")[0].strip().lower() != "application/x-www-form-urlencoded":
            return _plain("plain_forms", 415)
        return None

    async def _form_refused(self, scope: Scope, receive: Receive) -> Response | None:
        """The answer to a form that is too large or lacks the token of our own forms; else its fields are handed on."""
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return PlainTextResponse("", 400)
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > LARGEST_FORM:
                return _plain("too_large", 413)
        try:
            fields = parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=200)
        except (UnicodeDecodeError, ValueError):
            return _plain("unread", 400)
        form = {name: values[-1] for name, values in fields.items()}
        if not hmac.compare_digest(form.pop("form_key", "").encode(), self.keys.form.encode()):
            return _plain("old_form", 403)
        scope.setdefault("state", {})["form"] = form
        return None


def _plain(key: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal in one sentence of the catalogue."""
    return PlainTextResponse(say(f"gate.{key}") + "\n", status, headers)


def _cookie(headers: Headers, name: str) -> str:
    """A cookie's value, ASCII or empty; cookies of other programs on this machine may come along in any form."""
    values = [cookies[name] for header in headers.getlist("cookie") if name in (cookies := cookie_parser(header))]
    return values[0] if values and values[0].isascii() else ""
