"""The operator's OAuth file: read when nobody else can, replaced whole for a new refresh token, by one process at a time.

Must never leave the file without a refresh token, widen who may read it, or show what stands in it.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.durable import sync_folder
from pipeline.errors import SettingsError
from pipeline.mailbox.grant import Grant, GrantError, parse_grant, with_refresh_token
from pipeline.sentences import oauth as say
from pipeline.sentences.sentence import Sentence, said_by

_LARGEST = 64 << 10  # bytes; the longest refresh tokens have two thousand
_OTHERS = (
    stat.S_IRGRP | stat.S_IROTH | stat.S_IWGRP | stat.S_IWOTH
)  # who writes it can send our secrets anywhere
_PRIVATE = 0o600
_WAIT = 60.0  # seconds for another run's refresh: a token server gets 15 to answer each of two questions
_AGAIN = 0.05


class GrantFile:
    """The file at `path`. Every method raises SettingsError with what to do when the file cannot serve."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Grant:
        """The permission as the file states it now."""
        try:
            return parse_grant(self._text())
        except GrantError as error:
            raise SettingsError(say.UNUSABLE(path=self.path, mistakes=said_by(error))) from None

    def require_writable(self) -> None:
        """Say so, before an old refresh token is spent, when a new one could not be kept."""
        if not os.access(self._real().parent, os.W_OK | os.X_OK):
            raise SettingsError(self._unwritable())

    def replace_refresh_token(self, token: str) -> None:
        """Put a new refresh token into the file, all else as it was; durable when this returns."""
        try:
            text = with_refresh_token(self._text(), token)
            self._write_whole(text.encode())
        except (OSError, GrantError):
            raise SettingsError(self._unwritable()) from None

    @contextlib.contextmanager
    def turn(self, wait: float = _WAIT) -> Iterator[None]:
        """Keep other processes from refreshing meanwhile: each must see the refresh token that the last one got."""
        end = time.monotonic() + wait
        while (handle := self._grabbed()) is None:
            if time.monotonic() > end:
                raise SettingsError(say.HELD(path=self.path, seconds=wait))
            time.sleep(_AGAIN)
        try:
            yield
        finally:
            os.close(handle)

    def _grabbed(self) -> int | None:
        """A locked handle of the file that bears the name now, not of one that has been replaced meanwhile."""
        import fcntl  # noqa: PLC0415 -- Windows has none, and shall be told so by those who know

        handle = self._opened()
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), self.path.stat()):
                return handle
        except OSError as error:
            if not isinstance(error, (BlockingIOError, FileNotFoundError)):
                return handle  # a disk without locks: better two at a time than none
        os.close(handle)
        return None

    def _text(self) -> str:
        handle = self._opened()
        try:
            with os.fdopen(handle, "rb") as stream:
                data = stream.read(_LARGEST + 1)
            if len(data) > _LARGEST:
                raise SettingsError(say.FILE_TOO_LARGE(path=self.path))
            return data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise SettingsError(self._unreadable()) from None  # a decoding error carries the bytes

    def _opened(self) -> int:
        try:
            handle = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            raise SettingsError(self._unreadable()) from None
        found = os.fstat(handle)
        if stat.S_ISREG(found.st_mode) and not found.st_mode & _OTHERS:
            return handle
        os.close(handle)
        if not stat.S_ISREG(found.st_mode):
            raise SettingsError(self._unreadable())
        raise SettingsError(say.OTHERS_CAN_READ(path=self.path))

    def _write_whole(self, data: bytes) -> None:
        path = self._real()
        owner = path.stat()
        temp = path.with_name(f".{path.name}.new")
        # One writer at a time: what lies there is of a run that died.
        temp.unlink(missing_ok=True)
        try:
            handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _PRIVATE)
            with os.fdopen(handle, "wb") as stream:
                if owner.st_uid != os.geteuid():  # else a run by root would shut the owner out
                    os.fchown(handle, owner.st_uid, owner.st_gid)
                stream.write(data)
                stream.flush()
                os.fsync(handle)
            temp.replace(path)
        finally:
            temp.unlink(missing_ok=True)
        sync_folder(path.parent)

    def _real(self) -> Path:
        return self.path.resolve()  # a link to the file stays a link

    def _unreadable(self) -> Sentence:
        return say.UNREADABLE(path=self.path)

    def _unwritable(self) -> Sentence:
        return say.UNWRITABLE(path=self.path)
