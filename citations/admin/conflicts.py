"""A save of a record that others have changed since: what was, what stands and what was typed, and one change of it.

A form says at which version it was opened. When the record has moved on, or is gone, nothing is written: the editor
sees every place where the record as it stands and the input differ. What one side alone changed is merged already,
for the rest the editor chooses, and the result is saved as one change of the version that was shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.forms.models import construct_instance
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from citations.admin.differences import (
    EMPTY,
    ShownDifference,
    is_text,
    marked_together,
    row_label,
    shown,
    value_at,
)
from citations.changes import EditConflict
from citations.history import RecordProblemsAsValidation, difference
from citations.labels import label_of, told
from citations.languages import BY_TAG
from citations.merging import ORDER, Divergence, Lineage, Merged, Place, Unsettled, merge
from citations.models import PublicRecord, Revision
from citations.models.base import text_columns
from citations.records import (
    ChildKind,
    Kind,
    Problem,
    Record,
    RecordProblems,
    apply,
    complete,
    kind_of,
    resolve_by_key,
    to_record,
)
from citations.validators import tidy

#: What the page of a conflict adds to the fields of the form: the version it shows, and what was chosen at a place.
SETTLES, CHOICE, TEXT, TO_FORM, ANEW = "_settles", "choice-", "text-", "_to_form", "_anew"
LONGEST_NUMBER = 18
THEIRS, MINE, BY_HAND = "theirs", "mine", "by-hand"


@dataclass(frozen=True, slots=True)
class Input:
    """What a form that was opened at an earlier version wants the record to be."""

    record: Record
    lineage: dict[str, Lineage]


@dataclass(frozen=True, slots=True)
class Choice:
    """One place of the page: the values there in words, and what the editor may choose and has chosen."""

    name: str
    label: str
    language: str
    tag: str
    row: str
    was: str
    theirs: SafeString
    mine: SafeString
    is_mine: bool
    is_conflict: bool
    is_text: bool
    chosen: str
    text: str
    problem: str


class SettlesConflicts(admin.ModelAdmin):  # type: ignore[type-arg]
    """Answers the save of a form whose record has moved on since it was opened."""

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """As Django has it; a stale form is answered with what differs."""
        if request.method == "POST" and object_id is not None and TO_FORM not in request.POST:
            stale = Stale.found(self, request, unquote(object_id))
            if stale is not None:
                answer = stale.answer()
                if answer is not None:
                    return answer
        return super().changeform_view(request, object_id, form_url, extra_context)


class Stale:
    """A form whose record is at another version than it was opened at, or has been deleted."""

    def __init__(
        self, editing: Any, request: HttpRequest, object_id: str, base: Revision, stands: PublicRecord | None
    ) -> None:
        self.editing, self.request, self.object_id = editing, request, object_id
        self.kind, self.base, self.stands = kind_of(editing.model), base, stands
        assert base.record is not None
        self.was: Record = complete(self.kind, base.record)
        self.theirs: Record | None = None if stands is None else to_record(stands)
        self.problems: list[str] = []
        self.problems_at: dict[Place, str] = {}

    @classmethod
    def found(cls, editing: Any, request: HttpRequest, object_id: str) -> Stale | None:
        """The stale form that `request` sends, or None: the form is not stale, or nothing is known of its version."""
        kind, opened, pk = kind_of(editing.model), number_in(request.POST.get("version")), number_in(object_id)
        if opened is None or pk is None or not editing.has_change_permission(request):
            return None
        rows = kind.queryset()
        now = rows.prefetch_related(None).filter(pk=pk).values_list("version", flat=True).first()
        if now == opened:
            return None
        key = request.POST.get("opened_key", "")
        stands = (rows.filter(pk=pk) if now is not None else rows.filter(key=key)).first()
        known = Revision.objects.of(kind.name, key if stands is None else stands.key)
        base = known.filter(version=opened, record__isnull=False).first()
        return None if base is None else cls(editing, request, object_id, base, stands)

    def answer(self) -> HttpResponse | None:
        """The page of the conflict, or where to go after it is settled; None when the input has to be mended first."""
        wanted = read_input(self.editing, self.request, self.kind, self.was, self.object_id)
        if self.theirs is None:
            return self._answer_deleted(wanted)
        if wanted is None:
            return None
        merged = merge(self.kind, self.was, self.theirs, wanted.record, lineage=wanted.lineage)
        assert self.stands is not None
        is_shown = number_in(self.request.POST.get(SETTLES)) == self.stands.version
        if is_shown and not hasattr(self.request, "refusal"):
            answer = self._save(merged)
            if answer is not None:
                return answer
        return self._page(merged, wanted)

    # Saving

    def _save(self, merged: Merged) -> HttpResponse | None:
        assert self.stands is not None
        try:
            record = merged.settled(self._chosen(merged))
        except Unsettled as refusal:
            self.problems_at |= {place: _("Choose one of the two.") for place in refusal.places}
        if self.problems_at:
            self.problems = [_("Nothing was saved yet: there is something left to choose.")]
            return None
        names = [name for name in self.kind.names if record[name] != merged.theirs[name]]
        target = self.kind.record_model._base_manager.filter(pk=self.stands.pk).first()
        if target is not None:
            target.version = self.stands.version
        if target is None or not self._is_applied(target, record, names):
            self.problems = self.problems or [_outrun()]
            return None
        self.editing.log_change(self.request, target, [{"changed": {"fields": names}}])
        return self.editing.response_change(self.request, target)  # type: ignore[no-any-return]

    def _is_applied(self, target: PublicRecord, record: Record, names: list[str] | None = None) -> bool:
        try:
            with self.editing._change(self.request, self.request.POST.get("why", "")):
                apply(target, record, names=names)
        except (RecordProblems, RecordProblemsAsValidation) as refusal:
            self._keep(refusal.problems)
        except ValidationError as refusal:
            self.problems = [capfirst(message) for message in refusal.messages]
        except EditConflict:
            self.problems = [_outrun()]
        except (IntegrityError, models.ProtectedError):
            self.problems = [_("Nothing was saved: a row is referred to elsewhere, or stands there twice.")]
        return not self.problems

    def _keep(self, problems: tuple[Problem, ...]) -> None:
        self.problems = [_("Nothing was saved: what comes of it cannot stand.")]
        for problem in problems:
            place = tuple(map(str, problem.path))
            if len(place) in (1, 2) and place[0] not in self.kind.children_by_name:
                self.problems_at[place] = capfirst(problem.message)
            self.problems.append(told(self.kind, problem))

    # What was chosen

    def _chosen(self, merged: Merged) -> dict[Place, Any]:
        """The values chosen on the page, as far as they are chosen; a text by hand that is not chosen is a problem."""
        found: dict[Place, Any] = {}
        for one in merged.divergences:
            if not one.is_mine:
                continue
            chosen, text = self._posted(one)
            if text is not None and text != one.mine and chosen != BY_HAND:
                self.problems_at[one.place] = _("You have written a text of your own: choose it, or put it back.")
            if chosen in (THEIRS, MINE):
                found[one.place] = one.theirs if chosen == THEIRS else one.mine
            elif chosen == BY_HAND and text is not None:
                found[one.place] = text
        return found

    def _posted(self, one: Divergence) -> tuple[str, str | None]:
        name, post = ".".join(one.place), self.request.POST
        text = post.get(TEXT + name) if is_text(self.kind, one.place) else None
        return post.get(CHOICE + name, ""), None if text is None else tidy(text)

    def _still_chosen(self, merged: Merged, wanted: Input) -> dict[Place, tuple[str, str | None]]:
        """What was chosen before the record moved on once more, where nothing differs otherwise than it did then."""
        settles = number_in(self.request.POST.get(SETTLES))
        assert self.stands is not None
        if settles is None:
            return {}
        shown_then = merged.divergences
        if settles != self.stands.version:
            known = Revision.objects.of(self.kind.name, self.stands.key).filter(version=settles).first()
            if known is None or known.record is None:
                return {}
            shown_then = merge(self.kind, self.was, known.record, wanted.record, lineage=wanted.lineage).divergences
        return {one.place: self._posted(one) for one in shown_then if one in merged.divergences}

    # Pages

    def _page(self, merged: Merged, wanted: Input) -> HttpResponse:
        assert self.stands is not None
        still = self._still_chosen(merged, wanted)
        choices = [self._choice(merged, one, *still.get(one.place, ("", None))) for one in merged.divergences]
        used = {TEXT + ".".join(place) for place, (_chosen, text) in still.items() if text is not None}
        used |= {TEXT + ".".join(one.place) for one in merged.divergences if self._posted(one)[1] == one.mine}
        if hasattr(self.request, "refusal"):
            self.problems = [_("Nothing has been saved yet: your text is filled in again. Look at it and save it.")]
        elif SETTLES in self.request.POST and not self.problems:
            self.problems = [_("Nothing was saved: the entry was changed once more. Look through what differs now.")]
        return self._answer(
            title=_("Changed meanwhile: %s") % self.stands,
            choices=[one for one in choices if one.is_conflict],
            mine=[one for one in choices if one.is_mine and not one.is_conflict],
            theirs=[one for one in choices if not one.is_mine],
            texts_left=[
                text
                for name, text in self.request.POST.items()
                if name.startswith(TEXT) and name not in used and str(text).strip()
            ],
            settles=self.stands.version,
            problems=self.problems,
        )

    def _choice(self, merged: Merged, one: Divergence, chosen: str, text: str | None) -> Choice:
        label, tag = label_of(self.kind, one.place)
        was, theirs, mine = (self._in_words(merged, one.place, value) for value in (one.base, one.theirs, one.mine))
        return Choice(
            name=".".join(one.place),
            label=label,
            language=str(BY_TAG[tag].label) if tag else "",
            tag=tag,
            row=_row_at(merged, one.place),
            was=was,
            theirs=marked_together(was, theirs),
            mine=marked_together(was, mine),
            is_mine=one.is_mine,
            is_conflict=one.is_conflict,
            is_text=is_text(self.kind, one.place),
            chosen=chosen or ("" if one.is_conflict else MINE),
            text=text if text is not None else one.mine if isinstance(one.mine, str) else "",
            problem=self.problems_at.get(one.place, ""),
        )

    def _in_words(self, merged: Merged, place: Place, value: Any) -> str:
        if place[-1] == ORDER and len(place) == 2:
            return "\n".join(_row_at(merged, (place[0], name)) for name in value) or EMPTY
        return value_at(self.kind, place, value)

    def _answer_deleted(self, wanted: Input | None) -> HttpResponse:
        """The record is gone: give the input back, and offer to make it anew."""
        may_add = self.editing.has_add_permission(self.request) and wanted is not None
        if ANEW in self.request.POST and may_add and wanted is not None and not hasattr(self.request, "refusal"):
            target = self.kind.record_model(key=self.base.key)
            if self._is_applied(target, wanted.record):
                self.editing.log_addition(self.request, target, [{"added": {}}])
                return self.editing.response_add(self.request, target)  # type: ignore[no-any-return]
        return self._answer(
            title=_("Deleted meanwhile: %s") % self.base.key,
            is_deleted=True,
            may_add=may_add,
            differences=_of_input(self.kind, self.was, wanted),
            as_text=json.dumps(
                wanted.record if wanted is not None else typed(self.request.POST), ensure_ascii=False, indent=2
            ),
            problems=self.problems,
        )

    def _answer(self, **context: Any) -> HttpResponse:
        since = Revision.objects.of(self.kind.name, self.base.key).filter(version__gt=self.base.version)
        self.request.current_app = self.editing.admin_site.name
        return TemplateResponse(
            self.request,
            "admin/entente/conflict.html",
            {
                **self.editing.admin_site.each_context(self.request),
                "subtitle": None,
                "opts": self.editing.opts,
                "since": since.order_by("-version"),
                "opened": self.base.version,
                "why": self.request.POST.get("why", ""),
                "hidden": list(kept_fields(self.request.POST)),
                "object": self.stands,
                **context,
            },
        )


# Reading what was typed


def read_input(editing: Any, request: HttpRequest, kind: Kind, was: Record, object_id: str) -> Input | None:
    """The record that the forms of `request`, opened at the state `was`, ask for; None when a field cannot be read.

    The forms are read over that state, so that whatever the editor could not change is as it was. Whether the record
    can stand is not asked here.
    """
    rows = _rows_of(kind, was, request.POST)
    if rows is None:
        return None
    old = kind.record_model._base_manager.filter(pk=int(object_id)).first() or kind.record_model(key=was["key"])
    kind.decode(old, was, resolve_by_key, kind.columns)
    kind.tail.decode(old, was, resolve_by_key, kind.tail.columns)
    old.pk = int(object_id)
    for model_rows in rows.values():
        for row in model_rows:
            setattr(row, row.owner_field, old)
    old.children_read = rows  # type: ignore[attr-defined]
    fields = flatten_fieldsets(editing.get_fieldsets(request, old))
    form = editing.get_form(request, old, change=True, fields=fields)(request.POST, None, instance=old)
    formsets, _inlines = editing._create_formsets(request, old, change=True)
    is_readable = _read(form)
    record: Record = kind.encode(form.instance)
    lineage: dict[str, Lineage] = {}
    by_model = {formset.model: formset for formset in formsets}
    for child in kind.children:
        formset = by_model.get(child.model)
        if formset is None:
            record[child.name], lineage[child.name] = was[child.name], list(range(len(was[child.name])))
            continue
        read = _read_rows(child, formset, was[child.name])
        if read is None:
            return None
        record[child.name], lineage[child.name] = read
    return Input(record | kind.tail.encode(form.instance), lineage) if is_readable else None


def _rows_of(kind: Kind, was: Record, post: QueryDict) -> dict[type[models.Model], list[Any]] | None:
    """The rows of the state `was`, with the primary keys that the forms gave them; None when the forms hold others."""
    found: dict[type[models.Model], list[Any]] = {}
    for child in kind.children:
        count = post.get(f"{child.name}-INITIAL_FORMS", str(len(was[child.name])))
        if count != str(len(was[child.name])):
            return None
        rows = []
        for place, values in enumerate(was[child.name]):
            row = child.child_model(position=place)
            child.decode(row, values, resolve_by_key, child.columns)
            key = number_in(post.get(f"{child.name}-{place}-id"))
            row.pk = -place - 1 if key is None else key
            row._state.adding = False
            rows.append(row)
        found[child.model] = rows
    return found


def _read(form: Any) -> bool:
    """Read the fields of a bound form into its instance, judging each field alone; False when one cannot be read."""
    form._errors, form.cleaned_data = ErrorDict(), {}
    for field in form.fields.values():
        field.required = False  # what is missing is missed when the whole is saved
    form._clean_fields()
    form.instance = construct_instance(form, form.instance, form._meta.fields, form._meta.exclude)
    for name in text_columns(type(form.instance)):
        setattr(form.instance, name, tidy(getattr(form.instance, name) or ""))
    return not form._errors


def _read_rows(child: ChildKind, formset: Any, was: list[Record]) -> tuple[list[Record], list[int | None]] | None:
    """The rows that a formset asks for in their order, and which of the rows `was` each comes from."""
    read: dict[int, tuple[Record, int | None]] = {}
    for place, form in enumerate(formset.forms):
        form.fields.pop(formset._pk_field.name, None)
        is_old = place < len(was)
        if is_old and not form.has_changed():
            form.cleaned_data = {"position": form.initial.get("position")}
            read[id(form)] = (was[place], place)
        elif form.has_changed():
            is_readable = _read(form)
            if not is_readable and not form.cleaned_data.get("DELETE"):
                return None
            read[id(form)] = (child.encode(form.instance), place if is_old else None)
    kept = formset.rows_in_order() if formset.may_change else formset.kept_forms()
    pairs = [read[id(form)] for form in kept]
    return [row for row, _place in pairs], [place for _row, place in pairs]


def number_in(text: str | None) -> int | None:
    """The number that a hidden field or an address holds; None for anything that is none of ours."""
    return int(text) if text is not None and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def _outrun() -> str:
    return _("Nothing was saved: the entry has just been changed again. Send the form once more.")


def typed(post: QueryDict) -> dict[str, str]:
    """What a form sent that people write, by the names of its fields."""
    return {name: value for name, value in kept_fields(post) if value and not name.endswith("_FORMS")}


def kept_fields(post: QueryDict) -> Iterator[tuple[str, str]]:
    """The fields of the form itself in what was sent."""
    for name, values in post.lists():
        if name in ("csrfmiddlewaretoken", "why", SETTLES, ANEW, TO_FORM) or name.startswith((CHOICE, TEXT)):
            continue
        for value in values:
            yield name, str(value)


def _row_at(merged: Merged, place: Place) -> str:
    """What the row at `place` is called; empty when the place is in none."""
    rows = merged.lists.get(place[0])
    if rows is None or place[1] == ORDER:
        return ""
    row = next(one for one in rows.rows if one.name == place[1])
    return row_label(rows.child, row.base or row.theirs or row.mine or {})


def _of_input(kind: Kind, was: Mapping[str, Any], wanted: Input | None) -> list[ShownDifference]:
    return [] if wanted is None else shown(kind, difference(dict(was), wanted.record))
