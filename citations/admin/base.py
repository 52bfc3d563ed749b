"""What the admin of every public record shares: its form, its children, its search, its history and how it is saved.

A save is one change: the record and its children are written together, as one revision, or not at all. What the
database or a rule of the whole record refuses comes back as errors of the same form, with what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.admin import TranslationAdmin, TranslationInlineModelAdmin

from citations import changes
from citations.admin.actions import BulkActions
from citations.admin.carrying import FillsInAgain
from citations.admin.conflicts import SettlesConflicts
from citations.admin.exchanging import Exchanging
from citations.admin.forms import REFUSALS, ChildForm, ChildFormSet, RecordForm
from citations.admin.listing import Lists, beside, lag_badge
from citations.admin.reading import read_children
from citations.admin.searching import find, find_records
from citations.admin.timeline import steps
from citations.admin.widgets import Line, PlainSelect, RecordChoiceField, RecordSelect
from citations.languages import BY_TAG, CONTENT_LANGUAGES, column, columns
from citations.models import Child, PublicRecord, Revision
from citations.querysets import NO_TEXT
from citations.records import kind_of
from citations.search.index import IndexOutOfDate

PAGE_OF_HISTORY = 20
#: Titles and names so long that a third of the page is too narrow for them; web addresses are longer still.
LONG_LINES = range(300, 1000)
EMPTY = "—"


def in_language(text: str, tag: str) -> SafeString:
    """`text` marked as being in the language `tag` (BCP 47); a dash for none."""
    return format_html('<span lang="{}">{}</span>', tag, text) if text else format_html("<span>{}</span>", EMPTY)


def badge(value: str, label: object) -> SafeString:
    """A small label, coloured by its value; nothing for no value."""
    return format_html('<span class="badge badge-{}">{}</span>', value, label) if value else SafeString("")


class FieldsForEditors(admin.options.BaseModelAdmin):  # type: ignore[type-arg]
    """How single fields look in forms: language columns, references as autocompletes, growing text."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = RecordSelect(db_field, self.admin_site, using=kwargs.get("using"))
        kwargs["form_class"] = RecordChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_choice_field(db_field, request, **{"widget": PlainSelect, **kwargs})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        is_text = isinstance(db_field, models.CharField) and not db_field.choices
        if is_text and (db_field.max_length or 0) in LONG_LINES:
            kwargs.setdefault("widget", Line())
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            # One way to look at the record and one to add it are enough beside every reference.
            field.widget.can_change_related = field.widget.can_delete_related = False
            if issubclass(db_field.related_model, Child):
                field.widget.can_view_related = False  # a child has no page of its own
        if isinstance(field.widget, forms.Textarea) and not isinstance(field.widget, Line):
            field.widget.attrs["rows"] = 3
        plain = getattr(db_field, "translated_field", None)
        if plain is not None:
            language = next(one for one in CONTENT_LANGUAGES if one.django == db_field.language)
            field.label = format_lazy("{} ({})", plain.verbose_name, language.label)
            if not isinstance(field.widget, forms.Select):
                field.widget.attrs |= {"lang": language.tag, "spellcheck": "true"}
        return field


class LanguageColumns(TranslationAdmin):  # type: ignore[type-arg]
    """Columns of a list: what a record is called in Russian, in Chinese and in English."""

    @admin.display(description=gettext_lazy("Russian"))
    def russian(self, instance: Any) -> SafeString:
        return self.shown_in(instance, "ru")

    @admin.display(description=gettext_lazy("Chinese"))
    def chinese(self, instance: Any) -> SafeString:
        return self.shown_in(instance, "zh-Hans")

    @admin.display(description=gettext_lazy("English"))
    def english(self, instance: Any) -> SafeString:
        return self.shown_in(instance, "en")

    def shown_in(self, instance: Any, tag: str) -> SafeString:
        """What the column of the language `tag` says: the name, and what is missing or to be looked at again."""
        name = instance.display_name(tag)
        return beside((in_language(name, tag) if name else badge("missing", _("no name")), lag_badge(instance, tag)))

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def state_of_entry(self, instance: PublicRecord) -> SafeString:
        return badge(instance.status, instance.get_status_display())


class ChildInline(FieldsForEditors, admin.options.InlineModelAdmin):  # type: ignore[type-arg]
    """A list of children, a row each, that opens and closes; `open_rows` for those with few fields."""

    template = "admin/entente/children.html"
    form = ChildForm
    formset = ChildFormSet
    extra = 0
    open_rows = False
    exclude: ClassVar[Any] = ("position",)
    model: type[Child]
    fk_name: str | None

    def __init__(self, parent_model: Any, admin_site: Any) -> None:
        # A treaty is a source: its evidence leads to it too, so Django has to be told which key is the owner's.
        self.fk_name = self.model.owner_field
        super().__init__(parent_model, admin_site)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.refusal = formset.form.refusal = getattr(request, "refusal", None)
        formset.form.editor = request.user
        formset.may_change = self.has_change_permission(request, obj)
        return formset

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj) or self.has_add_permission(request, obj):
            return fieldsets
        return without(fieldsets, ("position",))

    def row_label(self, row: Any) -> object:
        """What a closed row says; read from what is at hand."""
        return row


class TranslatedChildInline(ChildInline, TranslationInlineModelAdmin):  # type: ignore[type-arg]
    """A list of children with language columns."""


def without(fieldsets: Any, names: Sequence[str]) -> list[Any]:
    """`fieldsets` without the fields `names`, and without rows and sections that are empty then."""
    found = []
    for heading, options in fieldsets:
        rows: list[Any] = []
        for row in options["fields"]:
            if isinstance(row, str):
                rows += [row] if row not in names else []
            else:
                left = tuple(name for name in row if name not in names)
                rows += [left] if left else []
        if rows:
            found.append((heading, {**options, "fields": tuple(rows)}))
    return found


class RecordAdmin(Exchanging, FillsInAgain, SettlesConflicts, FieldsForEditors, LanguageColumns, Lists, BulkActions):
    """The admin of one kind of public record. A subclass says which fields stand where."""

    form = RecordForm
    exclude: ClassVar[Any] = ("version",)
    save_on_top = True
    change_list_template = "admin/entente/list.html"
    delete_confirmation_template = "admin/entente/delete.html"
    list_per_page = 50
    actions = (*BulkActions.actions, *Lists.actions, *Exchanging.actions)
    show_full_result_count = False
    list_filter: ClassVar[Any] = ("status",)
    ordering = ("key",)

    #: What `fieldsets` begins with in a subclass; key, status, notes and the reason are added to every form.
    content: ClassVar[Any] = ()
    #: The English column from which a new record's key is proposed.
    key_from: ClassVar[str | None] = None
    #: Where words are looked for while the search index is out of date.
    search_fields: ClassVar[Any]
    #: References by which a record is found too, and the kinds they lead to.
    search_through: ClassVar[dict[str, tuple[str, ...]]] = {}
    #: References that lists show.
    references_in_list: ClassVar[tuple[str, ...]] = ()

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets: list[Any] = [
            *self.content,
            (
                gettext_lazy("Entry"),
                {
                    "fields": (
                        ("key", "status", "replaced_by"),
                        columns("editorial_note"),
                        "accepted_findings",
                        "state_of_record",
                    )
                },
            ),
            (gettext_lazy("This change"), {"fields": ("why", "version", "opened_key")}),
        ]
        if obj is None:
            return without(fieldsets, ("state_of_record", "version", "opened_key"))
        may_change = self.has_change_permission(request, obj)
        return fieldsets if may_change else without(fieldsets, ("why", "version", "opened_key"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields: list[Any] = [*super().get_readonly_fields(request, obj), "state_of_record"]
        return fields if obj is None else [*fields, "key"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {"key": (self.key_from,)} if obj is None and self.key_from else {}

    @admin.display(description=gettext_lazy("version"))
    def state_of_record(self, instance: PublicRecord) -> str:
        """Which version this is, when it was made, and when the record was created."""
        return _("%(version)s · changed %(updated)s · created %(created)s") % {
            "version": instance.version,
            "updated": date_format(localtime(instance.updated_at), "SHORT_DATETIME_FORMAT"),
            "created": date_format(localtime(instance.created_at), "SHORT_DATETIME_FORMAT"),
        }

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        form.editor = request.user
        return form

    # Reading

    @property
    def references(self) -> tuple[str, ...]:
        """The references of the record itself."""
        fields = self.model._meta.concrete_fields
        names = [one.name for one in fields if isinstance(one, models.ForeignKey) and not one.remote_field.parent_link]
        return tuple(names)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.references_in_list)

    def get_choices(self, request: HttpRequest) -> models.QuerySet[Any]:
        """What an autocomplete offers."""
        return self.get_queryset(request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The record with all it refers to and all its children, in three queries."""
        field = self.opts.get_field(from_field) if from_field else self.opts.pk
        assert isinstance(field, models.Field)
        try:
            value = field.to_python(object_id)
        except (ValidationError, ValueError):
            return None
        rows = self.get_queryset(request).select_related(*self.references).prefetch_related(None)
        instance = rows.filter(**{field.name: value}).first()
        if instance is not None:
            kinds = [one.model for one in self.inlines if issubclass(one, ChildInline)]
            instance.children_read = read_children(instance, kinds)
        return instance

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """What the search engine finds by name, best first, then what holds the words in its key or other texts.

        A list that the editor ordered by a column keeps that order.
        """
        try:
            by_relevance = ORDER_VAR not in request.GET
            found = find_records(queryset, search_term, self.search_through, by_relevance=by_relevance)
        except IndexOutOfDate as error:
            if SEARCH_VAR in request.GET:  # a list, not an autocomplete
                self.message_user(
                    request, _("Names are not searched at present: %(reason)s") % {"reason": error}, messages.WARNING
                )
            return find(queryset, search_term, self.get_search_fields(request)), False
        if found.is_cut:
            request.search_note = _(  # type: ignore[attr-defined]
                "More is found than is listed here, and filters narrow only what is listed: add a word."
            )
        return found.rows, False

    # Writing

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """As Django has it; but what is refused while saving comes back in the form, with what was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            # The transaction is undone. The same form again: it now knows why, and is invalid.
            request.refusal = refusal  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Nothing yet: save_related writes the record and its children as one change."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Write the record and its children as one change, by this user, for the reason given."""
        with self._change(request, form.cleaned_data.get("why", "")):
            form.instance.save()
            super().save_related(request, form, formsets, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete it, unless it has changed since the editor was asked."""
        asked = request.POST.get("version", "")
        if asked.isdecimal() and int(asked) != obj.version:
            raise changes.EditConflict(obj.kind_name, obj.key, int(asked), obj.version)
        with self._change(request, request.POST.get("why", "")):
            obj.delete()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        with self._change(request, request.POST.get("why", "")):
            queryset.delete()

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, message, messages.ERROR)
        except (models.ProtectedError, changes.EditConflict):
            self.message_user(
                request,
                _("Nothing was deleted: the entry was changed or referred to in the meantime. Look at it again."),
                messages.ERROR,
            )
        return HttpResponseRedirect(self.address_of("change", object_id))

    def _change(self, request: HttpRequest, why: str) -> Any:
        return changes.change(origin=changes.Origin.ADMIN, by=request.user, why=why.strip())

    # History

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every revision of the record, newest first: who, when, why, from where, and what it changed."""
        instance = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, instance):
            raise PermissionDenied
        if instance is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        kind = kind_of(instance)
        newest_first = Revision.objects.of(kind.name, instance.key).order_by("-version")
        page = Paginator(newest_first, PAGE_OF_HISTORY).get_page(request.GET.get("p"))
        may_revert = self.has_change_permission(request, instance)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %s") % instance,
            "subtitle": None,
            "opts": self.opts,
            "object": instance,
            "page": page,
            "steps": steps(list(page), may_revert=may_revert),
            "may_revert": may_revert,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entente/history.html", context)

    def told_apart_by(self, instance: Any) -> str:
        """What a list of what was found says beside the names, to tell records of one name apart; empty for nothing."""
        return ""

    def address_of(self, view: str, *args: Any) -> str:
        """The address of a view of this admin: `address_of("change", 5)`."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=args)


def language_row(*names: str) -> tuple[tuple[str, ...], ...]:
    """Fieldset rows of translated fields: the three columns of each side by side."""
    return tuple(columns(name) for name in names)


class MissingIn(admin.SimpleListFilter):
    """Records without a name in a language."""

    title = gettext_lazy("missing name")
    parameter_name = "missing"
    #: The translated field that has to be there.
    field: ClassVar[str] = "name"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(language.tag, language.label) for language in CONTENT_LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in BY_TAG:
            return queryset
        return self.missing(queryset, str(self.value()))

    def missing(self, queryset: Any, tag: str) -> Any:
        """The rows of `queryset` without the field in the language `tag`."""
        return queryset.filter(**{column(self.field, tag): NO_TEXT})


class MissingTitle(MissingIn):
    title = gettext_lazy("missing title")
    field = "title"


class MissingFamilyName(MissingIn):
    field = "family_name"


def links(rows: Iterable[tuple[str, object]]) -> SafeString:
    """Links beside each other: pairs of address and text."""
    return format_html_join(" · ", '<a href="{}">{}</a>', rows)


__all__ = [
    "ChildInline",
    "MissingFamilyName",
    "MissingIn",
    "MissingTitle",
    "RecordAdmin",
    "TranslatedChildInline",
    "badge",
    "in_language",
    "language_row",
    "links",
]
