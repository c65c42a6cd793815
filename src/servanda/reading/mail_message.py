"""Mail (.eml) and saved pages (.mhtml): the body as text, with subject, sender and date."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

import msgspec

from servanda.reading import web_page
from servanda.reading.encodings import decode, without_surrogates
from servanda.reading.options import Extracted, Failed, Source
from servanda.records import When


def extract(source: Source) -> Extracted | Failed:
    """Take the plain part of a mail, or its HTML part where there is no plain one; attachments are named, not read."""
    message = email.message_from_bytes(source.data, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain", "html")) if isinstance(message, EmailMessage) else None
    payload = body.get_payload(decode=True) if body is not None else None
    if body is None or not isinstance(payload, bytes) or not payload.strip():
        return Failed(
            source.uri, "no text in the mail", "it has neither a plain nor an HTML part", "save its text, or its attachments, as files"
        )
    found = _page(body, payload, source) if body.get_content_type() == "text/html" else _plain(body, payload)
    if isinstance(found, Failed):
        return found
    attached = [
        part.get_filename() or part.get_content_type() for part in message.iter_attachments() if part.get_content_maintype() != "image"
    ]
    problems = (*found.problems, *((f"attachment(s) not read: {', '.join(attached[:20])}",) if attached else ()))
    return msgspec.structs.replace(
        found,
        reader="eml",
        media_type="message/rfc822",
        title=_header(message, "subject") or found.title,
        author=_header(message, "from") or found.author,
        published=_date(_header(message, "date")) or found.published,
        lost=found.lost or bool(attached),
        problems=problems,
    )


def _plain(body: MIMEPart, payload: bytes) -> Extracted:
    decoded = decode(payload, body.get_content_charset())
    if decoded is None:
        text = payload.replace(b"\x00", b"").decode("latin-1")
        return Extracted(text=text, reader="eml", media_type="message/rfc822", lost=True, problems=("the body holds NUL bytes",))
    return Extracted(text=decoded.text, reader="eml", media_type="message/rfc822", lost=decoded.lost, problems=decoded.problems)


def _page(body: MIMEPart, payload: bytes, source: Source) -> Extracted | Failed:
    charset = body.get_content_charset()
    decoded = decode(payload, charset)
    data = decoded.text.encode("utf-8", errors="replace") if decoded and charset else payload
    return web_page.extract(Source(data, source.uri, source.options))


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    if value is None:
        return None
    return " ".join(without_surrogates(str(value))[0].split()) or None


def _date(words: str | None) -> When | None:
    """The day on which the sender's clock stood."""
    if words is None:
        return None
    try:
        day = parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return When(earliest=day, latest=day, words=words)
