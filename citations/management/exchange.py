"""What the commands of exchange share: files that stand whole or not at all, the loss report, and pairs on the line."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import CommandError

from citations.exchange.formats import HEAD, MOST_BYTES, Format, formats, guess
from citations.exchange.losses import LossReport
from citations.languages import TAGS

#: How many losses are printed one by one.
SHOWN = 20


def chosen_format(name: str, file: str, head: bytes = b"") -> Format:
    """The format asked for, or the one that the file's name and first bytes show."""
    found = formats()[name] if name else guess(file, head)
    if found is None:
        raise CommandError(f"{file} does not show its format; say it with --format: {', '.join(formats())}")
    return found


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """A file to be read, or for - the standard input; a pipe is put on the disk first. Raises CommandError."""
    try:
        with path.open("rb") if str(path) != "-" else nullcontext(sys.stdin.buffer) as file:
            if file.seekable():
                yield file
            else:
                with tempfile.TemporaryFile() as kept:
                    _keep(file, kept, path)
                    yield kept
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}); correct the name or its rights") from error


def _keep(file: BinaryIO, kept: BinaryIO, path: Path) -> None:
    """Write all of `file` to `kept`, then go to its beginning."""
    while piece := file.read(1 << 20):
        kept.write(piece)
        if kept.tell() > MOST_BYTES:
            raise CommandError(f"{path} is larger than {MOST_BYTES >> 20} MB; divide it")
    kept.seek(0)


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """The standard output, as bytes; raises CommandError when it takes no more."""
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except OSError as error:
        with suppress(OSError, ValueError):  # what is left in the buffer would be tried again at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        message = f"the standard output cannot be written ({error.strerror}); what it got is not whole"
        raise CommandError(message) from error


def head_of(file: BinaryIO) -> bytes:
    """The first bytes of a file, which is then at its beginning again."""
    head = file.read(HEAD)
    file.seek(0)
    return head


def languages_of(given: str) -> tuple[str, ...]:
    """The languages of a list such as “ru,zh-Hans”, in our order; all of them for an empty one."""
    asked = {tag.strip() for tag in given.split(",")} if given else set(TAGS)
    unknown = sorted(asked - set(TAGS))
    if unknown:
        raise CommandError(f"the languages are {', '.join(TAGS)}; “{unknown[0]}” is none of them")
    return tuple(tag for tag in TAGS if tag in asked)


def pairs_of(given: Iterable[str], option: str) -> dict[str, str]:
    """“LEFT=RIGHT” as a dictionary; the last sign parts them, for a title may hold one."""
    pairs = {}
    for one in given:
        left, sign, right = one.rpartition("=")
        if not (sign and left.strip() and right.strip()):
            raise CommandError(f"{option} takes two names with = between them, not “{one}”")
        pairs[left.strip()] = right.strip()
    return pairs


def check_place(path: Path | None) -> None:
    """Raise CommandError where no file can be written to `path`: before the work, not after it."""
    if path is not None and path.exists() and not path.is_file():
        raise CommandError(f"{path} is no file; name a file to write, or - for the standard output")
    if path is not None and not path.resolve().parent.is_dir():
        why = os.strerror(errno.ENOENT)
        raise CommandError(f"{path} cannot be written ({why}); mend the folder or name another")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to be written; it is moved to `path` when all of it is there, and is gone when anything goes wrong."""
    check_place(path)
    path = path.resolve()
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    except OSError as error:
        raise CommandError(f"{path} cannot be written ({error.strerror}); mend the folder or name another") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        Path(temporary).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written ({error.strerror}); nothing stands there now") from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def report_losses(losses: LossReport, file: Path | None, say: Callable[[str], object]) -> None:
    """Say how many losses there are of which sort, and list them: all into `file`, or the first ones here."""
    for line in losses.summary():
        say(line)
    if file is not None:
        with replacing(file) as out:
            for loss in losses:
                out.write(f"{loss}\n".encode())
        say(f"All losses are listed in {file}.")
    elif len(losses):
        say("")
        for loss in islice(losses, SHOWN):
            say(str(loss))
        if len(losses) > SHOWN:
            say(f"… and {len(losses) - SHOWN} more; --losses FILE lists all")


def known_kinds(format_: Format, kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds to write: those asked for, or all that the format can hold."""
    beyond = [kind for kind in kinds if kind not in format_.kinds]
    if beyond:
        raise CommandError(f"{format_.label} cannot hold a {beyond[0]}; it holds {', '.join(format_.kinds)}")
    wanted = tuple(kinds or format_.kinds)
    if format_.holds_one_kind and len(wanted) != 1:
        raise CommandError(f"a {format_.label} file holds records of one kind; say which with --kind")
    return wanted
