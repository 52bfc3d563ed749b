"""The editors' first page: what there is, what is missing, what was changed lately, and what the audit found.

It reads nothing that grows with the base: the figures of a large base are those counted last, and are counted anew
when the page has been sent; the audit's findings are those of the last run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from citations.admin.entries import address
from citations.admin.feed import read_steps
from citations.languages import CONTENT_LANGUAGES, ContentLanguage
from citations.models import Revision, Status
from citations.records import KINDS
from glossary.audit import figures, storing
from glossary.audit.findings import CODES, Finding
from glossary.models import AuditFinding, AuditRun, Figures

CHANGES_SHOWN, FINDINGS_SHOWN = 15, 10
#: Changes since the audit are counted up to here.
MOST_CHANGES = 1_000
#: The button audits a base of so many records; a larger one takes longer than a page may.
MOST_AUDITED = 3_000
#: What is counted for each language, in the order of the chart: the filter of the list of terms that shows the rest.
FACTS = (
    ("name", gettext_lazy("named"), "missing"),
    ("definition", gettext_lazy("defined"), "undefined"),
    ("attested", gettext_lazy("attested"), "attested"),
    ("official", gettext_lazy("official form"), ""),
)


class IndexPage(TemplateResponse):
    """The page; once it has been sent, and when they are due, the figures are counted and kept."""

    is_due = False

    def close(self) -> None:
        """Count while nobody waits."""
        try:
            if self.is_due:
                figures.refresh()
        finally:
            super().close()


def index(site: AdminSite, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """The first page of the admin, for what its reader may view."""
    apps = site.get_app_list(request)
    shown = figures.shown()
    run = storing.last_run() if request.user.has_perm("glossary.view_auditfinding") else None
    context = {
        **site.each_context(request),
        "title": site.index_title,
        "subtitle": None,
        "app_list": apps,
        "counted_at": shown.figures.at,
        "kinds": list(_kinds(site, request, shown.figures)),
        "coverage": _coverage(shown.figures) if request.user.has_perm("glossary.view_term") else None,
        "may_see_changes": request.user.has_perm("citations.view_revision"),
        "steps": _steps() if request.user.has_perm("citations.view_revision") else [],
        "may_see_audit": request.user.has_perm("glossary.view_auditfinding"),
        "audit": _audit(run) if run is not None else None,
        "may_audit": figures.records_in(shown.figures) <= MOST_AUDITED,
        **(extra_context or {}),
    }
    request.current_app = site.name
    response = IndexPage(request, site.index_template or "admin/index.html", context)
    response.is_due = shown.is_due
    return response


def urls(site: AdminSite) -> list[Any]:
    """The addresses of what can be done on the page, for the admin site."""
    return [path("audit/", site.admin_view(run_audit), name="audit")]


def run_audit(request: HttpRequest) -> HttpResponse:
    """Audit the whole corpus and keep what is found; a large one is left to the command."""
    if not request.user.has_perm("glossary.view_auditfinding"):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if figures.records_in(figures.stored() or figures.count()) > MOST_AUDITED:
        messages.error(
            request, _("The base is too large to be audited while you wait; have manage.py audit_corpus run.")
        )
    else:
        count = sum(not finding.accepted for finding in storing.run(by=request.user))
        said = ngettext(
            "The audit is done: %(count)s open finding.", "The audit is done: %(count)s open findings.", count
        )
        messages.success(request, said % {"count": count})
    return HttpResponseRedirect(reverse("admin:index"))


# What there is


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the list it counts; `share` of the largest in thousandths, for a bar."""

    name: str
    label: Any
    number: int
    address: str
    share: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of record: how many of it are drafts, published and retired, and how many to look at in a language."""

    label: str
    address: str
    total: int
    states: list[Number]
    lagging: list[Number]

    @property
    def has_lagging(self) -> bool:
        """Whether any text of this kind is to be looked at again."""
        return any(one.number for one in self.lagging)


def _kinds(site: AdminSite, request: HttpRequest, counted: Figures) -> Iterator[KindRow]:
    states = counted.counted["states"]
    largest = max((sum(of_kind.values()) for of_kind in states.values()), default=0) or 1
    for name, kind in sorted(KINDS.items(), key=lambda pair: -sum(states.get(pair[0], {}).values())):
        model = kind.record_model
        if name not in states or not site.get_model_admin(model).has_view_permission(request):
            continue
        opts = model._meta
        rows = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        numbers, place = [], 0
        for status in (Status.PUBLISHED, Status.DRAFT, Status.RETIRED):
            number = states[name][status]
            share = round(1000 * number / largest)
            numbers.append(
                Number(status.value, status.label, number, _narrowed(rows, status__exact=status.value), share, place)
            )
            place += share
        lagging = counted.counted["lagging"].get(name, {})
        yield KindRow(
            str(capfirst(opts.verbose_name_plural)),
            rows,
            sum(states[name].values()),
            numbers,
            [
                Number(one.tag, one.label, lagging.get(one.tag, 0), _narrowed(rows, lags=one.tag))
                for one in CONTENT_LANGUAGES
            ],
        )


def _narrowed(rows: str, **conditions: str) -> str:
    return f"{rows}?{urlencode(conditions)}"


# Coverage


@dataclass(frozen=True, slots=True)
class Bar:
    """How many published terms have something in a language, `percent` of all; and where the bar stands."""

    language: ContentLanguage
    number: int
    percent: int
    top: int
    missing: int
    address: str

    @property
    def middle(self) -> int:
        """Where the line of its words stands."""
        return self.top + 10

    @property
    def length(self) -> int:
        """Of the bar, in the chart's units."""
        return self.percent * 2


@dataclass(frozen=True, slots=True)
class Group:
    """One fact with its bar in each language."""

    label: Any
    top: int
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Chart:
    """The coverage of the published terms, language by language; `height` in the chart's units."""

    terms: int
    groups: list[Group]
    height: int


def _coverage(counted: Figures) -> Chart:
    terms, by_language = counted.counted["terms"], counted.counted["coverage"]
    rows = reverse("admin:glossary_term_changelist")
    groups, top = [], 0
    for fact, label, parameter in FACTS:
        bars = []
        for place, language in enumerate(CONTENT_LANGUAGES):
            number = by_language[language.tag][fact]
            gaps = by_language[language.tag]["gap"] if fact in ("name", "definition") else 0
            narrowed = _narrowed(rows, **{parameter: language.tag, "status__exact": "published"}) if parameter else ""
            percent = 100 * number // terms if terms else 0
            missing = max(0, terms - number - gaps)
            bars.append(Bar(language, number, percent, top + 20 + 16 * place, missing, narrowed))
        groups.append(Group(label, top + 12, bars))
        top += 20 + 16 * len(CONTENT_LANGUAGES) + 8
    return Chart(terms, groups, top)


# What was changed and what was found


def _steps() -> list[Any]:
    newest = Revision.objects.order_by("-pk")[:CHANGES_SHOWN]
    return read_steps(list(newest))


@dataclass(frozen=True, slots=True)
class Found:
    """An open finding and its record."""

    finding: Finding
    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The last audit: how often each code was found, its first open findings, and how much has changed since."""

    run: AuditRun
    codes: list[Number]
    findings: list[Found]
    changed: int
    is_more: bool


def _audit(run: AuditRun) -> Audit:
    rows = reverse("admin:glossary_auditfinding_changelist")
    codes = [
        Number(code, CODES[code], counts["open"], _narrowed(rows, code=code, accepted__exact="0"))
        for code, counts in run.counts.items()
        if counts["open"]
    ]
    open_ = AuditFinding._default_manager.filter(accepted=False).order_by("pk")[:FINDINGS_SHOWN] if codes else []
    found = [
        Found(
            storing.finding_of(one),
            str(KINDS[one.kind].record_model._meta.verbose_name),
            address(one.kind, one.key),
        )
        for one in open_
    ]
    changed = storing.changed_since(run, MOST_CHANGES)
    return Audit(run, codes, found, changed, changed >= MOST_CHANGES)
