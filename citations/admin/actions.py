"""What can be done to many records at once: each is a change of its own, and a page says what became of every one.

An action asks first, with the number of records and the reason; then it goes through them, so many for each page that
somebody waits for, and asks before it goes on. A record that is refused is skipped, with the sentence that refused it,
and undoes nothing of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations import changes
from citations.admin.widgets import choice_label
from citations.labels import told
from citations.models import Child, PublicRecord, Status
from citations.records import Kind, RecordProblems, apply, kind_of
from citations.rights import may_publish

CHUNK = 100
#: How many records one page goes through: what takes longer is cut off by what stands before the server.
MOST = 300
#: How many records the question names.
NAMED_BEFORE = 20
NAMED_PROTECTING = 5


class BulkForm(forms.Form):
    """What an action asks before it begins: the reason. A subclass asks more."""

    why = forms.CharField(
        label=gettext_lazy("reason for the change"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Kept in the history of every entry that is changed."),
    )

    def __init__(self, *args: Any, editor: Any, **kwargs: Any) -> None:
        self.editor = editor
        super().__init__(*args, **kwargs)


#: Does it to one record, with what the form was told; False when there was nothing to do.
Act = Callable[[PublicRecord, Mapping[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class BulkAction:
    """One action on the records of a list. `permission` is the right of the admin that it needs: change, publish."""

    name: str
    label: Any
    question: Any
    permission: str
    act: Act
    form: type[BulkForm] = BulkForm


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record: its name, its page, and the reasons why it was skipped."""

    name: str
    address: str
    reasons: tuple[object, ...] = ()


@dataclass(slots=True)
class Report:
    """What became of all of them."""

    done: list[Outcome] = field(default_factory=list)
    unchanged: list[Outcome] = field(default_factory=list)
    skipped: list[Outcome] = field(default_factory=list)

    def parts(self) -> Iterator[dict[str, Any]]:
        """For the page: each outcome with its heading, its number and the records to name."""
        headings = (
            ("done", _("Done"), self.done),
            ("skipped", _("Skipped"), self.skipped),
            ("unchanged", _("Unchanged: they were so already"), self.unchanged),
        )
        for name, heading, outcomes in headings:
            yield {"name": name, "heading": heading, "count": len(outcomes), "rows": outcomes}


def offered(*actions: BulkAction) -> tuple[Any, ...]:
    """`actions` as Django's admin wants them."""
    return tuple(_offered(action) for action in actions)


def _offered(action: BulkAction) -> Any:

    @admin.action(description=action.label, permissions=[action.permission])
    def run(modeladmin: Any, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse:
        after = request.POST.get("after", "")
        later = queryset.filter(pk__gt=after) if after.isdecimal() else queryset
        pks = list(later.order_by("pk").values_list("pk", flat=True))
        is_answer = "post" in request.POST
        form = action.form(request.POST if is_answer else None, editor=request.user)
        if is_answer and _is_across(request) and request.POST.get("count") != str(len(pks)):
            form.add_error(None, _("The filters find other entries than a moment ago: look at the number again."))
        if is_answer and form.is_valid():
            report = carry_out(action, modeladmin, request, pks[:MOST], form.cleaned_data)
            return _result(action, modeladmin, request, report, form, pks)
        return _question(action, modeladmin, request, pks, form)

    run.__name__ = action.name
    return run


def carry_out(
    action: BulkAction, modeladmin: Any, request: HttpRequest, pks: Sequence[int], answers: Mapping[str, Any]
) -> Report:
    """Do it to the records `pks`, in chunks, each in a change of its own.

    What another record protects is tried again after the others: that one may be among them.
    """
    report, left = Report(), pks
    while left:
        done_before, waiting = len(report.done), list[tuple[int, Outcome]]()
        for instance in _in_chunks(modeladmin.model, left):
            pk, name, address = instance.pk, choice_label(instance), modeladmin.address_of("change", instance.pk)
            try:
                with changes.change(origin=changes.Origin.ADMIN, by=request.user, why=answers["why"].strip()):
                    was_changed = action.act(instance, answers)
            except models.ProtectedError as refusal:
                waiting.append((pk, Outcome(name, address, (_protected_by(modeladmin, refusal),))))
            except (RecordProblems, ValidationError, changes.EditConflict, IntegrityError) as refusal:
                report.skipped.append(Outcome(name, address, tuple(_sentences(kind_of(instance), refusal))))
            else:
                outcome = Outcome(name, address if instance.pk else "")
                (report.done if was_changed else report.unchanged).append(outcome)
        left = [pk for pk, _outcome in waiting]
        if len(report.done) == done_before:
            report.skipped += [outcome for _pk, outcome in waiting]
            break
    return report


def change_fields(instance: PublicRecord, values: Mapping[str, Any]) -> bool:
    """Make the fields of a record what `values` says, by their names in the record; False when they are so already."""
    kind = kind_of(instance)
    stands = kind.encode(instance) | kind.tail.encode(instance)
    if all(stands[name] == value for name, value in values.items()):
        return False
    apply(instance, values, names=values)
    return True


def _in_chunks(model: type[PublicRecord], pks: Sequence[int]) -> Iterator[PublicRecord]:
    rows = kind_of(model).queryset()
    for start in range(0, len(pks), CHUNK):
        yield from rows.filter(pk__in=pks[start : start + CHUNK]).order_by("pk")


def _sentences(kind: Kind, refusal: Exception) -> list[str]:
    if isinstance(refusal, RecordProblems):
        return [told(kind, problem) for problem in refusal.problems]
    if isinstance(refusal, ValidationError):
        return [capfirst(message) for message in refusal.messages]
    if isinstance(refusal, changes.EditConflict):
        return [_("It was changed in the meantime: look at it again.")]
    return [_("The database refused it: another entry says the same.")]


def _protected_by(modeladmin: Any, refusal: models.ProtectedError) -> object:
    """Which records refer to the one that cannot be deleted, with links to them."""
    found: dict[tuple[type[models.Model], int], None] = {}
    for one in refusal.protected_objects:
        found[(one.owner_model(), one.owner_id) if isinstance(one, Child) else (type(one), one.pk)] = None
    named = [model._base_manager.get(pk=pk) for model, pk in list(found)[:NAMED_PROTECTING]]
    rows = ((_address(modeladmin, one), choice_label(one)) for one in named)
    links = format_html_join(", ", '<a href="{}">{}</a>', rows)
    if len(found) > len(named):
        said = _("It is referred to by {links} and {number} more: change them first, or retire it instead.")
    else:
        said = _("It is referred to by {links}: change it there first, or retire this entry instead.")
    return format_html(said, links=links, number=len(found) - len(named))


def _address(modeladmin: Any, instance: models.Model) -> str:
    return str(modeladmin.admin_site.get_model_admin(type(instance)).address_of("change", instance.pk))


def _question(
    action: BulkAction, modeladmin: Any, request: HttpRequest, pks: Sequence[int], form: BulkForm
) -> HttpResponse:
    rows = modeladmin.get_queryset(request).filter(pk__in=pks[:NAMED_BEFORE]).order_by("key")
    context = {
        **_asked_again(action, request, form, pks, request.POST.get("after", "")),
        "records": [choice_label(one) for one in rows],
        "more": max(0, len(pks) - NAMED_BEFORE),
        "most": MOST,
        "is_in_parts": len(pks) > MOST,
    }
    return _page("admin/entente/bulk_question.html", action, modeladmin, request, context)


def _asked_again(
    action: BulkAction, request: HttpRequest, form: BulkForm, pks: Sequence[int], after: object
) -> dict[str, Any]:
    """What a page needs that sends the action once more, for the records `pks`, which come `after` those done."""
    across = _is_across(request)
    return {
        "form": form,
        "action": action,
        "count": len(pks),
        "after": after,
        "checkbox": ACTION_CHECKBOX_NAME,
        # All that the filters find is said by one word; Django wants one checked row beside it.
        "across": across,
        "chosen": pks[:1] if across else pks,
    }


def _is_across(request: HttpRequest) -> bool:
    """Whether all that the filters find is chosen, on other pages too."""
    return request.POST.get("select_across") == "1"


def _result(
    action: BulkAction, modeladmin: Any, request: HttpRequest, report: Report, form: BulkForm, pks: Sequence[int]
) -> HttpResponse:
    context = {"title": _("What became of them"), "parts": [part for part in report.parts() if part["count"]]}
    if len(pks) > MOST:
        context |= _asked_again(action, request, form, pks[MOST:], pks[MOST - 1])
    return _page("admin/entente/bulk_result.html", action, modeladmin, request, context)


def _page(
    template: str, action: BulkAction, modeladmin: Any, request: HttpRequest, context: Mapping[str, Any]
) -> HttpResponse:
    request.current_app = modeladmin.admin_site.name
    shared = modeladmin.admin_site.each_context(request)
    names = {"title": action.question, "subtitle": None, "opts": modeladmin.opts, "back": request.get_full_path()}
    return TemplateResponse(request, template, {**shared, **names, **context})


# The actions that every kind of record has


def _to_status(status: Status) -> Act:
    return lambda record, answers: change_fields(record, {"status": status.value})


def _delete(record: PublicRecord, answers: Mapping[str, Any]) -> bool:
    record.delete()
    return True


class BulkActions(admin.ModelAdmin):  # type: ignore[type-arg]
    """The admin of records that can be published, retired, withdrawn and deleted many at once."""

    actions = offered(
        BulkAction(
            "publish_selected",
            gettext_lazy("Publish selected %(verbose_name_plural)s"),
            gettext_lazy("Publish these entries?"),
            "publish",
            _to_status(Status.PUBLISHED),
        ),
        BulkAction(
            "retire_selected",
            gettext_lazy("Retire selected %(verbose_name_plural)s"),
            gettext_lazy("Retire these entries?"),
            "publish",
            _to_status(Status.RETIRED),
        ),
        BulkAction(
            "return_selected_to_draft",
            gettext_lazy("Return selected %(verbose_name_plural)s to draft"),
            gettext_lazy("Return these entries to draft?"),
            "publish",
            _to_status(Status.DRAFT),
        ),
        BulkAction(
            "delete_selected",
            gettext_lazy("Delete selected %(verbose_name_plural)s"),
            gettext_lazy("Delete these entries? Their history stays, and they can be brought back from there."),
            "delete",
            _delete,
        ),
    )

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether this user may change the status of the records of this kind."""
        return self.has_change_permission(request) and may_publish(request.user)


__all__ = ["BulkAction", "BulkActions", "BulkForm", "change_fields", "offered"]
