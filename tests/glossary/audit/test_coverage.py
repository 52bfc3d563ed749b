"""The table of paragraphs: how a place is read, what is counted where, and that a bare paragraph stands out."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from glossary.audit.coverage import places_of
from tests.factories import make_attestation, make_citation, make_source
from tests.glossary.audit.conftest import mend


@pytest.mark.parametrize(
    ("value", "sections", "places"),
    [
        ("2.8", {1: 7, 2: 12}, [(2, 8)]),
        ("0.1", {0: 1, 1: 7}, [(0, 1)]),
        ("3", {1: 8}, [(1, 3)]),
        ("1.3", {1: 8}, [(1, 3)]),
        ("2.8-2.10", {1: 7, 2: 12}, [(2, 8), (2, 9), (2, 10)]),
        ("2.8–10", {1: 7, 2: 12}, [(2, 8), (2, 9), (2, 10)]),
        ("1.2, 2.5", {1: 7, 2: 12}, [(1, 2), (2, 5)]),
        ("3", {1: 7, 2: 12}, []),
        ("2.13", {1: 7, 2: 12}, []),
        ("3.1", {1: 7, 2: 12}, []),
        ("2.0", {1: 7, 2: 12}, []),
        ("2.8-2.7", {1: 7, 2: 12}, []),
        ("1.7-2.1", {1: 7, 2: 12}, []),
        ("2.8, 2.13", {1: 7, 2: 12}, []),
        ("last", {1: 7, 2: 12}, []),
        ("", {1: 8}, []),
    ],
)
def test_place_is_read(value, sections, places):
    assert places_of(value, sections) == places


@pytest.mark.django_db
def test_table_shows_every_record_at_its_paragraph_and_bare_paragraphs_stand_out(corpus):
    mend(corpus.essay.sections.get(), paragraphs=4, title_as_printed="Union | or not")
    corpus.essay.sections.create(number=2, paragraphs=1)
    mend(corpus.seen, locator_value="1.2")
    make_citation(key="zheng-yu-2016-text-lost", citing=corpus.essay, note_number=None)
    make_citation(key="zheng-yu-2016-draft", citing=corpus.essay, note_number=9, paragraph="1.1", status="draft")
    at_note = {"term": corpus.alliance, "source": corpus.essay, "language": "en", "form": "alliance"}
    make_attestation(key="alliance-note", locator_label="note", locator_value="1", **at_note)
    make_attestation(key="alliance-again", locator_label="paragraph", locator_value="1.3", **at_note)
    make_attestation(key="alliance-nowhere", locator_label="", locator_value="", **at_note)
    make_attestation(key="alliance-title", locator_label="title", locator_value="1", **at_note)
    corpus.treaty.events.create(
        kind="ended", date="1980", evidence=corpus.essay, locator_label="paragraph", locator_value="2.1"
    )
    out = StringIO()
    call_command("audit_corpus", "--coverage", "zheng-yu-2016", stdout=out)
    assert out.getvalue() == (
        "# Coverage of zheng-yu-2016\n"
        "\n"
        "“China and Russia: Alliance or No Alliance?”\n"
        "\n"
        "Written by `manage.py audit_corpus --coverage zheng-yu-2016`; do not edit.\n"
        "\n"
        "5 paragraphs, 2 that no record draws on: 1.1, 1.4.\n"
        "\n"
        "## Section 1: Union \\| or not\n"
        "\n"
        "| Paragraph | Citations | Terms attested | Other records |\n"
        "|---|---|---|---|\n"
        "| **1.1** | **no record** | **no record** | **no record** |\n"
        "| 1.2 | – | non-alliance | – |\n"
        "| 1.3 | zheng-yu-2016-note-01 | alliance | – |\n"
        "| **1.4** | **no record** | **no record** | **no record** |\n"
        "\n"
        "## Section 2\n"
        "\n"
        "| Paragraph | Citations | Terms attested | Other records |\n"
        "|---|---|---|---|\n"
        "| 2.1 | – | – | 1950-sino-soviet |\n"
        "\n"
        "## Without a paragraph\n"
        "\n"
        "- citation zheng-yu-2016-text-lost: no paragraph\n"
        "- attestation alliance-nowhere: no locator\n"
        "- attestation alliance-title: title 1\n"
    )


@pytest.mark.django_db
def test_work_whose_paragraphs_are_not_counted_is_refused(corpus):
    make_source(key="pravda-2012")
    with pytest.raises(CommandError, match="the sections of “pravda-2012” are not counted; add them to the source"):
        call_command("audit_corpus", "--coverage", "pravda-2012")
    with pytest.raises(CommandError, match="there is no source “pravda”; give the key of a work in sources"):
        call_command("audit_corpus", "--coverage", "pravda")
