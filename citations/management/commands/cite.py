"""`manage.py cite`: cites sources and treaties in a style, or exports them as CSL-JSON."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from citations.citing.adapter import items_by_key
from citations.citing.csl import to_csl
from citations.citing.items import Locator
from citations.citing.registry import DEFAULT, STYLES, cite, cite_many
from citations.languages import TAGS


class Command(BaseCommand):
    help = "Cites sources and treaties by their keys, in the order given; what a citation cannot say goes to stderr."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("keys", nargs="+", metavar="KEY", help="the key of a source or a treaty")
        parser.add_argument("--style", choices=tuple(STYLES), default=DEFAULT, help=f"the style (default: {DEFAULT})")
        parser.add_argument(
            "--language", choices=TAGS, default="", help="the language of every entry (default: its own)"
        )
        parser.add_argument("--page", default="", help="the page cited")
        parser.add_argument("--html", action="store_true", help="HTML instead of plain text")
        parser.add_argument("--csl", action="store_true", help="CSL-JSON instead of a citation")

    def handle(
        self, *args: Any, keys: list[str], style: str, language: str, page: str, html: bool, csl: bool, **options: Any
    ) -> None:
        locator = Locator("page", page) if page else None
        found = items_by_key(keys, is_public=False, locator=locator)
        missing = [key for key in keys if key not in found]
        if missing:
            raise CommandError(f"there is no source or treaty “{'”, “'.join(missing)}”; correct the key")
        items = [found[key] for key in keys]
        if csl:
            exported = [to_csl(item) for item in items]
            self.stdout.write(json.dumps([one for one, _losses in exported], ensure_ascii=False, indent=2))
            told = [(str(one["id"]), losses) for one, losses in exported]
        else:
            chosen = STYLES[style]
            many = len(items) > 1
            cited = cite_many(items, chosen, language=language) if many else [cite(items[0], chosen, language=language)]
            for one in cited:
                self.stdout.write(one.html if html else one.text)
            told = [(one.key, one.losses) for one in cited]
        for key, losses in told:
            for loss in losses:
                self.stderr.write(f"{key}: {loss.field}: {loss.message}")
