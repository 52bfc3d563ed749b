"""The start page: what this is, a few entries as they stand, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from citations.dates import span
from citations.languages import CONTENT_LANGUAGES, EN, ZH_HANS, ContentLanguage, column
from citations.models import Citation, PublicRecord, Source, Treaty
from glossary.models import Attestation, Term
from glossary.transcription import to_pinyin

TERMS = ("non-alliance", "strategic-partnership", "shanghai-spirit")
TREATY = "2001-good-neighbourliness"
CITATION = "alliance-discourse-paper-note-12"
COUNTED = (Term, Attestation, Treaty, Source, Citation)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in one language; `tag` is BCP 47, `reading` its pinyin when it is Chinese."""

    tag: str
    label: Any
    text: str
    reading: str = ""


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The start page, in the reader's language; of the entries it shows, those that are published."""
    reader = reading_language()
    found = {term.key: term for term in Term.objects.published().filter(key__in=TERMS).select_related("domain")}
    context = {
        "reader": reader,
        "languages": CONTENT_LANGUAGES,
        "terms": [_term(found[key], reader) for key in TERMS if key in found],
        "treaty": _treaty(reader),
        "citation": _citation(reader),
        "counts": [(model._meta.verbose_name_plural, model.objects.published().count()) for model in COUNTED],
    }
    return render(request, "entente/start.html", context)


def reading_language() -> ContentLanguage:
    """The content language that is the language of the interface; English for any other."""
    active = get_language()
    return next((language for language in CONTENT_LANGUAGES if language.django == active), EN)


def date_text(edtf: str | None) -> str:
    """A date as the reader's language writes it when it names one day; else as it stands in EDTF."""
    if not edtf:
        return ""
    bounds = span(edtf)
    if bounds.earliest is not None and bounds.earliest == bounds.latest and edtf == bounds.earliest.isoformat():
        return date_format(bounds.earliest, "DATE_FORMAT")
    return edtf


def _term(term: Term, reader: ContentLanguage) -> dict[str, Any]:
    return {
        "key": term.key,
        "wordings": _wordings(term, "name", reading=term.pinyin),
        "definition": _text(term, "definition", reader),
        "domain": term.domain.display_name(reader.tag) if term.domain.status != "draft" else "",
    }


def _treaty(reader: ContentLanguage) -> dict[str, Any] | None:
    treaty = Treaty.objects.published().filter(key=TREATY).prefetch_related("events").first()
    if treaty is None:
        return None
    parties = treaty.parties.exclude(party__status="draft").select_related("party")
    return {
        "key": treaty.key,
        "wordings": _wordings(treaty, "title"),
        "description": _text(treaty, "description", reader),
        "parties": list(dict.fromkeys(_name(row.party, reader) for row in parties)),
        "signed": date_text(treaty.signed),
        "entered_into_force": date_text(treaty.entered_into_force),
        "place": _text(treaty, "place", reader),
    }


def _citation(reader: ContentLanguage) -> dict[str, Any] | None:
    visible = Citation.objects.published().exclude(citing__status="draft").exclude(cited__status="draft")
    citation = visible.filter(key=CITATION).select_related("citing", "cited").first()
    if citation is None:
        return None
    return {
        "key": citation.key,
        "note_number": citation.note_number,
        "as_printed": citation.as_printed,
        "as_printed_language": citation.cited.language if citation.cited is not None else "",
        "statement": _text(citation, "statement", reader),
        "citing": _name(citation.citing, reader),
        "cited": _name(citation.cited, reader) if citation.cited is not None else "",
        "state": citation.get_state_display(),
    }


def _wordings(instance: models.Model, field: str, *, reading: str = "") -> list[Wording]:
    found = []
    for language in CONTENT_LANGUAGES:
        text = str(getattr(instance, column(field, language.tag)))
        pinyin = (reading or to_pinyin(text)) if text and language is ZH_HANS else ""
        found.append(Wording(language.tag, language.label, text, pinyin))
    return found


def _text(instance: models.Model, field: str, reader: ContentLanguage) -> str:
    return str(getattr(instance, column(field, reader.tag)))


def _name(record: PublicRecord, reader: ContentLanguage) -> str:
    return record.display_name(reader.tag) or record.label()
