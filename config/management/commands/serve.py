"""`manage.py serve`: from nothing to a running Entente, and again without loss."""

from __future__ import annotations

import argparse
import socket
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, connections

from citations.models import Revision
from citations.search import index
from config import serving

LARGEST_PORT = 65535


class Command(BaseCommand):
    help = (
        "Prepare the database (migrations, seeds when it is empty, an administrator when there is none) and serve the "
        "start page, the admin and the API until Ctrl+C."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
        parser.add_argument("--port", default=8000, type=_port, help="the port (default: 8000; 0: any free one)")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        if settings.HTTPS and not settings.PROXIES:
            raise CommandError(
                "ENTENTE_HTTPS is true, but this server speaks plain HTTP: put a proxy that ends TLS in front of it "
                "and set ENTENTE_PROXIES to the number of proxies (1), or unset ENTENTE_HTTPS."
            )
        try:
            with serving.only_server_of(settings.STATE_DIR) as note_address, serving.bind(host, port) as bound:
                address = serving.address_of(bound)
                note_address(address)
                self.prepare()
                self.serve(bound, address, host)
        except serving.CannotServe as error:
            raise CommandError(str(error)) from error
        finally:
            connections.close_all()  # the last connection to SQLite folds its write-ahead log into the database

    def prepare(self) -> None:
        """Migrate; import the seeds into an empty database; make an administrator when there is none."""
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be reached: {str(error).strip()}\nCorrect DATABASE_URL, or start the database."
            ) from error
        call_command("migrate", interactive=False, verbosity=0)
        if not Revision.objects.exists():
            self.import_seeds()
        self.bring_search_up_to_date()
        made = serving.make_administrator()
        if made is not None:
            name, password = made
            self.say(
                f"\nAn administrator was made. Name: {name}  Password: {password}\n"
                "The password is shown this once and has to be changed at the first sign-in; "
                f"`manage.py changepassword {name}` sets another.\n"
            )

    def import_seeds(self) -> None:
        """Fill the empty database; every problem of the files is printed, and CommandError ends it then."""
        self.say("The database is empty: importing the seeds.")
        try:
            call_command("import_seeds", stdout=self.stdout, stderr=self.stderr)
        except SystemExit as error:
            raise CommandError("The seeds were not imported: mend what is named above, and start again.") from error

    def bring_search_up_to_date(self) -> None:
        """Make the search index anew when this version of the program reads words differently."""
        try:
            index.check_version()
        except index.IndexOutOfDate:
            self.say("The search index is of another version: making it anew.")
            call_command("rebuild_search", stdout=self.stdout)

    def serve(self, bound: socket.socket, address: str, host: str) -> None:
        """Serve on the socket `bound` until a signal ends it."""
        from config.wsgi import application

        server = serving.Server(application, bound, proxies=settings.PROXIES)
        server.run(when_ready=lambda: self.say_where(address, host))
        self.say("\nEntente has ended; nothing is lost.")

    def say_where(self, address: str, host: str) -> None:
        """Print the addresses, and what keeps them from being reached."""
        hint = serving.hint_about_hosts(host, settings.ALLOWED_HOSTS)
        if hint:
            self.warn(hint)
        self.say(
            "Entente answers at\n"
            f"  start page  {address}\n"
            f"  admin       {address}admin/\n"
            f"  API         {address}api/v1/\n"
            f"  API docs    {address}api/v1/docs/\n"
            "Ctrl+C ends it."
        )

    def say(self, message: str) -> None:
        """Print at once, even into a pipe."""
        self.stdout.write(message)
        self.stdout.flush()

    def warn(self, message: str) -> None:
        self.stderr.write(self.style.WARNING(message))
        self.stderr.flush()


def _port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"“{value}” is no port; write a whole number from 0 to {LARGEST_PORT}.")
    return int(value)
