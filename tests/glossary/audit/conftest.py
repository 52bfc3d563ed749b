"""A small corpus without a fault, to plant faults in."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from citations import changes
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


@pytest.fixture
def corpus(db) -> SimpleNamespace:
    """Two related terms with evidence, a treaty and its text, an essay with counted sections, its note, its author."""
    with changes.change():
        diplomacy = make_domain(key="diplomacy")
        prc = make_organization(key="prc")
        zheng_yu = make_person(key="zheng-yu")
        essay = make_source(
            key="zheng-yu-2016",
            language="en",
            title_ru="Китай и Россия: союз или не союз?",
            title_zh_hans="中国与俄罗斯：结盟还是不结盟？",
            title_en="China and Russia: Alliance or No Alliance?",
            container_title_ru="",
        )
        essay.sections.create(number=1, paragraphs=3)
        essay.contributions.create(role="author", person=zheng_yu)
        treaty = make_treaty(key="1950-sino-soviet")
        treaty.parties.create(party=prc)
        chinese = treaty.texts.create(language="zh-Hans", standing="authentic")
        non_alliance = make_term(key="non-alliance", domain=diplomacy)
        alliance = make_term(
            key="alliance",
            domain=diplomacy,
            name_ru="союз",
            name_zh_hans="同盟",
            name_en="alliance",
            reliability_zh_hans="official",
        )
        relation = non_alliance.relations.create(kind="contrasts", other=alliance)
        designation = alliance.designations.create(language="ru", text="альянс")
        seen = make_attestation(
            key="non-alliance-zheng-yu-2016", term=non_alliance, source=essay, language="en", form="Non-alliance"
        )
        in_treaty = make_attestation(
            key="alliance-1950-sino-soviet-zh",
            term=alliance,
            source=treaty,
            text=chinese,
            form="友好同盟",
            locator_label="title",
            locator_value="1",
        )
        note = make_citation(
            key="zheng-yu-2016-note-01",
            citing=essay,
            cited=treaty,
            paragraph="1.3",
            state="candidate",
            editorial_note_en="Inferred from the running text.",
        )
    found = dict(locals())
    return SimpleNamespace(**{name: value for name, value in found.items() if name != "db"})


def mend(instance, **values):
    """Write `values` to a record or a child as an editor would, without validating: a fault is meant."""
    instance = type(instance)._base_manager.get(pk=instance.pk)
    for name, value in values.items():
        setattr(instance, name, value)
    instance.save()
    return instance
