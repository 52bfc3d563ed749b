"""How each list of works, treaties, people, organizations, citations and changes can be narrowed.

A filter never tells of a draft: what it looks through is published or retired.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Model, Q

from citations.api.parameters import (
    BOOLEAN,
    CERTAIN_DAY,
    CONTENT_LANGUAGE,
    DATE,
    KEY_VALUE,
    LANGUAGE_VALUE,
    MOMENT,
    QUERY,
    Filter,
    Rows,
    one_of,
    whole_number,
)
from citations.changes import Origin
from citations.dates import Span
from citations.languages import column
from citations.models import (
    Citation,
    Contribution,
    Obligation,
    TreatyParty,
    TreatyRelation,
    TreatyText,
)
from citations.models.agents import OrganizationKind
from citations.models.sources import ContributionRole, SourceIdentification, SourceType
from citations.models.treaties import ObligationKind, TreatyBinding, TreatyKind
from citations.records import KINDS
from citations.search import engine

STATUS = Filter(
    "status",
    one_of("published", "retired"),
    "Published (the default) or retired records. Drafts exist for no one outside.",
    "published",
    apply=lambda rows, status: rows.filter(status=status),
)
UPDATED_SINCE = Filter(
    "updated_since",
    MOMENT,
    "Records changed at this moment or later.",
    "2026-01-01T00:00:00Z",
    apply=lambda rows, moment: rows.filter(updated_at__gte=moment),
)
#: Filters of every kind of record.
COMMON = (STATUS, UPDATED_SINCE)


def search(*kinds: str, description: str, example: str) -> Filter:
    """Records of these kinds that a search finds."""

    def found(rows: Rows, text: str) -> Rows:
        return rows.filter(key__in=engine.best_keys(text, *kinds, facets={"status": ("published", "retired")}))

    return Filter(
        "q",
        QUERY,
        f"{description} that a search for these words finds, in the order of the list: the best {engine.MOST_HITS} at "
        "most. `/api/v1/search/` has the best first.",
        example,
        apply=found,
    )


def missing(*fields: str, description: str) -> Filter:
    """Records that have none of `fields` in one language."""

    def without(rows: Rows, tag: str) -> Rows:
        return rows.filter(**{column(field, tag): "" for field in fields})

    return Filter("missing", CONTENT_LANGUAGE, description, "zh-Hans", apply=without)


def equal(name: str, value: Any, description: str, example: str) -> Filter:
    """Records whose field `name` is exactly this."""
    return Filter(name, value, description, example, apply=lambda rows, given: rows.filter(**{name: given}))


def refers_to(name: str, description: str, example: str) -> Filter:
    """Records whose reference `name` leads to the record of this key."""

    def keep(rows: Rows, key: str) -> Rows:
        return rows.filter(**{f"{name}__key": key}).exclude(**{f"{name}__status": "draft"})

    return Filter(name, KEY_VALUE, description, example, apply=keep)


def having(children: type[Model], owner: str, condition: Q, *references: str) -> Q:
    """Owners of a row of `children` that matches `condition` and refers, through `references`, to no draft."""
    rows = children._base_manager.filter(condition)
    for name in references:
        rows = rows.exclude(**{f"{name}__status": "draft"})
    return Q(pk__in=rows.values(owner))


# Works and treaties


def _contributed(rows: Rows, key: str) -> Rows:
    by_person = having(Contribution, "source", Q(person__key=key), "person")
    by_organization = having(Contribution, "source", Q(organization__key=key), "organization")
    return rows.filter(by_person | by_organization)


def _cited_by(rows: Rows, key: str) -> Rows:
    is_shown = Q(citing__key=key, status="published")
    return rows.filter(having(Citation, "cited", is_shown & Q(cited__isnull=False), "citing"))


_WORKS = (
    missing("title", description="Works without a title in this language."),
    Filter(
        "contributor",
        KEY_VALUE,
        "Works of this person or organization, in whatever role.",
        "russian-federation",
        apply=_contributed,
    ),
    Filter("cited_by", KEY_VALUE, "Works that this work cites.", "alliance-discourse-paper", apply=_cited_by),
)

SOURCES = (
    *COMMON,
    search("source", "treaty", description="Works", example="союз или не союз"),
    equal("type", one_of(*SourceType.values), "Works of this CSL item type.", "article-journal"),
    Filter(
        "treaty",
        BOOLEAN,
        "true: only what stands in the treaty register too; false: only what does not.",
        "false",
        apply=lambda rows, is_treaty: rows.filter(treaty__isnull=not is_treaty),
    ),
    equal("language", LANGUAGE_VALUE, "Works in this language (BCP 47).", "zh-Hans"),
    Filter(
        "issued_after",
        DATE,
        "Works that were certainly published after this date.",
        "2010",
        apply=lambda rows, days: rows.filter(issued_earliest__gt=days.latest),
    ),
    Filter(
        "issued_before",
        DATE,
        "Works that were certainly published before this date.",
        "2014-09",
        apply=lambda rows, days: rows.filter(issued_latest__lt=days.earliest),
    ),
    *_WORKS,
    refers_to("published_in", "Works contained in this one.", "alliance-discourse-paper"),
    refers_to("translation_of", "Translations of this work.", "zheng-yu-2016"),
    equal("identification", one_of(*SourceIdentification.values), "How surely the work is known.", "identified"),
)


def _with_party(rows: Rows, value: str) -> Rows:
    is_party = Q(party__key=value) | Q(party__polity=value)
    return rows.filter(having(TreatyParty, "treaty", is_party, "party"))


def _signed_by(rows: Rows, key: str) -> Rows:
    return rows.filter(having(TreatyParty, "treaty", Q(signatory__key=key), "signatory", "party"))


def _related_treaty(rows: Rows, key: str) -> Rows:
    to = having(TreatyRelation, "treaty", Q(other__key=key), "other")
    back = having(TreatyRelation, "other", Q(treaty__key=key), "treaty")
    return rows.filter(to | back)


def _in_force_on(rows: Any, value: tuple[bool, datetime.date]) -> Rows:
    possibly, day = value
    found: Rows = rows.in_force_on(day, possibly=possibly)
    return found


def _signed_after(rows: Any, days: Span) -> Rows:
    found: Rows = rows.signed_after(days.latest)
    return found


def _signed_before(rows: Any, days: Span) -> Rows:
    found: Rows = rows.signed_before(days.earliest)
    return found


TREATIES = (
    *COMMON,
    search("treaty", description="Treaties", example="友好同盟互助条约"),
    Filter(
        "party",
        KEY_VALUE,
        "Treaties of this party, or of any party of this polity: china finds the Qing Empire, the Republic of China "
        "and the PRC.",
        "china",
        apply=_with_party,
    ),
    Filter("signatory", KEY_VALUE, "Treaties that this person signed.", "molotov-vyacheslav", apply=_signed_by),
    equal("kind", one_of(*TreatyKind.values), "Documents of this kind.", "joint-statement"),
    equal("binding", one_of(*TreatyBinding.values), "Whether the document binds in law.", "yes"),
    Filter(
        "obligation",
        one_of(*ObligationKind.values),
        "Treaties with this obligation (after ATOP; no-hostile-alliance is ours).",
        "no-hostile-alliance",
        apply=lambda rows, kind: rows.filter(having(Obligation, "treaty", Q(kind=kind))),
    ),
    Filter(
        "signed_after",
        DATE,
        "Treaties that were certainly signed or adopted after this date: 1950 means after 31 December 1950.",
        "1949-10-01",
        apply=_signed_after,
    ),
    Filter(
        "signed_before",
        DATE,
        "Treaties that were certainly signed or adopted before this date.",
        "1991",
        apply=_signed_before,
    ),
    Filter(
        "in_force_on",
        CERTAIN_DAY,
        "Treaties in force on this day: certainly, or with possibly: before the day, as far as the dates allow.",
        "possibly:1955-06-01",
        apply=_in_force_on,
    ),
    Filter(
        "authentic_in",
        LANGUAGE_VALUE,
        "Treaties with an authentic text in this language (BCP 47).",
        "zh-Hans",
        apply=lambda rows, tag: rows.filter(having(TreatyText, "treaty", Q(language=tag, standing="authentic"))),
    ),
    Filter(
        "related_to",
        KEY_VALUE,
        "Treaties that stand in a relation to this one, from either side.",
        "1950-sino-soviet",
        apply=_related_treaty,
    ),
    *_WORKS,
)

# People and organizations


def _signed_treaty(rows: Rows, key: str) -> Rows:
    return rows.filter(having(TreatyParty, "signatory", Q(treaty__key=key, signatory__isnull=False), "treaty", "party"))


def _with_role(rows: Rows, role: str) -> Rows:
    return rows.filter(having(Contribution, "person", Q(role=role, person__isnull=False), "source"))


def _of_treaty(rows: Rows, key: str) -> Rows:
    return rows.filter(having(TreatyParty, "party", Q(treaty__key=key), "treaty"))


def _existed_on(rows: Rows, days: Span) -> Rows:
    begun = Q(existed_earliest__lte=days.latest) | Q(existed_earliest__isnull=True)
    not_over = Q(existed_latest__gte=days.earliest) | Q(existed_latest__isnull=True)
    return rows.filter(begun, not_over).exclude(existed="")


PEOPLE = (
    *COMMON,
    search("person", description="People", example="чжэн юй"),
    missing("family_name", "given_name", description="People without a name in this language."),
    equal("native_language", LANGUAGE_VALUE, "People whose names follow this language (BCP 47).", "zh-Hans"),
    Filter(
        "role",
        one_of(*ContributionRole.values),
        "People who made a work in this role.",
        "author",
        apply=_with_role,
    ),
    Filter("signed", KEY_VALUE, "People who signed this treaty.", "1945-sino-soviet", apply=_signed_treaty),
)

ORGANIZATIONS = (
    *COMMON,
    search("organization", description="Organizations", example="шос"),
    equal("kind", one_of(*OrganizationKind.values), "Organizations of this kind.", "state"),
    equal("polity", KEY_VALUE, "States of this country, whatever their form.", "china"),
    missing("name", description="Organizations without a name in this language."),
    Filter(
        "existed_on",
        DATE,
        "Organizations that existed then, as far as the dates allow; those without dates are left out.",
        "1950",
        apply=_existed_on,
    ),
    Filter("party_to", KEY_VALUE, "The parties of this treaty.", "1950-sino-soviet", apply=_of_treaty),
)

# Citations and changes

CITATIONS = (
    *COMMON,
    refers_to("citing", "Citations in this work.", "alliance-discourse-paper"),
    refers_to("cited", "Citations of this work.", "walt-1987"),
    equal("state", one_of(*Citation.State.values), "How far the cited work is known.", "candidate"),
    equal("note_number", whole_number(1, 100_000), "Citations in the note of this number.", "41"),
)

CHANGES = (
    equal("kind", one_of(*KINDS), "Changes of this kind of record.", "term"),
    equal("key", KEY_VALUE, "Changes of the record of this key.", "non-alliance"),
    equal("origin", one_of(*Origin.values), "Changes that came from here.", "admin"),
    Filter(
        "since",
        MOMENT,
        "Changes made at this moment or later.",
        "2026-01-01T00:00:00Z",
        apply=lambda rows, moment: rows.filter(at__gte=moment),
    ),
)
