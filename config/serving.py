"""The parts of `manage.py serve`: the lock on the state directory, the administrator, and the server itself."""

from __future__ import annotations

import errno
import os
import secrets
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, TextIO
from wsgiref.types import WSGIApplication

import waitress.server
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http.request import validate_host
from waitress import wasyncore

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ADMINISTRATOR = "admin"
PASSWORD_BYTES = 15

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

THREADS = 8
CONNECTIONS = 500
#: The request line and its headers. Longer: waitress answers 431 in plain text, before Django sees the request.
HEADER_BYTES = 64 * 1024
#: A body. Longer: waitress answers 413 in plain text. Forms stay far below it.
BODY_BYTES = 16 * 1024 * 1024
#: A connection on which nothing moves for so many seconds is closed.
IDLE_SECONDS = 60
#: How long a stopping server waits for the answers it has begun.
GRACE_SECONDS = 10.0


class CannotServe(Exception):
    """Why the server cannot start, and what to do about it."""


@contextmanager
def only_server_of(directory: Path) -> Iterator[Callable[[str], None]]:
    """Hold the lock on the state directory; CannotServe, naming the other server, when one has it.

    What it yields notes the address served, for the other one's message. The operating system holds the lock: it
    ends with the process, however that ends.
    """
    try:
        handle = (directory / "serve.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise CannotServe(
            f"The lock {directory / 'serve.lock'} cannot be opened ({error}); mend its rights."
        ) from error
    with handle:
        if not _take(handle):
            raise CannotServe(
                f"{_holder(handle)} serves the state directory {directory} already. Use that one, stop it first, "
                "or set ENTENTE_STATE_DIR to another directory."
            )

        def note(address: str) -> None:
            _write(handle, f"process {os.getpid()}, {address}")

        try:
            _write(handle, f"process {os.getpid()}")
            yield note
        finally:
            _write(handle, "")


def _write(handle: TextIO, content: str) -> None:
    handle.seek(0)
    handle.truncate()
    handle.write(content)
    handle.flush()


def _take(handle: TextIO) -> bool:
    try:
        if sys.platform == "win32":
            handle.seek(1 << 20)  # far behind the text, which then stays readable
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _holder(handle: TextIO) -> str:
    handle.seek(0)
    return f"Another server ({handle.read(200).strip() or 'just starting'})"


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to the address, not listening yet; CannotServe with what to do when it cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise CannotServe(f"The host “{host}” is unknown ({error}); give --host an address of this machine.") from error
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        # Bound alone, two sockets may still share the port: listening settles it.
        bound.listen(1)
    except OSError as error:
        bound.close()
        raise CannotServe(_why_not_bound(host, port, error)) from error
    return bound


def _why_not_bound(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use; stop the program that has it, or choose another with --port."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} of {host} may not be used by this account; choose one above 1023, such as --port 8000."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine; give --host one that is, such as 127.0.0.1."
    return f"Port {port} of {host} cannot be opened: {error.strerror}."


def address_of(bound: socket.socket) -> str:
    """The address of a bound socket as a browser on this machine writes it, with a slash at the end."""
    host, port = bound.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def hint_about_hosts(host: str, allowed: Sequence[str]) -> str:
    """What to set when the server listens on `host` but would refuse the requests that arrive there; else ""."""
    if host in ("0.0.0.0", "::", ""):
        if not all(name in LOOPBACK for name in allowed):
            return ""
        return "Requests from other machines are refused until ENTENTE_ALLOWED_HOSTS names this one as they call it."
    if validate_host(f"[{host}]" if ":" in host else host, allowed):
        return ""
    return f"Requests for “{host}” are refused until ENTENTE_ALLOWED_HOSTS names it."


def make_administrator() -> tuple[str, str] | None:
    """The name and random password of a new administrator; None when there is a superuser already.

    The password has to be changed at the first sign-in.
    """
    from config.accounts.models import GivenPassword  # the rest of this module runs without models

    users = get_user_model()._default_manager
    with transaction.atomic():
        if users.filter(is_superuser=True).exists():
            return None
        name, number = ADMINISTRATOR, 1
        while users.filter(username=name).exists():
            number += 1
            name = f"{ADMINISTRATOR}-{number}"
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        GivenPassword.objects.note(users.create_superuser(username=name, password=password))
    return name, password


class Server:
    """A waitress server that finishes what it has begun before it ends."""

    def __init__(self, application: WSGIApplication, bound: socket.socket, *, proxies: int = 0) -> None:
        """Listen on the socket `bound`; `proxies` in front of it are believed what they say of the client."""
        self._sockets: dict[int, Any] = {}
        self._is_stopping = False
        behind: dict[str, Any] = {
            "trusted_proxy": "*",
            "trusted_proxy_count": proxies,
            "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto",
        }
        self._server = waitress.server.create_server(
            application,
            map=self._sockets,
            sockets=[bound],
            threads=THREADS,
            connection_limit=CONNECTIONS,
            max_request_header_size=HEADER_BYTES,
            max_request_body_size=BODY_BYTES,
            channel_timeout=IDLE_SECONDS,
            clear_untrusted_proxy_headers=True,
            ident="Entente",
            **(behind if proxies else {}),
        )

    def run(self, when_ready: Callable[[], None]) -> None:
        """Call `when_ready`, and answer until SIGINT (Ctrl+C) or SIGTERM; then finish what is begun, and return.

        A second signal does not wait for it: KeyboardInterrupt.
        """
        with _on_signals(self._stop):
            when_ready()
            while not self._is_stopping:
                self._turn(1.0)
            self._server.accepting = False
            wasyncore.dispatcher.close(self._server)
            deadline = time.monotonic() + GRACE_SECONDS
            while self._has_work() and time.monotonic() < deadline:
                self._turn(0.05)
            self._server.task_dispatcher.shutdown(timeout=1)
            wasyncore.close_all(self._sockets)

    def _stop(self) -> None:
        if self._is_stopping:
            raise KeyboardInterrupt
        self._is_stopping = True
        self._server.pull_trigger()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, map=self._sockets, use_poll=hasattr(select, "poll"), count=1)

    def _has_work(self) -> bool:
        return any(
            channel.requests or channel.total_outbufs_len for channel in list(self._server.active_channels.values())
        )


@contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    def handle(_number: int, _frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
