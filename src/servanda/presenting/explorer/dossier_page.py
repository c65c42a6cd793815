"""The dossier of a pair, made from the record as it now stands."""

from __future__ import annotations

import html
import re
import tempfile
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from servanda.presenting.dossier import write_dossier
from servanda.presenting.explorer.desk import Desk
from servanda.presenting.explorer.treaty_page import day_on

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')


def dossier(desk: Desk, request: Request) -> Response:
    """The file as it would be written by `servanda dossier`, to be read here or, with `.html` at the end of the address, to be kept."""
    a, b = (desk.actor(request.path_params[side]) for side in ("a", "b"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dossier.html"
        write_dossier(desk.store, a, b, path, on=day_on(desk, request))
        page = path.read_text(encoding="utf-8")
    policy = _POLICY.search(page)
    # The file carries its style and script in itself, each allowed by its hash alone; nothing else may run.
    allowed = html.unescape(policy[1]) if policy else "default-src 'none'"
    headers = {"content-security-policy": f"{allowed}; frame-ancestors 'none'"}
    if request.url.path.endswith(".html"):
        headers["content-disposition"] = f'attachment; filename="dossier_{a}_{b}.html"'
    return Response(page, headers=headers, media_type="text/html; charset=utf-8")
