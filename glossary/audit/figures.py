"""Counts what there is: records of each kind and state, and how far the terms go in each language.

Counting reads whole tables, which no page may do that has to stay as quick at a hundred thousand terms. What was
counted last is therefore kept; see `stored` and `refresh`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from citations.languages import CONTENT_LANGUAGES, TAGS, column
from citations.models import Lag, Source, Status
from citations.records import KINDS
from glossary.models import Attestation, Figures, Term

#: A base of so many records is counted for every page.
SMALL = 10_000
#: How old figures get before they are counted anew.
SHORTEST = timedelta(minutes=1)


def count() -> Figures:
    """Count everything, in two queries; the result is not saved."""
    states: dict[str, dict[str, int]] = {kind: dict.fromkeys(Status.values, 0) for kind in KINDS}
    attested: dict[str, int] = dict.fromkeys(TAGS, 0)
    lagging: dict[str, dict[str, int]] = {}
    for section, name, detail, number in _grouped():
        if section == "state":
            states[name][detail] = number
        elif section == "attested":
            attested[detail] = number
        else:
            lagging.setdefault(name, {})[detail] = number
    terms = _terms()
    coverage = {tag: {**terms[tag], "attested": attested[tag]} for tag in TAGS}
    counted = {"states": states, "terms": states["term"]["published"], "coverage": coverage, "lagging": lagging}
    return Figures(counted=counted, at=timezone.now())


def _grouped() -> Any:
    """Rows (section, name, detail, number): records by kind and state, terms by language of an attestation, records
    by language of a text that lags behind."""
    parts = []
    for name, kind in KINDS.items():
        rows: Any = models.QuerySet(kind.record_model)
        if kind.record_model is Source:
            rows = rows.filter(treaty__isnull=True)
        parts.append(_part(rows, "state", models.Value(name), "status", models.Count("pk")))
    seen: Any = models.QuerySet(Attestation).filter(status=Status.PUBLISHED, term__status=Status.PUBLISHED)
    seen = seen.exclude(source__status=Status.DRAFT)
    parts.append(_part(seen, "attested", models.Value("term"), "language", models.Count("term_id", distinct=True)))
    lags: Any = models.QuerySet(Lag)
    parts.append(_part(lags, "lagging", models.F("kind"), "language", models.Count("key", distinct=True)))
    return parts[0].union(*parts[1:], all=True)


def _part(rows: Any, section: str, name: Any, detail: str, number: models.Count) -> Any:
    # A queryset of our own, not a manager's: modeltranslation would read other columns than those asked for.
    text = models.CharField()
    return (
        rows.order_by()
        .annotate(
            section_=models.Value(section, output_field=text),
            name_=models.ExpressionWrapper(name, output_field=text),
            detail_=models.ExpressionWrapper(models.F(detail), output_field=text),
        )
        .values("section_", "name_", "detail_")
        .annotate(number_=number)
        .values_list("section_", "name_", "detail_", "number_")
    )


def _terms() -> dict[str, dict[str, int]]:
    """For each language how many published terms have a name, a stated gap, a definition, an official name."""
    asked: dict[str, models.Count] = {}
    for language in CONTENT_LANGUAGES:
        name, gap = column("name", language.tag), column("gap_note", language.tag)
        conditions = {
            "name": ~models.Q(**{name: ""}),
            "gap": models.Q(**{name: ""}) & ~models.Q(**{gap: ""}),
            "definition": ~models.Q(**{column("definition", language.tag): ""}),
            "official": models.Q(**{column("reliability", language.tag): "official"}),
        }
        for fact, condition in conditions.items():
            asked[f"{fact}__{language.suffix}"] = models.Count("pk", filter=condition)
    found = models.QuerySet(Term).filter(status=Status.PUBLISHED).order_by().aggregate(**asked)
    facts = ("name", "gap", "definition", "official")
    return {one.tag: {fact: found[f"{fact}__{one.suffix}"] for fact in facts} for one in CONTENT_LANGUAGES}


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures a page shows; `is_due` says that they should be counted and kept once it has been sent."""

    figures: Figures
    is_due: bool


def shown() -> Shown:
    """The figures to show: of a small base those of this moment, of a large one those counted last."""
    kept = stored()
    if kept is None or is_small(kept):
        counted = count()
        return Shown(counted, not is_small(counted))
    return Shown(kept, kept.at < timezone.now() - SHORTEST)


def is_small(counted: Figures) -> bool:
    """Whether there is so little that it may be counted while somebody waits for the page."""
    return records_in(counted) <= SMALL


def records_in(counted: Figures) -> int:
    """How many records there are of all kinds."""
    return sum(sum(states.values()) for states in counted.counted["states"].values())


def stored() -> Figures | None:
    """What was counted last."""
    return Figures._default_manager.first()


def refresh() -> Figures:
    """Count and keep the result."""
    counted = count()
    kept, _is_new = Figures._default_manager.update_or_create(
        pk=counted.pk, defaults={"at": counted.at, "counted": counted.counted}
    )
    return kept
