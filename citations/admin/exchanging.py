"""Files in and out of the admin: a list, filtered or chosen, as a file of any format, and a file in, looked at first.

A file that is taken in is read twice: once for the preview of every change by its place in the file, in a transaction
that is undone, and once to be written. When that would write anything but what was shown, because the base has changed
in between, it is undone too and the preview is shown anew.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations import changes
from citations.admin.listing import ListPaginator
from citations.exchange.exporting import Export, selections
from citations.exchange.formats import HEAD, Fault, Options, formats, formats_for, guess
from citations.exchange.importing import Most, Outcome, Step, import_file
from citations.exchange.losses import LossReport, path_of
from citations.exchange.text import ENCODINGS
from citations.labels import path_label
from citations.languages import CONTENT_LANGUAGES, TAGS
from citations.models import PublicRecord
from citations.records import KINDS, Kind, kind_of

#: How much of a preview, and of a list of losses, is shown.
MOST_SHOWN = 500
#: The largest file that is taken in here, in bytes; import_records takes larger ones.
MOST_UPLOADED = 50 << 20
#: How much one file may bring in here: a page that waits longer is cut off by what stands before the server.
MOST_TAKEN = Most(entries=10_000, changes=1_000)
#: How long an uploaded file waits for its owner to decide, in seconds.
WAITS = 60 * 60 * 12
_SALT = "entente.import"


def format_choices(kind: str) -> list[tuple[str, str]]:
    """The formats that hold records of `kind`, for a form."""
    return [(one.name, one.label) for one in formats_for(kind)]


class ExportForm(forms.Form):
    """What a file is to be: its format and its languages."""

    format = forms.ChoiceField(label=gettext_lazy("format"))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages"),
        choices=[(language.tag, language.label) for language in CONTENT_LANGUAGES],
        initial=list(TAGS),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = format_choices(kind)  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A file, and how it is to be read."""

    file = forms.FileField(label=gettext_lazy("file"))
    format = forms.ChoiceField(
        label=gettext_lazy("format"),
        required=False,
        help_text=gettext_lazy("Left out: told from the name and the content of the file."),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("encoding"),
        required=False,
        choices=[("", gettext_lazy("UTF-8, or UTF-16 with its mark")), *((name, name) for name in ENCODINGS[2:])],
        help_text=gettext_lazy("Of a text or table that an older program has written."),
    )
    update = forms.BooleanField(
        label=gettext_lazy("change entries that exist"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Otherwise only new entries are taken in. No entry is ever deleted; rows of its lists can be."
        ),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("languages"),
        choices=[(language.tag, language.label) for language in CONTENT_LANGUAGES],
        initial=list(TAGS),
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(label=gettext_lazy("reason for the change"), required=False, max_length=300)

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [("", "—"), *format_choices(kind)]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Refuse what is too large for a page to wait for."""
        file = self.cleaned_data["file"]
        if file.size > MOST_UPLOADED:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB; take it in with “manage.py import_records”.")
                % {"most": MOST_UPLOADED >> 20}
            )
        return file


@admin.action(description=gettext_lazy("Export the selected entries as a file"), permissions=["view"])
def export_selected(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponseBase:
    """The action of a list: ask for a format, then answer with the chosen records."""
    names = ("action", "select_across", ACTION_CHECKBOX_NAME)
    hidden = [(name, value) for name in names for value in request.POST.getlist(name)]
    found: HttpResponseBase = model_admin.export_page(request, queryset, hidden=hidden, to=request.get_full_path())
    return found


class Exchanging(admin.ModelAdmin):  # type: ignore[type-arg]
    """The admin of a kind of record whose list goes out as a file, and which takes a file in."""

    actions = (export_selected,)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path("export/", view(self.export_view), name=f"{prefix}_export"),
            path("import/", view(self.import_view), name=f"{prefix}_import"),
        ]
        return own + super().get_urls()

    # Out

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """The list, filtered as the address says, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            listed = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._address("changelist"))
        return self.export_page(request, listed.queryset, hidden=[], to=request.get_full_path())

    def export_page(
        self, request: HttpRequest, rows: Any, *, hidden: list[tuple[str, str]], to: str
    ) -> HttpResponseBase:
        """Ask for the format; then answer with the file, or with what it would lose."""
        kind = kind_of(self.model)
        is_asked = "format" in request.POST
        form = ExportForm(kind.name, request.POST if is_asked else None)
        losses = None
        if is_asked and form.is_valid():
            options = Options(languages=tuple(form.cleaned_data["languages"]))
            format_ = formats()[form.cleaned_data["format"]]
            address = request.build_absolute_uri("/")
            export = Export(format_, selections(format_, kind, rows), options, is_public=False, address=address)
            if "losses" not in request.POST:
                headers = {"Content-Disposition": f'attachment; filename="{kind.plural}{format_.suffixes[0]}"'}
                media_type = format_.media_type if format_.is_binary else f"{format_.media_type}; charset=utf-8"
                return StreamingHttpResponse(export.pieces(), content_type=media_type, headers=headers)
            for _piece in export.pieces():
                pass
            losses = export.losses
        context = self._context(request, _("Export %(what)s") % {"what": self.opts.verbose_name_plural})
        context |= {"form": form, "hidden": hidden, "to": to, "count": ListPaginator(rows, 1).count}
        context |= _lost(losses, _by_label)
        return TemplateResponse(request, "admin/entente/export.html", context)

    # In

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file, show what it would change, and write it when that is confirmed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST" and "token" in request.POST:
            return self._confirmed(request)
        kind = kind_of(self.model)
        is_sent = request.method == "POST"
        form = ImportForm(kind.name, request.POST if is_sent else None, request.FILES if is_sent else None)
        if is_sent and form.is_valid():
            return self._preview(request, _keep(request, form.cleaned_data, kind.name))
        context = self._context(request, _("Import %(what)s") % {"what": self.opts.verbose_name_plural})
        return TemplateResponse(request, "admin/entente/import.html", context | {"form": form})

    def _preview(self, request: HttpRequest, upload: dict[str, Any], *, is_outrun: bool = False) -> HttpResponse:
        outcome = _run(upload, request, dry_run=True)
        steps = list(islice(self._shown(outcome.steps), MOST_SHOWN + 1))
        context = self._context(request, _("What “%(name)s” would change") % {"name": upload["name"]})
        context |= {
            "upload": upload,
            "outcome": outcome,
            "is_outrun": is_outrun,
            "steps": steps[:MOST_SHOWN],
            "is_cut": len(steps) > MOST_SHOWN,
            "faults": [fault.in_words for fault in outcome.faults[:MOST_SHOWN]],
            "token": signing.dumps(upload | {"digest": _digest(outcome)}, salt=_SALT),
        }
        return TemplateResponse(
            request, "admin/entente/import.html", context | _lost(outcome.losses or None, _as_in_the_file)
        )

    def _confirmed(self, request: HttpRequest) -> HttpResponse:
        try:
            upload = signing.loads(request.POST["token"], salt=_SALT, max_age=WAITS)
        except signing.BadSignature:
            upload = None
        if upload is None or upload["by"] != request.user.pk or not Path(upload["path"]).exists():
            messages.error(request, _("That file is not waiting any more; choose it again."))
            return HttpResponseRedirect(self._address("import"))
        shown = upload.pop("digest")
        with transaction.atomic():
            outcome = _run(upload, request, dry_run=False)
            is_as_shown = outcome.is_written and _digest(outcome) == shown
            if not is_as_shown:
                transaction.set_rollback(True)
        if not is_as_shown:
            return self._preview(request, upload, is_outrun=True)
        Path(upload["path"]).unlink(missing_ok=True)
        messages.success(
            request,
            _("“%(name)s” was taken in: %(created)s created, %(changed)s changed, %(unchanged)s unchanged.")
            % {
                "name": upload["name"],
                "created": outcome.created,
                "changed": outcome.changed,
                "unchanged": outcome.unchanged + outcome.left,
            },
        )
        return HttpResponseRedirect(self._address("changelist"))

    def _address(self, view: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}")

    def _shown(self, steps: Iterable[Step]) -> Iterator[dict[str, Any]]:
        """Steps for people: the names of the record's kind and of the field, and both values as text."""
        for step in steps:
            kind = KINDS[step.kind]
            yield {
                "where": step.where,
                "kind": kind.record_model._meta.verbose_name,
                "key": step.key,
                "is_new": not step.name,
                "field": path_label(kind, (step.name,), step.language or "") if step.name else "",
                "language": step.language or "",
                "before": _as_text(step.before),
                "after": _as_text(step.after if step.name else step.after.get(_title_of(kind))),
            }

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        request.current_app = self.admin_site.name
        return {**self.admin_site.each_context(request), "title": title, "subtitle": None, "opts": self.opts}


def _title_of(kind: Kind) -> str:
    """The field that says what a record is called, or is about: its first in three languages."""
    return next(name for name in kind.columns if name in kind.translated)


def _by_label(kind: str, field: str) -> str:
    """What a format could not hold of a record: the field as editors call it."""
    return path_label(KINDS[kind], path_of(field))


def _as_in_the_file(kind: str, field: str) -> str:
    """What a file holds and the base does not: as the file calls it."""
    return field


def _lost(losses: LossReport | None, called: Callable[[str, str], str]) -> dict[str, Any]:
    if losses is None:
        return {}
    listed = [loss.told(called(loss.kind, loss.field)) for loss in islice(losses, MOST_SHOWN)]
    return {"losses": list(losses.summary(called)), "listed": listed, "all_losses": len(losses)}


def _as_text(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, list):
        return "\n".join(_as_text(row) for row in value)
    if isinstance(value, dict):
        return " · ".join(text for one in value.values() if (text := _as_text(one)))
    return str(value)


# The file between its preview and its writing


def _keep(request: HttpRequest, cleaned: dict[str, Any], kind: str) -> dict[str, Any]:
    """Put the uploaded file aside, and say how it is to be read."""
    folder = settings.STATE_DIR / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - WAITS:
            old.unlink(missing_ok=True)
    kept = folder / secrets.token_hex(16)
    with kept.open("wb") as target:
        for chunk in cleaned["file"].chunks():
            target.write(chunk)
    kept.chmod(0o600)
    return {
        "path": str(kept),
        "name": Path(cleaned["file"].name).name,
        "by": request.user.pk,
        "kind": kind,
        "format": cleaned["format"],
        "encoding": cleaned["encoding"],
        "update": cleaned["update"],
        "languages": cleaned["languages"],
        "why": cleaned["why"],
    }


def _run(upload: dict[str, Any], request: HttpRequest, *, dry_run: bool) -> Outcome:
    with Path(upload["path"]).open("rb") as file:
        head = file.read(HEAD)
        file.seek(0)
        format_ = formats().get(upload["format"]) or guess(upload["name"], head)
        if format_ is None:
            outcome = Outcome(is_dry_run=dry_run)
            outcome.faults.append(Fault("", _("what format this is cannot be told; choose it")))
            return outcome
        why = f"{upload['name']}: {upload['why']}" if upload["why"] else upload["name"]
        return import_file(
            file,
            format_,
            Options(kind=upload["kind"], encoding=upload["encoding"], languages=tuple(upload["languages"])),
            name=why,
            update=upload["update"],
            dry_run=dry_run,
            by=request.user,
            origin=changes.Origin.IMPORT,
            may=lambda model, action: may(request, model, action),
            most=MOST_TAKEN,
        )


def may(request: HttpRequest, model: type[PublicRecord], action: str) -> bool:
    """Whether the user may add or change records of `model`."""
    return bool(request.user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}"))


def _digest(outcome: Outcome) -> str:
    """What the preview showed, in short: the same steps and faults give the same text."""
    digest = hashlib.sha256()
    for step in outcome.steps:
        digest.update(json.dumps([step.kind, step.key, step.name, step.language, step.before, step.after]).encode())
    for fault in outcome.faults:
        digest.update(str(fault).encode())
    return digest.hexdigest()
