"""Two hundred ways in which two editors, an import and a shell get in each other's way; in none is anything lost.

Each way is drawn from a seed. What an editor types is a word that is typed once in all, so that wherever it turns up,
or does not, is known to come from that one save.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from citations import changes
from citations.languages import columns
from citations.models import Organization, OrganizationRelation, Revision
from citations.records import KINDS, apply, to_record
from tests.factories import make_organization
from tests.pages import add_row, change_page, form_in, latest

pytestmark = pytest.mark.django_db

WAYS, BATCH = 200, 25
COLUMNS = {
    "name_ru": ("name", "ru"),
    "name_zh_hans": ("name", "zh-Hans"),
    "abbreviation_en": ("abbreviation", "en"),
}
KIND = KINDS["organization"]


def form_of(organization: Organization) -> dict[str, str]:
    """What the form of an organization sends untouched, without the time it takes to draw its page."""
    fresh = KIND.queryset().get(pk=organization.pk)
    own = ("status", *columns("name"), *columns("abbreviation"), "kind", "existed", "polity")
    form = {name: getattr(fresh, name) for name in (*own, *columns("editorial_note"), "accepted_findings")}
    form |= {"replaced_by": "", "why": "", "version": fresh.version, "opened_key": fresh.key}
    rows = list(fresh.relations.all())
    form |= {"relations-TOTAL_FORMS": len(rows), "relations-INITIAL_FORMS": len(rows)}
    form |= {"relations-MIN_NUM_FORMS": 0, "relations-MAX_NUM_FORMS": 1000}
    for place, row in enumerate(rows):
        values = {name: getattr(row, name) for name in ("id", "kind", "date", *columns("note"))}
        values |= {"organization": fresh.pk, "other": row.other_id, "according_to": "", "position": place + 1}
        form |= {f"relations-{place}-{name}": value for name, value in values.items()}
    return {name: str(value) for name, value in form.items()}


class Desk:
    """One editor: the page that lies open, and what has been typed into it."""

    def __init__(self, client: Client, name: str) -> None:
        self.client, self.name = client, name
        self.form: dict[str, str] | None = None
        #: What was typed where: ("name", "ru"), ("row", the key of the other organization).
        self.typed: dict[tuple[str, str], str] = {}

    def open(self, organization: Organization) -> dict[str, str]:
        """The form as it lies open; opened now when none does."""
        if self.form is None:
            self.form, self.typed = form_of(organization), {}
        return self.form

    def close(self) -> None:
        self.form, self.typed = None, {}


class Way:
    """One drawn way: everybody acts at random, and what must stand in the end is written down beside."""

    def __init__(self, seed: int, desks: tuple[Desk, Desk], words: Iterator[str], others: list[Organization]) -> None:
        self.chance, self.desks, self.words, self.others = random.Random(seed), desks, words, others
        self.organization = make_organization(key=f"way-{seed}", name_ru="а", name_zh_hans="甲", abbreviation_en="A")
        self.stands: dict[tuple[str, str], str] = {("name", "ru"): "а", ("name", "zh-Hans"): "甲"}
        self.stands["abbreviation", "en"] = "A"
        self.accepted: list[str] = []
        self.refused: set[str] = set()

    def run(self) -> None:
        for desk in self.desks:
            desk.close()
            desk.open(self.organization)
        for _ in range(3):
            self.chance.choice([self.edit, self.edit, self.edit, self.elsewhere, self.rows_elsewhere])()
        for desk in self.desks:
            if desk.typed:
                self.save(desk)

    def edit(self) -> None:
        """One of the two types something, and perhaps saves it."""
        desk = self.chance.choice(self.desks)
        column, place = self.chance.choice(list(COLUMNS.items()))
        desk.open(self.organization)[column] = word = next(self.words)
        desk.typed[place] = word
        if self.chance.random() < 0.5:
            self.add_row(desk)
        if self.chance.random() < 0.6:
            self.save(desk)

    def add_row(self, desk: Desk) -> None:
        other, word = self.chance.choice(self.others), next(self.words)
        if ("row", other.key) not in self.stands and ("row", other.key) not in desk.typed:
            add_row(desk.open(self.organization), "relations", kind="succeeds", other=str(other.pk), note_ru=word)
            desk.typed["row", other.key] = word

    def elsewhere(self) -> None:
        """An import or a shell writes a field."""
        place = self.chance.choice(list(COLUMNS.values()))
        word = next(self.words)
        with changes.change(origin=self.chance.choice([changes.Origin.IMPORT, changes.Origin.COMMAND])):
            fresh = Organization.objects.get(pk=self.organization.pk)
            record = to_record(KIND.queryset().get(pk=fresh.pk))
            apply(fresh, record | {place[0]: record[place[0]] | {place[1]: word}}, names=[place[0]])
        self.take(place, word)

    def rows_elsewhere(self) -> None:
        """A shell takes a row out, or puts one in."""
        standing = [place for place in self.stands if place[0] == "row"]
        if standing and self.chance.random() < 0.5:
            place = self.chance.choice(standing)
            OrganizationRelation.objects.get(organization=self.organization, other__key=place[1]).delete()
            del self.stands[place]
            return
        other, word = self.chance.choice(self.others), next(self.words)
        if ("row", other.key) not in self.stands:
            last = self.organization.relations.count()
            self.organization.relations.create(kind="succeeds", other=other, note_ru=word, position=last)
            self.take(("row", other.key), word)

    def take(self, place: tuple[str, str], word: str) -> None:
        self.stands[place] = word
        self.accepted.append(word)

    def save(self, desk: Desk) -> None:
        """Send the form; settle what is to be settled, or give it up."""
        before = Revision.objects.count()
        answer = desk.client.post(change_page(self.organization), desk.open(self.organization))
        wanted = dict(desk.typed)
        if answer.status_code == 200:
            assert Revision.objects.count() == before
            assert answer.templates[0].name == "admin/entente/conflict.html"
            if self.chance.random() < 0.2:
                self.refused |= set(desk.typed.values())
                desk.close()
                return
            answer = self.settle(desk, answer, wanted)
        assert answer.status_code == 302, answer.context["problems"]
        for place, word in wanted.items():
            self.take(place, word)
        self.refused |= set(desk.typed.values()) - set(wanted.values())
        desk.close()

    def settle(self, desk: Desk, page: Any, wanted: dict[tuple[str, str], str]) -> Any:
        """Choose one side at every place that both have changed; what is given up is taken out of `wanted`."""
        given = form_in(page, "conflict_form")
        by_place = {".".join(place): place for place in COLUMNS.values()}
        for one in page.context["choices"]:
            side = self.chance.choice(["theirs", "mine"])
            given[f"choice-{one.name}"] = side
            if side == "theirs":
                place = by_place.get(one.name) or next(row for row in wanted if row[0] == "row" and row[1] in one.row)
                del wanted[place]
        return desk.client.post(change_page(self.organization), given)

    def judge(self) -> None:
        """Everything accepted is in history, nothing refused is, and what stands is what was accepted last."""
        revisions = list(Revision.objects.of("organization", self.organization.key).order_by("version"))
        assert [one.version for one in revisions] == list(range(1, len(revisions) + 1))
        told = [str(one.record) for one in revisions]
        for word in self.accepted:
            assert any(f"'{word}'" in one for one in told), word
        for word in self.refused - set(self.accepted):
            assert not any(f"'{word}'" in one for one in told), word
        record = latest("organization", self.organization.key).record
        assert record == to_record(KIND.queryset().get(pk=self.organization.pk))
        rows = {("row", row["organization"]): row["note"]["ru"] for row in record["relations"]}
        assert rows | {place: record[place[0]][place[1]] for place in COLUMNS.values()} == self.stands


@pytest.mark.parametrize("first", range(0, WAYS, BATCH))
def test_in_two_hundred_ways_of_saving_nothing_is_lost(editor: Any, first: int) -> None:
    desks = []
    for name in ("редактор", "Ли Мин"):
        user = get_user_model().objects.filter(username=name).first()
        client = Client()
        client.force_login(user or get_user_model().objects.create_superuser(name))
        desks.append(Desk(client, name))
    words = (f"слово{number}" for number in itertools.count())
    others = [make_organization(key=f"other-{number}") for number in range(4)]
    with changes.change():
        for place, other in enumerate(others[1:]):
            others[0].relations.create(kind="succeeds", other=other, note_ru="а", position=place)
    page = form_in(desks[0].client.get(change_page(others[0])), "organization_form")
    assert form_of(others[0]) == {name: value for name, value in page.items() if name != "csrfmiddlewaretoken"}
    accepted = 0
    for seed in range(first, first + BATCH):
        way = Way(seed, (desks[0], desks[1]), words, others)
        way.run()
        way.judge()
        accepted += len(way.accepted)
    assert accepted > BATCH
