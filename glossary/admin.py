"""The editors' admin of terms, their domains and their attestations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from citations.admin.actions import offered
from citations.admin.base import (
    ChildInline,
    MissingIn,
    RecordAdmin,
    TranslatedChildInline,
    badge,
    in_language,
    language_row,
    links,
)
from citations.admin.forms import ChildFormSet, checked_rows, constraint_message
from citations.admin.listing import LagsIn, beside, lag_badge
from citations.languages import CONTENT_LANGUAGES, EN, RU, TAGS, ZH_HANS, column, columns
from citations.records import to_record
from citations.search.recognition import is_form_of
from glossary.bulk import SET_DOMAIN, SET_RELIABILITY
from glossary.findings import FoundByAudit
from glossary.indexing import term_labels
from glossary.models import Attestation, Designation, Domain, Equivalence, Term, TermRelation, UnmappedItem
from glossary.models.terms import Reliability
from glossary.records import TERM

LOCATOR = ("locator_label", "locator_value", "locator_as_printed")
ATTESTATIONS_SHOWN = 50
DOUBLES_SHOWN = 5


class DesignationInline(TranslatedChildInline):
    """Every other name of the term."""

    model = Designation
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("language", "text", "kind"),
                    ("standing", "reliability", "region", "position"),
                    ("official_for", "viewpoint", "used"),
                    *language_row("note"),
                )
            },
        ),
    )

    def row_label(self, row: Designation) -> object:
        return format_html(
            '<span lang="{}">{}</span> · {} · {}',
            row.language,
            row.text,
            row.get_kind_display(),
            row.get_standing_display(),
        )


class EquivalenceInline(TranslatedChildInline):
    """How two of its languages correspond."""

    model = Equivalence
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("from_language", "to_language", "degree", "firmness"),
                    ("evidence", "position"),
                    LOCATOR,
                    *language_row("note"),
                )
            },
        ),
    )

    def row_label(self, row: Equivalence) -> object:
        languages = f"{row.get_from_language_display()} – {row.get_to_language_display()}"
        return f"{languages}: {row.get_degree_display()}, {row.get_firmness_display()}"


class TermRelationFormSet(ChildFormSet):
    """Relations: each is said once."""

    def clean(self) -> None:
        super().clean()
        said: set[tuple[str, int]] = set()
        for row in checked_rows(self):
            relation = (row.instance.kind, row.instance.other_id)
            if relation in said:
                row.add_error("other", constraint_message(TermRelation, "glossary_termrelation_is_said_once"))
            said.add(relation)


class TermRelationInline(ChildInline):
    """How the term stands to others."""

    model = TermRelation
    formset = TermRelationFormSet
    open_rows = True
    fieldsets = ((None, {"fields": (("kind", "other", "position"),)}),)

    def row_label(self, row: TermRelation) -> object:
        return f"{row.get_kind_display()}: {row.other}"


class UnmappedInline(ChildInline):
    """What files of exchange said in categories that have no field here."""

    model = UnmappedItem
    fieldsets = (
        (None, {"fields": (("category", "value"), ("level", "language", "designation"), ("format", "position"))}),
    )

    def row_label(self, row: UnmappedItem) -> object:
        said_of = row.designation or row.language
        return f"{said_of} · {row}" if said_of else row


class MissingName(MissingIn):
    """Terms without a name, a stated gap excepted."""

    def missing(self, queryset: Any, tag: str) -> Any:
        return queryset.missing(tag)


class MissingDefinition(MissingIn):
    """Terms without a definition."""

    title = _("missing definition")
    parameter_name = "undefined"

    def missing(self, queryset: Any, tag: str) -> Any:
        return queryset.undefined_in(tag)


class ReliabilityIn(admin.SimpleListFilter):
    """Terms by how firm their name in one language is."""

    tag: ClassVar[str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return Reliability.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        return queryset.graded(self.tag, value) if value in Reliability.values else queryset


class ReliabilityInRussian(ReliabilityIn):
    tag = RU.tag
    title = format_lazy("{} ({})", _("reliability"), RU.label)
    parameter_name = "reliability_ru"


class ReliabilityInChinese(ReliabilityIn):
    tag = ZH_HANS.tag
    title = format_lazy("{} ({})", _("reliability"), ZH_HANS.label)
    parameter_name = "reliability_zh"


class ReliabilityInEnglish(ReliabilityIn):
    tag = EN.tag
    title = format_lazy("{} ({})", _("reliability"), EN.label)
    parameter_name = "reliability_en"


class InDomain(admin.SimpleListFilter):
    """Terms of a domain."""

    title = _("domain")
    parameter_name = "domain"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(domain.key, str(domain)) for domain in Domain._default_manager.order_by("key")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(domain__key=self.value()) if self.value() else queryset


class Attested(admin.SimpleListFilter):
    """Terms by whether somebody has shown them in a work."""

    title = _("not yet attested")
    parameter_name = "attested"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("no", _("in any language")), *((one.tag, one.label) for one in CONTENT_LANGUAGES)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "no":
            return queryset.unattested()
        return queryset.unattested(self.value()) if self.value() in TAGS else queryset


class MissingContext(MissingIn):
    """Attestations that do not say in a language what is said there."""

    title = _("missing context")
    field = "context"


@admin.register(Domain)
class DomainAdmin(RecordAdmin):
    """Fields of knowledge."""

    content = ((_("Domain"), {"fields": (*language_row("name"), "parent")}),)
    key_from = "name_en"
    references_in_list = ("parent",)
    list_display = ("key", "russian", "chinese", "english", "parent", "state_of_entry")
    search_fields = ("key", *columns("name"))


@admin.register(Term)
class TermAdmin(RecordAdmin):
    """Terms: three names side by side, how firm each is, and what shows it."""

    content = (
        (_("Names"), {"fields": (*language_row("name", "reliability"), ("domain", "case_sensitive"))}),
        (_("Meaning"), {"fields": language_row("definition", "usage_note", "gap_note")}),
        (
            _("Transcriptions"),
            {
                "fields": (("name_zh_hant", "pinyin", "palladius"),),
                "description": _("Computed from the Chinese name; write here only what the computation gets wrong."),
            },
        ),
        (_("Seen from outside"), {"fields": ("attestations_shown", "relations_shown")}),
    )
    key_from = "name_en"
    inlines = (DesignationInline, EquivalenceInline, TermRelationInline, UnmappedInline)
    actions = (*RecordAdmin.actions, *offered(SET_DOMAIN, SET_RELIABILITY))
    references_in_list = ("domain",)
    list_display = ("key", "russian", "chinese", "english", "domain", "state_of_entry", "updated_at")
    list_filter = (
        "status",
        InDomain,
        MissingName,
        MissingDefinition,
        LagsIn,
        Attested,
        FoundByAudit,
        ReliabilityInRussian,
        ReliabilityInChinese,
        ReliabilityInEnglish,
    )
    search_fields = ("key", "pinyin", "palladius")

    @admin.display(description=_("Russian"), ordering="name_ru")
    def russian(self, term: Any) -> SafeString:
        return self.shown_in(term, RU.tag)

    @admin.display(description=_("Chinese"), ordering="name_zh_hans")
    def chinese(self, term: Any) -> SafeString:
        return self.shown_in(term, ZH_HANS.tag)

    @admin.display(description=_("English"), ordering="name_en")
    def english(self, term: Any) -> SafeString:
        return self.shown_in(term, EN.tag)

    def shown_in(self, instance: Term, tag: str) -> SafeString:
        """The name with how firm it is, or that there is no word; a missing definition; what to look at again."""
        return beside((_graded(instance, tag), _undefined(instance, tag), lag_badge(instance, tag)))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "attestations_shown", "relations_shown"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is not None else [one for one in fieldsets if one[0] != _("Seen from outside")]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Write it; then tell the editor of other terms with a designation that was just given. Homonyms are right."""
        super().save_related(request, form, formsets, change)
        given = designations_given(form, formsets)
        doubles = Term.objects.designated(given).exclude(pk=form.instance.pk).order_by("key")
        found = list(doubles[: DOUBLES_SHOWN + 1]) if given else []
        if found:
            self.message_user(
                request,
                format_html(
                    "{} {}{}",
                    _("Saved; but other terms have the same designation in the same language:"),
                    links((self.address_of("change", one.pk), f"{one} · {one.key}") for one in found[:DOUBLES_SHOWN]),
                    " …" if len(found) > DOUBLES_SHOWN else "",
                ),
                messages.WARNING,
            )

    def told_apart_by(self, instance: Term) -> str:
        return str(instance.domain)

    @admin.display(description=_("attestations"))
    def attestations_shown(self, term: Term) -> SafeString:
        """Where the term has been seen, and a way to add another place."""
        rows = list(term.attestations.select_related("source")[: ATTESTATIONS_SHOWN + 1])
        return SafeString(
            render_to_string(
                "admin/entente/attestations.html",
                {
                    "rows": rows[:ATTESTATIONS_SHOWN],
                    "has_more": len(rows) > ATTESTATIONS_SHOWN,
                    "all_address": f"{reverse('admin:glossary_attestation_changelist')}?term__id__exact={term.pk}",
                    "add_address": f"{reverse('admin:glossary_attestation_add')}?term={term.pk}",
                },
            )
        )

    @admin.display(description=_("related from other terms"))
    def relations_shown(self, term: Term) -> SafeString:
        """The relations that other terms have to this one."""
        rows = term.related_from.select_related("term").order_by("kind", "term__key")
        return SafeString(render_to_string("admin/entente/relations.html", {"rows": rows}))


def designations_given(form: Any, formsets: Iterable[Any]) -> list[tuple[str, str]]:
    """The designations that the form of a term has just given or changed, as (language tag, text)."""
    term = form.instance
    names = {column("name", tag): tag for tag in TAGS}
    given = [(names[field], getattr(term, field)) for field in form.changed_data if field in names]
    for formset in formsets:
        if formset.model is Designation:
            changed = [row for row in formset.kept_forms() if {"language", "text"} & {*row.changed_data}]
            given += [(row.instance.language, row.instance.text) for row in changed]
    return [(tag, text) for tag, text in given if text]


def _graded(term: Term, tag: str) -> SafeString:
    name = term.display_name(tag)
    if not name:
        is_gap = getattr(term, column("gap_note", tag))
        return badge("gap", _("no word")) if is_gap else badge("missing", _("no name"))
    grade = str(getattr(term, column("reliability", tag)))
    return format_html("{} {}", in_language(name, tag), badge(grade, Reliability(grade).label) if grade else "")


def _undefined(term: Term, tag: str) -> SafeString:
    has_word = term.display_name(tag) or not getattr(term, column("gap_note", tag))
    is_missing = has_word and not getattr(term, column("definition", tag))
    return badge("missing", _("no definition")) if is_missing else SafeString("")


@admin.register(Attestation)
class AttestationAdmin(RecordAdmin):
    """Places where terms are seen."""

    content = (
        (
            _("What is seen"),
            {"fields": (("term", "attests"), ("language", "form", "mode"), *language_row("context"))},
        ),
        (
            _("Where it is seen"),
            {
                "fields": (
                    ("source", "text"),
                    LOCATOR,
                    ("speaker_person", "speaker_organization", "said"),
                    "quoted_from",
                )
            },
        ),
    )
    references_in_list = ("term", "source")
    list_display = ("key", "term", "form_seen", "source", "place", "attests", "mode", "state_of_entry")
    list_filter = ("status", FoundByAudit, MissingContext, LagsIn, "language", "attests", "mode")
    search_fields = ("key", "form", "term__key", *(f"term__{name}" for name in columns("name")), "source__key")
    search_through: ClassVar[dict[str, tuple[str, ...]]] = {"term": ("term",), "source": ("source", "treaty")}

    @property
    def references(self) -> tuple[str, ...]:
        return (*super().references, "text__treaty")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Write it; then tell the editor when the form is none of the term's designations. It may be right all the
        same: misprints are kept as they stand."""
        super().save_related(request, form, formsets, change)
        seen = form.instance
        record = to_record(TERM.queryset().get(pk=seen.term_id))
        if not is_form_of(seen.form, term_labels(record), seen.language):
            self.message_user(
                request,
                _(
                    "“%(form)s” is not recognisable as a designation of “%(term)s” in this language. It was saved as "
                    "it is; look whether the form, the language or the term is wrong, or add a designation to the term."
                )
                % {"form": seen.form, "term": seen.term},
                messages.WARNING,
            )

    @admin.display(description=_("form"), ordering="form")
    def form_seen(self, attestation: Attestation) -> SafeString:
        return in_language(attestation.form, attestation.language)

    @admin.display(description=_("locator"))
    def place(self, attestation: Attestation) -> str:
        if not attestation.locator_label:
            return ""
        return f"{attestation.get_locator_label_display()} {attestation.locator_value}".strip()


__all__ = ["AttestationAdmin", "DomainAdmin", "TermAdmin"]
