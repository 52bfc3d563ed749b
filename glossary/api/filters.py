"""How the lists of terms, domains and attestations can be narrowed (see citations.api.filters)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from citations.api.filters import COMMON, equal, having, refers_to, search
from citations.api.parameters import BOOLEAN, CONTENT_LANGUAGE, DATE, KEY_VALUE, Filter, Rows, one_of
from citations.dates import Span
from citations.languages import TAGS
from glossary.models import Attestation, Designation, Domain, Reliability, TermRelation


def _in_domain(rows: Rows, key: str) -> Rows:
    return rows.filter(domain__in=with_subdomains(key))


def with_subdomains(key: str) -> dict[int, str]:
    """The keys of this domain and all below it that are public, by primary key; nothing for an unknown key."""
    domains = list(Domain.objects.public().order_by("key").values_list("pk", "key", "parent_id"))
    found = {pk: name for pk, name, _parent in domains if name == key}
    size = -1
    while size != len(found):
        size = len(found)
        found |= {pk: name for pk, name, parent in domains if parent in found}
    return found


def _graded(rows: Any, value: str) -> Rows:
    tag, _, grade = value.partition(":")
    found: Rows = rows.graded(tag, grade)
    return found


def _missing(rows: Any, tag: str) -> Rows:
    found: Rows = rows.missing(tag)
    return found


def _undefined(rows: Any, tag: str) -> Rows:
    found: Rows = rows.undefined_in(tag)
    return found


def _attested_in(rows: Any, key: str) -> Rows:
    found: Rows = rows.attested_in(key)
    return found


def _attested_before(rows: Any, days: Span) -> Rows:
    found: Rows = rows.attested_before(days.earliest)
    return found


def _attested(rows: Any, *, wanted: bool) -> Rows:
    unattested: Rows = rows.unattested()
    return rows.exclude(pk__in=unattested.values("pk")) if wanted else unattested


def _related_term(rows: Rows, key: str) -> Rows:
    to = having(TermRelation, "term", Q(other__key=key), "other")
    back = having(TermRelation, "other", Q(term__key=key), "term")
    return rows.filter(to | back)


def _below(rows: Rows, key: str) -> Rows:
    return rows.filter(having(TermRelation, "term", Q(kind="broader", other__key=key), "other"))


def _official_for(rows: Rows, key: str) -> Rows:
    return rows.filter(having(Designation, "term", Q(official_for__key=key), "official_for"))


def _word_of(rows: Rows, key: str) -> Rows:
    return rows.filter(having(Designation, "term", Q(viewpoint__key=key), "viewpoint"))


DOMAINS = (
    *COMMON,
    refers_to("parent", "Domains directly below this one.", "diplomacy"),
)

TERMS = (
    *COMMON,
    search("term", description="Terms", example="不結盟"),
    Filter("domain", KEY_VALUE, "Terms of this domain and of all domains below it.", "diplomacy", apply=_in_domain),
    Filter(
        "reliability",
        one_of(*(f"{tag}:{grade}" for tag in TAGS for grade in Reliability.values)),
        "Terms whose name in this language has this reliability.",
        "zh-Hans:official",
        apply=_graded,
    ),
    Filter(
        "missing",
        CONTENT_LANGUAGE,
        "Terms without a name in this language, stated gaps excepted.",
        "zh-Hans",
        apply=_missing,
    ),
    Filter("undefined", CONTENT_LANGUAGE, "Terms without a definition in this language.", "ru", apply=_undefined),
    Filter("attested_in", KEY_VALUE, "Terms seen in this work or treaty.", "zheng-yu-2016", apply=_attested_in),
    Filter(
        "attested_before",
        DATE,
        "Terms certainly seen before this date: by when the words were said, else by when the work was published or "
        "the treaty signed.",
        "1991",
        apply=_attested_before,
    ),
    Filter(
        "attested",
        BOOLEAN,
        "true: terms seen in a work; false: terms nobody has shown yet.",
        "true",
        apply=lambda rows, wanted: _attested(rows, wanted=wanted),
    ),
    Filter(
        "related_to",
        KEY_VALUE,
        "Terms that stand in a relation to this one, from either side.",
        "non-alignment",
        apply=_related_term,
    ),
    Filter("broader", KEY_VALUE, "Terms directly below this one.", "alliance", apply=_below),
    Filter(
        "official_for",
        KEY_VALUE,
        "Terms with a designation that is official for this state or organization.",
        "prc",
        apply=_official_for,
    ),
    Filter("viewpoint", KEY_VALUE, "Terms with a designation that is this one's word.", "prc", apply=_word_of),
)


def _of_speaker(rows: Rows, key: str) -> Rows:
    return rows.filter(
        having(Attestation, "pk", Q(speaker_person__key=key), "speaker_person")
        | having(Attestation, "pk", Q(speaker_organization__key=key), "speaker_organization")
    )


ATTESTATIONS = (
    *COMMON,
    refers_to("term", "Attestations of this term.", "non-alliance"),
    refers_to("source", "Attestations in this work or treaty.", "zheng-yu-2016"),
    equal("language", CONTENT_LANGUAGE, "Forms in this language.", "zh-Hans"),
    equal("attests", one_of(*Attestation.Attests.values), "What the passage shows.", "definition"),
    equal("mode", one_of(*Attestation.Mode.values), "Whether the words are verbatim.", "verbatim"),
    Filter("speaker", KEY_VALUE, "Words of this person or organization.", "lavrov-sergey", apply=_of_speaker),
    refers_to("quoted_from", "Forms quoted from this work at second hand.", "1994-joint-statement"),
    Filter(
        "said_after",
        DATE,
        "Words that were certainly said after this date.",
        "2000",
        apply=lambda rows, days: rows.filter(said_earliest__gt=days.latest),
    ),
    Filter(
        "said_before",
        DATE,
        "Words that were certainly said before this date.",
        "2014-09",
        apply=lambda rows, days: rows.filter(said_latest__lt=days.earliest),
    ),
)
