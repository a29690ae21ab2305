"""Small moves on disk that keep their promises: private folders, temp files, whole files by rename, plain errors.

Never decides what is stored or where; never turns another part's error into a StoreError.
"""

from __future__ import annotations

import contextlib
import errno
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.durable import sync_folder
from pipeline.errors import StoreError
from pipeline.failpoint import reach
from pipeline.sentences import ledger as say

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600  # reports are internal papers: nobody but the user who runs tonghop reads them

TEMP_PREFIX = "tonghop-"
TEMP_SUFFIX = ".part"
# A temp file is written to again and again until it is renamed, and no read from a mailbox waits for more than 60 s:
# one that nobody touched for an hour belongs to a run that died.
STALE_SECONDS = 3600.0

_DO_NEXT = {
    errno.ENOSPC: say.DISK_FULL(),
    errno.EDQUOT: say.DISK_QUOTA(),
    errno.EFBIG: say.FILE_TOO_LARGE(),
    errno.EROFS: say.DISK_READ_ONLY(),
    errno.EACCES: say.NO_RIGHT(),
    errno.EPERM: say.NO_RIGHT(),
    errno.ENOLCK: say.NO_LOCKS(),
    errno.EIO: say.DISK_FAULT_BACKUP(),
}


def trouble(folder: Path, error: OSError) -> StoreError:
    """What an operator should read when the disk refuses something under `folder`."""
    known = _DO_NEXT.get(error.errno or 0)
    return StoreError(
        say.AT_FOLDER(folder=folder, advice=known or say.DISK_ELSE(said=error.strerror or error))
    )


@contextlib.contextmanager
def saying(folder: Path) -> Iterator[None]:
    """Turn an OSError of the disk into a StoreError; wrap our own file calls in it and nothing else."""
    try:
        yield
    except OSError as error:
        raise trouble(folder, error) from error


def make_folder(folder: Path) -> None:
    """Make a private folder and those above it; each new name is durable when this returns. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    reach("folder.made")
    sync_folder(folder.parent)
    reach("folder.kept")


def open_temp(folder: Path) -> tuple[int, Path]:
    """A new private temp file in `folder`, open for writing. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=TEMP_PREFIX, suffix=TEMP_SUFFIX, dir=folder)
    return handle, Path(name)


def remove(path: Path) -> None:
    """Remove a temp file; one that is gone, or that will not go, is left to the next sweep."""
    with contextlib.suppress(OSError):
        path.unlink()


def sweep(folder: Path, *, older_than: float = STALE_SECONDS) -> None:
    """Remove temp files that a run which died left in `folder`; never another program's, never one in use."""
    limit = time.time() - older_than
    for path in folder.glob(f"{TEMP_PREFIX}*{TEMP_SUFFIX}"):
        with contextlib.suppress(OSError):
            if path.lstat().st_mtime < limit:
                path.unlink()
