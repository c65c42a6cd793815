"""ZIP archives, read in memory: nothing is written to disk, and a member that could do harm is refused with the reason."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from servanda.reading.options import MEBIBYTE, Failed, Limits

Member = tuple[str, bytes]
_CHUNK = 4 * MEBIBYTE
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_REFUSED = "the archive member is refused"
_UNPACK = "unpack the archive yourself if you trust it, and read the folder"


class Budget:
    """How many bytes the members of one archive, and of the archives within it, may still unpack to."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.max_unpacked


def read_members(data: bytes, uri: str, budget: Budget) -> Iterator[Member | Failed]:
    """The members of an archive as (uri, bytes), in the order of their names; `uri` of a member is `archive!member`.

    Folders, and the hidden files that systems add (`.DS_Store`, `__MACOSX/`), are no members.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        yield Failed(uri, "the archive cannot be opened", f"it is damaged ({error})", "get the file again")
        return
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
        if len(infos) > budget.limits.max_members:
            why = f"it has {len(infos)} members, the limit is {budget.limits.max_members}"
            yield Failed(uri, "the archive is refused", why, _UNPACK)
            return
        seen: set[str] = set()
        for info in sorted(infos, key=lambda one: one.filename):
            member = f"{uri}!{info.filename}"
            fault = _harm(info, budget.limits) or ("another member has the same name" if info.filename in seen else None)
            seen.add(info.filename)
            yield Failed(member, _REFUSED, fault, _UNPACK) if fault else _unpacked(archive, info, member, budget)


def check_members(archive: zipfile.ZipFile, limits: Limits) -> str | None:
    """Why a file that is an archive inside (.docx) must not be unpacked; None where it may."""
    infos = archive.infolist()
    if len(infos) > limits.max_members:
        return f"it has {len(infos)} parts, the limit is {limits.max_members}"
    if sum(info.file_size for info in infos) > limits.max_bytes:
        return f"its parts unpack to more than {limits.max_bytes} bytes"
    return next((why for info in infos if (why := _bomb(info, limits))), None)


def _harm(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    """Why a member must not be read: the first of its faults."""
    name = info.filename.replace("\\", "/")
    checks: tuple[tuple[bool, str], ...] = (
        (name.startswith("/") or name[1:2] == ":", "its name is an absolute path"),
        (".." in name.split("/"), "its name leads out of the archive"),
        ("\x00" in info.orig_filename, "its name holds a NUL byte"),
        (stat.S_ISLNK(info.external_attr >> 16), "it is a symbolic link"),
        (bool(info.flag_bits & 0x1), "it is encrypted"),
        (info.file_size > limits.max_bytes, f"it unpacks to {info.file_size} bytes, the limit is {limits.max_bytes}"),
    )
    return next((why for bad, why in checks if bad), None) or _bomb(info, limits)


def _bomb(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    if info.file_size > MEBIBYTE and info.file_size > limits.max_ratio * max(info.compress_size, 1):
        return f"it unpacks to {info.file_size // max(info.compress_size, 1)} times its packed size, the limit is {limits.max_ratio}"
    return None


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: str, budget: Budget) -> Member | Failed:
    """The bytes of a member, counted while they come: the size that an archive declares may be a lie."""
    most = min(budget.limits.max_bytes, budget.left)
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                budget.left -= len(chunk)
                if size > most:
                    why = f"it unpacks to more than what is left of the limit ({most} bytes)"
                    return Failed(member, _REFUSED, why, _UNPACK)
                parts.append(chunk)
    except _DAMAGED as error:
        return Failed(member, "the archive member cannot be unpacked", f"{type(error).__name__}: {error}", "get the archive again")
    return member, b"".join(parts)


def _hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part not in (".", "..") for part in parts)
