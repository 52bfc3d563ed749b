"""A small corpus with every kind of record and every kind of child, for tests that look at the whole API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from citations import changes
from citations.models import Organization, Person, Source, Treaty
from glossary.models import Attestation, Term
from tests.factories import (
    make_attestation,
    make_citation,
    make_domain,
    make_organization,
    make_person,
    make_source,
    make_term,
    make_treaty,
)

#: The endpoints of records, with the key that `make_corpus` gives to the last of each.
ENDPOINTS = ("terms", "domains", "treaties", "sources", "people", "organizations", "citations", "attestations")


@dataclass
class Corpus:
    """What `make_corpus` made, by kind."""

    terms: list[Term] = field(default_factory=list)
    domains: list[Any] = field(default_factory=list)
    treaties: list[Treaty] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    citations: list[Any] = field(default_factory=list)
    attestations: list[Attestation] = field(default_factory=list)


def make_corpus(count: int) -> Corpus:
    """`count` records of every kind, each with a child of every kind, related to the others in every way there is."""
    made = Corpus()
    with changes.change():
        for number in range(1, count + 1):
            _make(made, number)
    return made


def _make(made: Corpus, number: int) -> None:
    before = {name: (rows[-1] if rows else None) for name, rows in vars(made).items()}
    domain = make_domain(key=f"domain-{number:02}", parent=before["domains"])
    person = make_person(key=f"person-{number:02}")
    state = make_organization(key=f"state-{number:02}")
    source = make_source(
        key=f"source-{number:02}", published_in=before["sources"], translation_of=before["sources"], language="ru"
    )
    source.contributions.create(role="author", person=person)
    source.contributions.create(role="editor", organization=state, position=1)
    source.sections.create(number=0, title_as_printed="Введение", paragraphs=3)
    treaty = make_treaty(key=f"treaty-{number:02}", registration_number="I-3103")
    _fill_treaty(treaty, person=person, state=state, source=source, other=before["treaties"])
    if before["organizations"] is not None:
        state.relations.create(kind="continues", other=before["organizations"], according_to=source, date="1949-10-01")
    term = make_term(key=f"term-{number:02}", domain=domain)
    term.designations.create(language="ru", text="внеблоковость", official_for=state, viewpoint=state, used="1996/..")
    term.equivalences.create(
        from_language="ru", to_language="zh-Hans", degree="narrower", firmness="authentic-pair", evidence=treaty
    )
    term.unmapped.create(format="tbx", category="admin:customerSubset", value="МИД")
    if before["terms"] is not None:
        term.relations.create(kind="broader", other=before["terms"])
        term.relations.create(kind="related", other=before["terms"], position=1)
    for language, form in (("ru", "неприсоединения к союзам"), ("zh-Hans", "不结盟")):
        attestation = make_attestation(
            key=f"attestation-{number:02}-{language.lower()}",
            term=term,
            source=treaty,
            text=treaty.texts.get(language=language),
            language=language,
            form=form,
            locator_label="article",
            locator_value="3",
            speaker_person=person,
            said="2001-07-16",
            quoted_from=source,
        )
        made.attestations.append(attestation)
    citation = make_citation(key=f"citation-{number:02}", citing=source, cited=treaty, as_printed="Там же. С. 12.")
    for name, row in (
        ("domains", domain),
        ("people", person),
        ("organizations", state),
        ("sources", source),
        ("treaties", treaty),
        ("terms", term),
        ("citations", citation),
    ):
        getattr(made, name).append(row)


def _fill_treaty(treaty: Treaty, *, person: Person, state: Organization, source: Source, other: Treaty | None) -> None:
    treaty.contributions.create(role="author", organization=state)
    treaty.parties.create(
        party=state, signatory=person, office_ru="министр", office_zh_hans="外长", office_en="minister"
    )
    treaty.texts.create(language="ru", standing="authentic")
    treaty.texts.create(language="zh-Hans", standing="authentic", position=1)
    treaty.events.create(kind="in-force", date="1950-04-11", party=state, evidence=source, position=1)
    treaty.events.create(kind="ended", date="1980-04-11", evidence=source, position=2)
    treaty.obligations.create(kind="defence", locator_label="article", locator_value="1", evidence=source)
    if other is not None:
        treaty.relations.create(kind="replaces", other=other)
