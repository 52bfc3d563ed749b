"""What the sheets of a workbook are called: as we write them, and as people may."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from citations.exchange.described import folded
from citations.records import KINDS, ChildKind, Kind

#: The column of a list that holds the key of the record to which a row belongs.
OWNER = "key"
#: The hidden sheet with the values to choose from.
CHOICES = "choices"
#: The longest title of a sheet.
LONGEST_TITLE = 31


def list_title(kind: Kind, child: ChildKind) -> str:
    """The title of the sheet that holds a list: “terms.designations”."""
    return f"{kind.plural}.{child.name}"


def guide_title() -> str:
    """The title of the sheet that explains the others, in the language of the interface."""
    return _("Guide")


def known_sheets() -> dict[str, tuple[Kind, ChildKind | None]]:
    """What a sheet with a title, folded, holds: our titles, and what the kinds are called in every language."""
    found: dict[str, tuple[Kind, ChildKind | None]] = {}
    for kind in KINDS.values():
        found |= {folded(name): (kind, None) for name in (kind.name, kind.plural)}
        found |= {folded(list_title(kind, child)): (kind, child) for child in kind.children}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                meta = kind.record_model._meta
                for name in (str(meta.verbose_name), str(meta.verbose_name_plural)):
                    found.setdefault(folded(name), (kind, None))
    return found


def our_sheets() -> set[str]:
    """The titles, folded, of the sheets that we write for the reader and do not read."""
    found = {folded(CHOICES)}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(folded(guide_title()))
    return found
