"""The admin of history: every revision can be looked at and gone back to, none can be changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations import changes
from citations.admin.differences import shown
from citations.admin.feed import Feed
from citations.admin.searching import NEWEST, find_changes
from citations.admin.timeline import steps
from citations.history import RecordProblemsAsValidation, difference, restored, revert
from citations.labels import path_label, told
from citations.languages import BY_TAG
from citations.models import PublicRecord, Revision
from citations.records import KINDS, Kind, RecordProblems, complete, resolve_by_key, to_record


class RevertForm(forms.Form):
    """Why an editor goes back to an earlier state, and which version the record had when it was decided."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=gettext_lazy("reason for the change"), required=False, max_length=500)


@admin.register(Revision)
class RevisionAdmin(Feed):
    """All changes of all records, newest first."""

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("by")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        found = find_changes(queryset, search_term)
        if found.is_cut:
            request.search_note = _("Looked through: all keys, and the newest %(count)s changes.") % {"count": NEWEST}  # type: ignore[attr-defined]
        return found.rows, False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.revert_view)
        return [path("<int:pk>/revert/", view, name="citations_revision_revert"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """One revision: who, when, why, and what it changed."""
        revision = self.get_object(request, object_id)
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        if revision is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        kind, instance = _record(revision)
        may_revert = self._may_revert(request, kind, instance)
        context = {
            **self.admin_site.each_context(request),
            "title": str(revision),
            "subtitle": None,
            "opts": self.opts,
            "step": steps([revision], may_revert=may_revert)[0],
            "revision": revision,
            "instance": instance,
            "history_address": _address(kind, "history", instance) if instance is not None else "",
            "may_revert": may_revert,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entente/revision.html", context)

    def revert_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask whether to make the record again what it was; on POST do so, as one more change.

        `names` in the address (definition, definition.zh-Hans, events) says which fields alone go back.
        """
        revision = Revision.objects.filter(pk=pk).first()
        if revision is None:
            raise Http404
        kind, instance = _record(revision)
        if not self._may_revert(request, kind, instance):
            raise PermissionDenied
        names = request.GET.getlist("names") if instance is not None else []
        if not all(is_field(kind, name) for name in names):
            raise Http404
        found = instance.version if instance is not None else 0
        form = RevertForm(request.POST or None, initial={"version": found})
        problems: list[str] = []
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["version"] != found:
                problems = [_outrun()]
                form = RevertForm(initial={"version": found, "why": form.cleaned_data["why"]})
            else:
                problems = self._revert(request, revision, names, form.cleaned_data)
                if not problems:
                    return HttpResponseRedirect(_address(kind, "change", _record(revision)[1]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Back to version %(version)s of %(record)s")
            % {"version": revision.version, "record": instance or revision.key},
            "subtitle": None,
            "opts": self.opts,
            "revision": revision,
            "instance": instance,
            "differences": _way_back(kind, instance, revision, names),
            "is_partial": bool(names),
            "form": form,
            "problems": problems,
            "history_address": _address(kind, "history", instance) if instance is not None else "",
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entente/revert.html", context)

    def _revert(self, request: HttpRequest, revision: Revision, names: list[str], given: dict[str, Any]) -> list[str]:
        kind = KINDS[revision.kind]
        told_names = ", ".join(path_label(kind, tuple(name.split("."))) for name in names)
        said = {"version": revision.version, "fields": told_names}
        why = given["why"].strip()
        if not why:
            why = (_("back to version %(version)s: %(fields)s") if names else _("back to version %(version)s")) % said
        try:
            with changes.change(origin=changes.Origin.ADMIN, by=request.user, why=why):
                _kind, instance = _record(revision)
                if (0 if instance is None else instance.version) != given["version"]:
                    return [_outrun()]
                revert(revision, by=request.user, names=names or None)
        except (RecordProblems, RecordProblemsAsValidation) as refusal:
            return [told(kind, one) for one in refusal.problems]
        except ValidationError as refusal:
            return list(refusal.messages)
        except (changes.EditConflict, IntegrityError):
            return [_outrun()]
        done = (
            _("What stood in version %(version)s is there again: %(fields)s.")
            if names
            else _("The entry is again what it was in version %(version)s.")
        )
        self.message_user(request, done % said, messages.SUCCESS)
        return []

    def _may_revert(self, request: HttpRequest, kind: Kind, instance: PublicRecord | None) -> bool:
        """Whoever may change the record may take it back; whoever may add one may bring a deleted one back."""
        editing = self.admin_site.get_model_admin(kind.record_model)
        if instance is None:
            return editing.has_add_permission(request)
        return editing.has_change_permission(request, instance)


def _outrun() -> str:
    return _("Nothing was changed: the entry was changed in the meantime. Look at the difference anew.")


def _record(revision: Revision) -> tuple[Kind, PublicRecord | None]:
    kind = KINDS[revision.kind]
    return kind, resolve_by_key(kind.record_model, revision.key)


def _address(kind: Kind, view: str, instance: PublicRecord | None) -> str:
    assert instance is not None
    opts = kind.record_model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=[instance.pk])


def is_field(kind: Kind, name: str) -> bool:
    """Whether `name` is a field or a list of `kind` that can go back, or one language of a field."""
    field, dot, tag = name.partition(".")
    if field == "key" or field not in kind.names:
        return False
    is_translated = field in kind.translated or field in kind.tail.translated
    return not dot or (is_translated and tag in BY_TAG)


def _way_back(kind: Kind, instance: PublicRecord | None, revision: Revision, names: list[str]) -> list[Any]:
    if revision.record is None:
        return []
    then = complete(kind, revision.record)
    if instance is None:
        return shown(kind, difference(None, then))
    now = to_record(kind.queryset().get(pk=instance.pk))
    return shown(kind, difference(now, restored(now, then, names) if names else then))
