"""`manage.py recognize FILE`: lists the terms, treaties, people and organizations that a text names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from citations.indexing import RECOGNISED
from citations.languages import TAGS
from citations.records import KINDS
from citations.search import commands
from citations.search.index import IndexOutOfDate
from citations.search.recognition import TextRefused


class Command(BaseCommand):
    help = (
        "Lists the terms, treaties, people and organizations that a text file (UTF-8) names, a line for each place: "
        "where it begins and ends in characters, the words there, the record, and what it is called in Russian, "
        "Chinese and English."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the text to read")
        parser.add_argument("--language", choices=TAGS, help="the language of the text (default: any)")

    def handle(self, *args: Any, file: Path, language: str | None, **options: Any) -> None:
        try:
            commands.recognize(
                file,
                self.stdout.write,
                language=language,
                kinds=RECOGNISED,
                facets={"status": "published"},
                equivalents=names,
            )
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} is not UTF-8; save it in UTF-8") from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except (TextRefused, IndexOutOfDate) as error:
            raise CommandError(str(error)) from error


def names(kind: str, key: str) -> str:
    """What a record is called in each language, parted by slashes."""
    instance = KINDS[kind].record_model._base_manager.filter(key=key).first()
    return "" if instance is None else " / ".join(name for name in instance.names().values() if name)
