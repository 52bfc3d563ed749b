"""Recent changes as editors read them: who, when, which record, what was changed in words, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.contrib.auth import get_user_model
from django.db import connections, models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations.admin.differences import field_names
from citations.admin.entries import address
from citations.admin.listing import ListPaginator, OfKind, QuickChangeList
from citations.history import difference
from citations.languages import CONTENT_LANGUAGES, TAGS
from citations.models import PublicRecord, Revision
from citations.records import KINDS, Kind, Record, complete

#: So many changed fields are named; of more it is said how many there are.
MOST_FIELDS = 6
NAME_LENGTH = 80
#: Every value of Revision.languages that names a language, by its tag.
_SETS = [" ".join(tag for place, tag in enumerate(TAGS) if number >> place & 1) for number in range(2 ** len(TAGS))]
TOUCHING = {tag: [one for one in _SETS if tag in one.split()] for tag in TAGS}


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one record: what the record is called (before, when it was deleted), and what was changed."""

    revision: Revision
    kind: str
    name: str
    changed: str

    @property
    def address(self) -> str:
        """The history of the record."""
        return address(self.revision.kind, self.revision.key, "history")


def read_steps(revisions: Sequence[Revision]) -> list[Step]:
    """What each of `revisions` changed, in words of the reader's language; one query."""
    states = {(one.kind, one.key, one.version): one.record for one in revisions}
    states |= _earlier([one for one in revisions if (one.kind, one.key, one.version - 1) not in states])
    return [_step(one, states.get((one.kind, one.key, one.version - 1))) for one in revisions]


def _earlier(revisions: Sequence[Revision]) -> dict[tuple[str, str, int], Record | None]:
    """The states just before `revisions`, of those that have one."""
    wanted = models.Q()
    for one in revisions:
        if one.version > 1:
            wanted |= models.Q(kind=one.kind, key=one.key, version=one.version - 1)
    if not wanted:
        return {}
    found = Revision.objects.filter(wanted).order_by().values_list("kind", "key", "version", "record")
    return {(kind, key, version): record for kind, key, version, record in found}


def _step(revision: Revision, before: Record | None) -> Step:
    kind, after = KINDS[revision.kind], revision.record
    state = after if after is not None else before
    return Step(
        revision,
        str(kind.record_model._meta.verbose_name),
        Truncator(name_of(kind, state)).chars(NAME_LENGTH) if state is not None else revision.key,
        _in_words(kind, before, after),
    )


def name_of(kind: Kind, record: Record) -> str:
    """What a reader of the language of the interface calls a record, from one of its states."""
    instance = kind.record_model(key=record["key"])
    names = [name for name in kind.columns if name not in kind.references]
    kind.decode(instance, complete(kind, record), _nothing, names)
    return str(instance)


def _nothing(_model: type[PublicRecord], _key: str) -> None:
    return None


def _in_words(kind: Kind, before: Record | None, after: Record | None) -> str:
    if after is None:
        return _("deleted")
    if before is None:
        return _("created")
    names = field_names(kind, difference(before, after))
    if len(names) > MOST_FIELDS:
        more = _("and %(count)s more") % {"count": len(names) - MOST_FIELDS + 1}
        names = [*names[: MOST_FIELDS - 1], more]
    return ", ".join(names)


class ByPerson(admin.SimpleListFilter):
    """Changes by one member of the staff, or by nobody who was signed in."""

    title = gettext_lazy("by")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        users = get_user_model()._default_manager.filter(is_staff=True).order_by("username")
        accounts = [(str(pk), username) for pk, username in users.values_list("pk", "username")]
        return [*accounts, ("nobody", _("nobody signed in"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        if value == "nobody":
            return queryset.filter(by_name="")
        return queryset.filter(by_id=int(value)) if value and value.isdecimal() else queryset


class TouchingLanguage(admin.SimpleListFilter):
    """Changes of texts in one language."""

    title = gettext_lazy("language touched")
    parameter_name = "touching"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(language.tag, language.label) for language in CONTENT_LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset  # FeedChangeList narrows it, value by value


class FeedChangeList(QuickChangeList):
    """A list of revisions that knows what each changed; one query for the page."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        """The rows; those that touch a language are read in parts, a value each, which the index has in order.

        PostgreSQL knows how many there are and finds the better way by itself.
        """
        rows = super().get_queryset(request, exclude_parameters)
        touching = TOUCHING.get(request.GET.get(TouchingLanguage.parameter_name, ""))
        if touching is None:
            return rows
        narrowed = rows.filter(languages__in=touching)
        if ORDER_VAR not in self.params and connections[rows.db].vendor == "sqlite":
            narrowed.parts = [rows.filter(languages=one) for one in touching]
        return narrowed

    def get_results(self, request: HttpRequest) -> None:
        """As Django has it, then each row with its `step`."""
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        for row, step in zip(rows, read_steps(rows), strict=True):
            row.step = step
        self.result_list = rows


class Feed(admin.ModelAdmin):  # type: ignore[type-arg]
    """All changes of all records, newest first, as a list that can be read."""

    list_display = ("at", "who", "record_changed", "changed", "why")
    list_filter = (ByPerson, OfKind, TouchingLanguage, "origin", "at")
    search_fields = ("key", "by_name", "why")
    ordering = ("-pk",)
    paginator = ListPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QuickChangeList]:
        return FeedChangeList

    @admin.display(description=gettext_lazy("by"))
    def who(self, revision: Any) -> SafeString:
        """Whoever changed it, and where the change came from."""
        origin = format_html('<span class="badge badge-{}">{}</span>', revision.origin, revision.get_origin_display())
        return format_html("{} {}", revision.by_name, origin)

    @admin.display(description=gettext_lazy("record"))
    def record_changed(self, revision: Any) -> SafeString:
        """What the record is called, leading to its history; its kind, its key and the version."""
        step: Step = revision.step
        return format_html(
            '<a href="{}">{}</a><span class="quiet-line">{} · <code>{}</code> · {}</span>',
            step.address,
            step.name,
            step.kind,
            revision.key,
            revision.version,
        )

    @admin.display(description=gettext_lazy("changed"))
    def changed(self, revision: Any) -> str:
        """The fields that were changed."""
        step: Step = revision.step
        return step.changed
