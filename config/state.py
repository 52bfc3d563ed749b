"""The state directory, out of version control: the embedded database, the secret key and the server's lock."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

from config.environment import RefusedSetting

SECRET_KEY_BYTES = 50
_WRITING_TIME = 2.0


def state_directory(path: str | Path) -> Path:
    """Make `path` (readable by its owner only) if it is not there, and return it whole; `~` is the home directory.

    Raises RefusedSetting with what to do when it cannot be made.
    """
    try:
        directory = Path(path).expanduser().absolute()
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise RefusedSetting(
            f"ENTENTE_STATE_DIR: the directory {path} cannot be made ({error}); "
            "set ENTENTE_STATE_DIR to a directory you may write to."
        ) from error
    return directory


def secret_key(file: Path) -> str:
    """The secret key kept in `file`; made once, readable by its owner only.

    Of two processes that start at once one makes the file (O_EXCL) and the other reads it.
    Raises RefusedSetting when the file can be neither made nor read, or is empty.
    """
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(file)
    except OSError as error:
        raise RefusedSetting(
            f"The secret key cannot be kept in {file} ({error.strerror}); "
            "set ENTENTE_SECRET_KEY, or ENTENTE_STATE_DIR to a directory you may write to."
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        key = secrets.token_urlsafe(SECRET_KEY_BYTES)
        handle.write(key)
    return key


def _read_key(file: Path) -> str:
    patience = time.monotonic() + _WRITING_TIME
    while True:
        try:
            key = file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise RefusedSetting(
                f"The secret key in {file} cannot be read ({error}); mend its rights, or set ENTENTE_SECRET_KEY."
            ) from error
        if key:
            return key
        if time.monotonic() > patience:
            raise RefusedSetting(
                f"The secret key file {file} is empty; delete it to have a new key made (all sign-ins end then)."
            )
        time.sleep(0.05)
