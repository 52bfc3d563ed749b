"""`manage.py serve`: from nothing to a running site with one command, and again without loss."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from citations.search import index
from citations.search.models import SearchDocument, SearchState
from config import serving
from config.accounts.models import GivenPassword
from config.management.commands import serve
from tests.factories import make_term

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 240.0


@dataclass
class Running:
    """A started server: its process, what it has printed, and its address."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        return re.search(r"start page  (\S+)", self.output).group(1)

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(self.address + path.lstrip("/"), timeout=30) as answer:
            return answer.status, answer.read().decode()

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def run_manage(tmp_path_factory, django_db_setup, django_db_blocker):
    """Starts `manage.py` with a state directory and, on PostgreSQL, a database of its own; ends what is left."""
    started: list[subprocess.Popen[bytes]] = []
    database = f"{connection.settings_dict['NAME']}_serve" if connection.vendor == "postgresql" else ""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("ENTENTE_") and name != "DATABASE_URL"
    }
    environment |= {"ENTENTE_STATE_DIR": str(tmp_path_factory.mktemp("served") / "state"), "PYTHONUTF8": "1"}
    if database:
        administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)', f'CREATE DATABASE "{database}"')
        found = connection.settings_dict
        user = urllib.parse.quote(found["USER"], safe="")
        password = f":{urllib.parse.quote(found['PASSWORD'], safe='')}" if found["PASSWORD"] else ""
        environment["DATABASE_URL"] = (
            f"postgresql://{user}{password}@{found['HOST'] or '127.0.0.1'}:{found['PORT'] or 5432}/{database}"
        )

    def run(*arguments: str, **variables: str) -> Running:
        log = tmp_path_factory.mktemp("log") / "output.txt"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=ROOT,
                env=environment | variables,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        started.append(process)
        return Running(process, log)

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()
    if database:
        administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def administer(*statements: str) -> None:
    found = connection.settings_dict
    with psycopg.connect(
        host=found["HOST"],
        port=found["PORT"] or 5432,
        user=found["USER"],
        password=found["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as administration:
        for statement in statements:
            administration.execute(statement)


def wait_until_it_answers(running: Running) -> Running:
    deadline = time.monotonic() + PATIENCE
    while "Ctrl+C ends it." not in running.output:
        assert running.process.poll() is None, running.output
        assert time.monotonic() < deadline, running.output
        time.sleep(0.1)
    return running


@pytest.fixture(scope="module")
def first_start(run_manage):
    """The very first start, ended again: what it printed, what it answered, the password it made, its exit status."""
    running = wait_until_it_answers(run_manage("serve", "--port", "0"))
    pages = {path: running.get(path) for path in ("/", "/admin/login/", "/api/v1/terms/non-alliance/")}
    password = re.search(r"Name: admin  Password: (\S+)\n", running.output).group(1)
    return pages, password, sign_in(running, password), running.end(), running.output


def sign_in(running: Running, password: str) -> str:
    """The address at which signing in to the admin arrives."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    address = f"{running.address}admin/login/?next=/admin/"
    with browser.open(address, timeout=30) as form:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.read().decode()).group(1)
    fields = {"csrfmiddlewaretoken": token, "username": "admin", "password": password, "next": "/admin/"}
    with browser.open(address, urllib.parse.urlencode(fields).encode(), timeout=30) as answer:
        return urllib.parse.urlsplit(answer.url).path


def test_first_start_prepares_everything_and_answers(first_start):
    pages, _password, arrived, status, output = first_start
    assert [status for status, _page in pages.values()] == [200, 200, 200]
    assert "неприсоединение к союзам" in pages["/"][1]
    assert "неприсоединение к союзам" in pages["/api/v1/terms/non-alliance/"][1]
    assert "不结盟" in pages["/api/v1/terms/non-alliance/"][1]
    assert arrived == "/admin/password_change/"
    assert "The database is empty: importing the seeds.\n" in output
    assert re.search(
        r"Entente answers at\n"
        r"  start page  (http://127\.0\.0\.1:\d+/)\n"
        r"  admin       \1admin/\n"
        r"  API         \1api/v1/\n"
        r"  API docs    \1api/v1/docs/\n"
        r"Ctrl\+C ends it\.\n",
        output,
    )
    assert output.endswith("\nEntente has ended; nothing is lost.\n")
    assert status == 0


def test_readme_shows_the_answer_as_it_is(first_start):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = json.loads(re.search(r"```json\n(.*?)```", readme, re.DOTALL).group(1))
    assert "curl http://127.0.0.1:8000/api/v1/terms/non-alliance/" in readme
    answer = json.loads(first_start[0]["/api/v1/terms/non-alliance/"][1])
    assert [name for name in shown if not is_within(shown[name], answer[name])] == [], "bring README.md up to date"
    assert not is_within({"name": {"ru": "неприсоединение"}}, answer)


def is_within(part: Any, whole: Any) -> bool:
    """Whether all of `part` stands in `whole`: an object by its names, a list by its members in any place."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and is_within(part[name], whole[name]) for name in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(is_within(one, other) for other in whole) for one in part)
    return bool(part == whole)


def test_repeating_it_loses_nothing_and_a_second_server_is_refused(first_start, run_manage):
    pages, password, *_ = first_start
    running = wait_until_it_answers(run_manage("serve", "--port", "0"))
    assert running.get("/api/v1/terms/non-alliance/")[0] == 200
    assert sign_in(running, password) == "/admin/password_change/"
    count = re.compile(r"<dd>\d+</dd>")
    assert count.findall(running.get("/")[1]) == count.findall(pages["/"][1])
    assert "importing" not in running.output
    assert "Password" not in running.output

    second = run_manage("serve", "--port", "0")
    assert second.process.wait(timeout=60) == 1
    refusal = re.fullmatch(
        rf"CommandError: Another server \(process {running.process.pid}, {re.escape(running.address)}\) serves the "
        r"state directory (\S+) already\. Use that one, stop it first, or set ENTENTE_STATE_DIR to another directory\."
        r"\n",
        second.output,
    )
    assert refusal, second.output
    assert running.get("/")[0] == 200

    assert running.end(signal.SIGINT) == 0
    left = {file.name for file in Path(refusal.group(1)).iterdir()}
    assert left - {"entente.sqlite3"} == {"secret-key", "serve.lock"}  # no write-ahead log: the database is whole


def test_port_in_use_is_said_before_anything_is_done(run_manage, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        running = run_manage("serve", "--port", str(port), ENTENTE_STATE_DIR=str(tmp_path / "state"))
        assert running.process.wait(timeout=60) == 1
    assert running.output == (
        f"CommandError: Port {port} of 127.0.0.1 is in use; stop the program that has it, or choose another with "
        "--port.\n"
    )
    assert not (tmp_path / "state" / "entente.sqlite3").exists()


def test_unreachable_database_is_said_with_advice(run_manage, tmp_path):
    running = run_manage(
        "serve",
        "--port",
        "0",
        ENTENTE_STATE_DIR=str(tmp_path / "state"),
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing",
    )
    assert running.process.wait(timeout=60) == 1
    assert running.output.startswith("CommandError: The database cannot be reached: ")
    assert running.output.endswith("\nCorrect DATABASE_URL, or start the database.\n")


def test_refused_setting_is_one_sentence_without_a_traceback(run_manage, tmp_path):
    running = run_manage("serve", ENTENTE_STATE_DIR=str(tmp_path / "state"), ENTENTE_PROXIES="many")
    assert running.process.wait(timeout=60) == 1
    assert running.output == (
        "A setting cannot be used. ENTENTE_PROXIES: “many” is no whole number from 0 to 10; write one.\n"
    )


@pytest.mark.parametrize("port", ["65536", "-1", "8000a", "８０００"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(CommandError, match=f"“{port}” is no port; write a whole number from 0 to 65535"):
        call_command("serve", f"--port={port}")


def test_https_without_a_proxy_is_refused(settings):
    settings.HTTPS, settings.PROXIES = True, 0
    with pytest.raises(CommandError) as refused:
        call_command("serve", "--port=0")
    assert str(refused.value) == (
        "ENTENTE_HTTPS is true, but this server speaks plain HTTP: put a proxy that ends TLS in front of it and set "
        "ENTENTE_PROXIES to the number of proxies (1), or unset ENTENTE_HTTPS."
    )


def test_faulty_seeds_stop_the_start(monkeypatch):
    def fail(*_arguments, **_options):
        raise SystemExit(1)

    monkeypatch.setattr(serve, "call_command", fail)
    with pytest.raises(CommandError, match="The seeds were not imported: mend what is named above, and start again"):
        serve.Command().import_seeds()


@pytest.mark.django_db(transaction=True)
def test_search_index_of_another_version_is_made_anew(capsys):
    make_term(key="non-alliance")
    SearchState.objects.update_or_create(id=1, defaults={"version": 0})
    serve.Command().bring_search_up_to_date()
    index.check_version()
    assert SearchDocument.objects.filter(kind="term", key="non-alliance").count() == 1
    assert capsys.readouterr().out.startswith("The search index is of another version: making it anew.\n")


# The parts


@pytest.fixture
def start_python():
    """Runs a Python text beside us; what it prints can be read. Ends what is left."""
    started: list[subprocess.Popen[str]] = []

    def start(text: str, *arguments: str) -> subprocess.Popen[str]:
        environment = {"DJANGO_SETTINGS_MODULE": "config.settings", "ENTENTE_STATE_DIR": str(settings.STATE_DIR)}
        process = subprocess.Popen(
            [sys.executable, "-c", text, *arguments],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.stdout.close()
        process.wait()


@pytest.mark.django_db
def test_administrator_is_made_when_there_is_none():
    users = get_user_model().objects
    users.create_user("admin", password="no superuser")
    name, password = serving.make_administrator()
    assert name == "admin-2"
    assert len(password) == 20
    made = users.get(username="admin-2")
    assert (made.is_superuser, made.is_staff, made.check_password(password)) == (True, True, True)
    assert GivenPassword.objects.is_of(made)
    assert serving.make_administrator() is None


@pytest.mark.parametrize(
    ("host", "allowed", "hint"),
    [
        ("127.0.0.1", ["127.0.0.1", "localhost", "[::1]"], ""),
        ("::1", ["127.0.0.1", "localhost", "[::1]"], ""),
        (
            "0.0.0.0",
            ["127.0.0.1", "localhost", "[::1]"],
            "Requests from other machines are refused until ENTENTE_ALLOWED_HOSTS names this one as they call it.",
        ),
        ("0.0.0.0", ["glossary.example.org"], ""),
        (
            "192.0.2.7",
            ["127.0.0.1"],
            "Requests for “192.0.2.7” are refused until ENTENTE_ALLOWED_HOSTS names it.",
        ),
    ],
)
def test_a_host_that_would_be_refused_is_pointed_out(host, allowed, hint):
    assert serving.hint_about_hosts(host, allowed) == hint


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("192.0.2.7", "192.0.2.7 is no address of this machine; give --host one that is, such as 127.0.0.1."),
        ("no.such.host.invalid", "The host “no.such.host.invalid” is unknown"),
    ],
)
def test_a_host_that_is_not_here_is_refused(host, message):
    with pytest.raises(serving.CannotServe) as refused:
        serving.bind(host, 0)
    assert str(refused.value).startswith(message)


HOLDER = """
import pathlib, sys, time
from config import serving

with serving.only_server_of(pathlib.Path(sys.argv[1])) as note:
    note("http://127.0.0.1:8000/")
    print("held", flush=True)
    time.sleep(60)
"""


def test_lock_names_its_holder_and_ends_with_it(start_python, tmp_path):
    holder = start_python(HOLDER, str(tmp_path))
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(serving.CannotServe) as refused, serving.only_server_of(tmp_path):
        pass
    assert str(refused.value) == (
        f"Another server (process {holder.pid}, http://127.0.0.1:8000/) serves the state directory {tmp_path} already. "
        "Use that one, stop it first, or set ENTENTE_STATE_DIR to another directory."
    )
    holder.kill()
    holder.wait()
    with serving.only_server_of(tmp_path) as note:
        note("http://127.0.0.1:8001/")


SMALL_SITE = """
import sys, time
from config import serving

def answer(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1.5)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']} {environ.get('HTTP_X_FORWARDED_FOR')}".encode()]

bound = serving.bind("127.0.0.1", 0)
server = serving.Server(answer, bound, proxies=int(sys.argv[1]))
server.run(when_ready=lambda: print(bound.getsockname()[1], flush=True))
print("ended", flush=True)
"""


@pytest.fixture
def small_site(start_python):
    """Serves SMALL_SITE behind a number of proxies: the process and its port."""

    def start(proxies: int = 0) -> tuple[subprocess.Popen[str], int]:
        process = start_python(SMALL_SITE, str(proxies))
        return process, int(process.stdout.readline())

    return start


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_answer_begun_is_finished_before_the_server_ends(small_site, number):
    process, port = small_site()
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    client.request("GET", "/slow")
    time.sleep(0.5)
    process.send_signal(number)
    answer = client.getresponse()
    assert (answer.status, answer.read()) == (200, b"http 127.0.0.1 None")
    client.close()
    assert process.wait(timeout=20) == 0
    assert process.stdout.read() == "ended\n"


FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(("proxies", "expected"), [(0, b"http 127.0.0.1 None"), (1, b"https 203.0.113.9 203.0.113.9")])
def test_forwarded_headers_are_believed_of_known_proxies_only(small_site, proxies, expected):
    _process, port = small_site(proxies)
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    client.request("GET", "/", headers=FORWARDED)
    assert client.getresponse().read() == expected
    client.close()


def test_overlong_headers_are_refused(small_site):
    _process, port = small_site()
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    client.request("GET", "/?" + "q" * (64 * 1024))
    assert client.getresponse().status == 431
    client.close()
