"""A file of any format into the base: everything or nothing, with a preview of every change and every problem named.

What a file says is compared with what the same format would say of the record today (formats.py): only what differs
is a change. The file is read once onto the disk, put in an order in which references lead back, and written a chunk at
a time inside one transaction, so that memory does not grow with it.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from citations import changes
from citations.exchange.formats import Fault, Format, Options, Unreadable
from citations.exchange.importing.outcome import Most, Outcome, Step, named
from citations.exchange.importing.reading import Reading
from citations.exchange.importing.writing import May, Writing
from citations.exchange.lookup import Lookup
from citations.exchange.pages import few_pages
from citations.records import KINDS

__all__ = ["May", "Most", "Outcome", "Step", "import_file"]


class _GiveUp(Exception):
    """Undoes the transaction: there are faults, or it was a dry run."""


def import_file(
    file: BinaryIO,
    format_: Format,
    options: Options | None = None,
    *,
    name: str = "",
    update: bool = False,
    dry_run: bool = False,
    by: Any = None,
    origin: changes.Origin = changes.Origin.IMPORT,
    may: May | None = None,
    most: Most | None = None,
) -> Outcome:
    """Read the records of `file` and write them in one transaction, or change nothing.

    New records become drafts unless the file says their status. Records that exist are left as they are, and counted,
    unless `update`. `name` is the file's, for history; `by` the user whom the revisions name and whose rights count;
    `may` says whether records of a model may be added or changed at all ("add", "change"). A file with more than `most`
    is refused.
    """
    outcome = Outcome(is_dry_run=dry_run)
    reading = Reading(format_, options or Options(), outcome, Lookup(), most)
    try:
        reading.read(file)
        if not outcome.faults:
            with few_pages(), transaction.atomic():
                Writing(reading, name=name, update=update, by=by, origin=origin, may=may, most=most).write()
                if outcome.faults or dry_run:
                    raise _GiveUp
    except Unreadable as error:
        outcome.faults.append(error.fault)
    except changes.EditConflict as error:
        said = _("%(kind)s “%(key)s” was changed by somebody else while the file was read; run the import again")
        outcome.faults.append(Fault("", said % named(KINDS[error.kind], error.key)))
    except _GiveUp:
        pass
    return outcome
