"""`manage.py reread_history`: writes anew what lists and the feed of changes know from history."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from citations import lags


class Command(BaseCommand):
    help = (
        "Reads all revisions again, and notes which languages each touched and which texts lag behind another "
        "language. Run it once after an upgrade from a version that did not note them."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        revisions, behind = lags.reread()
        self.stdout.write(f"{revisions} revisions read; {behind} texts lag behind another language.")
