"""What the lists of all kinds of record share: badges for each language, filters by what is to do, quick pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from citations import lags
from citations.admin.differences import text_label
from citations.languages import BY_TAG, CONTENT_LANGUAGES
from citations.models import Lag, PublicRecord
from citations.records import KINDS, Kind, kind_of

#: The rows of a narrowed list are counted up to here, and so many can be leafed through.
MOST_COUNTED = 10_000


class MoreThan(int):
    """A number that was not counted further; it says so wherever it is shown."""

    def __str__(self) -> str:
        return _("more than %(count)s") % {"count": int(self)}


class ListPaginator(Paginator):  # type: ignore[type-arg]
    """Later pages are found by their primary keys, from the nearer end: the last one costs what the first one does.

    A queryset that `is_whole` is counted to its end, any other up to MOST_COUNTED. One that stands for several `parts`,
    each of which has an index in its order, is read from these.
    """

    @cached_property
    def count(self) -> int:
        """How many rows there are, or that there are more than are counted."""
        rows: Any = self.object_list
        if getattr(rows, "is_whole", False):
            return int(rows.count())
        number = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
        return MoreThan(MOST_COUNTED) if number > MOST_COUNTED else int(number)

    def page(self, number: Any) -> Page:  # type: ignore[type-arg]
        """The page `number`."""
        place = self.validate_number(number)
        parts = getattr(self.object_list, "parts", None)
        if place == 1 and not parts:
            return super().page(place)
        first = (place - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        rows: Any = self.object_list
        from_end = first > self.count // 2 and not isinstance(self.count, MoreThan)
        bounds = slice(self.count - last, self.count - first) if from_end else slice(first, last)
        ordered = _together([part.values_list("pk", flat=True) for part in parts or [rows]])
        keys = list((ordered.reverse() if from_end else ordered)[bounds])
        places = {key: position for position, key in enumerate(reversed(keys) if from_end else keys)}
        found = rows.order_by().filter(pk__in=keys)
        return Page(sorted(found, key=lambda row: places[row.pk]), place, self)


def _together(parts: Sequence[Any]) -> Any:
    """Several querysets in one order as one: the database merges them and reads no further than it is asked."""
    first, *others = parts
    if not others:
        return first
    return first.order_by().union(*(part.order_by() for part in others), all=True).order_by(*first.query.order_by)


class QuickChangeList(ChangeList):
    """A list that knows whether it is narrowed, and what its search did not look at."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        """The rows, with what ListPaginator has to know of them."""
        rows: Any = super().get_queryset(request, exclude_parameters)
        rows.is_whole = not self.has_active_filters and not self.query
        self.search_help_text = getattr(request, "search_note", "") or self.search_help_text
        return rows


class RecordChangeList(QuickChangeList):
    """A list of records that knows of each row which of its texts lag behind; one query for the page."""

    def get_results(self, request: HttpRequest) -> None:
        """As Django has it, then the rows with their lags."""
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        attach_lags(kind_of(self.model), rows)
        self.result_list = rows


def attach_lags(kind: Kind, rows: Sequence[Any]) -> None:
    """Give each record of `kind` its `lags`: those of its texts that lag behind."""
    found: dict[str, list[Lag]] = {}
    if rows:
        for lag in Lag.objects.filter(kind=kind.name, key__in=[row.key for row in rows]).order_by("pk"):
            found.setdefault(lag.key, []).append(lag)
    for row in rows:
        row.lags = found.get(row.key, [])


def lag_badge(record: PublicRecord, tag: str) -> SafeString:
    """Says which texts of the record in the language `tag` lag behind; nothing when none does."""
    here = [lag for lag in getattr(record, "lags", ()) if lag.language == tag]
    if not here:
        return SafeString("")
    kind = kind_of(record)
    fields = dict.fromkeys(text_label(kind, lags.place_of(lag.field)) for lag in here)
    leaders = dict.fromkeys(str(BY_TAG[lag.leader].label) for lag in here)
    said = _("look again: %(fields)s") % {"fields": ", ".join(fields)}
    reason = _("Reworded in another language, and not touched here since: %(languages)s") % {
        "languages": ", ".join(leaders)
    }
    return format_html('<span class="badge badge-lags" title="{}">{}</span>', reason, said)


def beside(parts: Iterable[object]) -> SafeString:
    """What is not empty of `parts`, beside each other."""
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


class LagsIn(admin.SimpleListFilter):
    """Records with a text in a language that has not been touched since another language was reworded."""

    title = gettext_lazy("to look at again")
    parameter_name = "lags"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(language.tag, language.label) for language in CONTENT_LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in BY_TAG:
            return queryset
        return lags.lagging(queryset, kind_of(queryset.model), str(self.value()))


class OfKind(admin.SimpleListFilter):
    """Rows about records of one kind."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(name, capfirst(kind.record_model._meta.verbose_name_plural)) for name, kind in KINDS.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class Without(admin.SimpleListFilter):
    """Records that have none of something: a subclass says of what, by the lists of children it stands for."""

    title = gettext_lazy("lacks")
    parameter_name = "lacks"
    #: Value, label, related name and conditions on its rows.
    parts: ClassVar[Sequence[tuple[str, Any, str, dict[str, Any]]]] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(value, label) for value, label, _name, _conditions in self.parts]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        for value, _label, name, conditions in self.parts:
            if value == self.value():
                related: Any = queryset.model._meta.get_field(name)
                owners = related.related_model._base_manager.filter(**conditions).values(related.field.name)
                return queryset.exclude(pk__in=owners)
        return queryset


@admin.action(
    description=gettext_lazy("Still fits: the texts marked “look again” have been looked at"),
    permissions=["change"],
)
def still_fits(model_admin: Any, request: HttpRequest, queryset: Any) -> None:
    """Take the mark off the selected records; with the list narrowed to a language, off that language only."""
    asked = request.GET.get(LagsIn.parameter_name)
    keys = queryset.values_list("key", flat=True)
    settled, left = lags.catch_up(
        kind_of(model_admin.model), keys, by=request.user, tag=asked if asked in BY_TAG else None
    )
    said = ngettext("%(count)s text is no longer marked.", "%(count)s texts are no longer marked.", settled)
    if settled or not left:
        model_admin.message_user(request, said % {"count": settled}, messages.SUCCESS)
    if left:
        count = sum(left.values())
        said = ngettext(
            "%(count)s text stays marked: your account may not edit its language (%(languages)s).",
            "%(count)s texts stay marked: your account may not edit their languages (%(languages)s).",
            count,
        )
        languages = ", ".join(str(one.label) for tag, one in BY_TAG.items() if tag in left)
        model_admin.message_user(request, said % {"count": count, "languages": languages}, messages.WARNING)


class Lists(admin.ModelAdmin):  # type: ignore[type-arg]
    """How the lists of all kinds of record are read and what can be done in them."""

    paginator = ListPaginator
    show_facets = admin.ShowFacets.NEVER  # each would count the whole list
    actions = (still_fits,)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordChangeList
