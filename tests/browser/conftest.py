"""A real Chromium against a live server: pages in any language, width and colour scheme, and what goes wrong."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: How long a page may take, in milliseconds: on a loaded machine the first one waits for every dictionary to be read.
PATIENCE = 120_000


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: Any) -> None:
    """SQLite in a file, as it is served: a base in memory has one connection, which requests at the same time would
    share, each in the transaction of the other."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("base") / "browser.sqlite3")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; one for all tests."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "no Chromium on the path: install the Debian package chromium"
    # Playwright keeps an event loop in this thread; Django would refuse the database because of it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@dataclass
class Visit:
    """A page, with everything that went wrong on it."""

    page: Any
    address: str
    complaints: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Load `path` of the live server and wait until it is quiet."""
        self.page.goto(self.address + path, wait_until="load")

    def lose_tab(self) -> None:
        """End the tab as a crash does, and go on in a new one of the same browser."""
        self.page.close(run_before_unload=False)
        self.page = self.page.context.new_page()
        self.watch()

    def watch(self) -> None:
        """Note everything that goes wrong on the page from now on, and the policy of every document."""
        host = urlsplit(self.address).netloc

        def on_request(request: Any) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in ("data", "blob", "about") and parts.netloc != host:
                self.complaints.append(f"request to another host: {request.url}")

        def on_response(response: Any) -> None:
            if response.status >= 400:
                self.complaints.append(f"{response.status} for {response.url}")
            if response.request.resource_type == "document":
                self.policies.append(response.headers.get("content-security-policy", ""))

        def on_console(message: Any) -> None:
            if message.type in ("error", "warning"):
                self.complaints.append(f"console {message.type}: {message.text}")

        self.page.on("request", on_request)
        self.page.on("response", on_response)
        self.page.on("console", on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(
            self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def shoot(self, name: str) -> None:
        """Keep a picture of the whole page under $ENTENTE_SCREENSHOTS, when that is set."""
        folder = os.environ.get("ENTENTE_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.fixture
def editor(transactional_db: None) -> Any:
    """A superuser."""
    return get_user_model().objects.create_superuser("редактор", "", "не-для-отгадывания-1996")


@pytest.fixture
def visit(chromium: Any, live_server: Any, editor: Any) -> Iterator[Callable[..., Visit]]:
    """Opens a browser window, signed in as `editor` unless told otherwise."""
    contexts = []

    def start(
        *, language: str = "ru", width: int = 1280, scheme: str = "light", signed_in: bool = True, user: Any = None
    ) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if signed_in:
            client = Client()
            client.force_login(user or editor)
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        found = Visit(context.new_page(), live_server.url)
        found.watch()
        return found

    yield start
    for context in contexts:
        context.close()
