"""`manage.py rebuild_search`: makes the search index anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from citations.search import commands


class Command(BaseCommand):
    help = (
        "Makes the search index anew, after an upgrade that reads words differently. A rebuild that was broken off "
        "goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--restart", action="store_true", help="begin again, even if a rebuild was broken off")

    def handle(self, *args: Any, restart: bool, **options: Any) -> None:
        commands.rebuild_search(self.stdout.write, restart=restart)
