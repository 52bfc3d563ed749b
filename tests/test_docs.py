"""The documents are read against the code: every field, endpoint, parameter, command and setting is in them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management.base import BaseCommand
from drf_spectacular.generators import SchemaGenerator
from modeltranslation.translator import NotRegistered, translator

from citations.languages import SUFFIXES
from citations.models import Child, PublicRecord
from citations.models.base import BoundField
from citations.records import KINDS, Shape
from citations.search.models import TABLES
from config import environment

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "seeds/*.md")
    for path in ROOT.glob(pattern)
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)
COMMANDS = sorted(
    (path.relative_to(ROOT).parts[0], path.stem)
    for path in ROOT.glob("*/management/commands/*.py")
    if path.stem != "__init__"
)
#: A treaty is a source too: its own table repeats none of a source's fields but the key.
SHAPES = {
    shape.model.__name__: shape for kind in KINDS.values() for shape in (kind, *kind.children)
}  # children that a source and a treaty share stand once


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tables(document: str) -> dict[str, dict[str, str]]:
    """By heading: the name in the first column of each table row, with the rest of the row."""
    found: dict[str, dict[str, str]] = {}
    heading = ""
    for line in document.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
        row = re.match(r"\| `([^`]+)` \|(.*)\|$", line)
        if row:
            found.setdefault(heading, {})[row.group(1)] = row.group(2)
    return found


DATA = tables(read("docs/data.md"))


def expected_names(shape: Shape) -> list[str]:
    names = list(shape.columns)
    if shape is KINDS["treaty"]:
        names = [name for name in names if name == "key" or name not in KINDS["source"].columns]
    return names


@pytest.mark.parametrize("name", SHAPES)
def test_every_field_of_a_record_is_documented_in_its_order(name):
    assert list(DATA[name]) == expected_names(SHAPES[name])


@pytest.mark.parametrize("name", SHAPES)
def test_what_a_field_holds_is_documented(name):
    shape = SHAPES[name]
    for field in expected_names(shape):
        described = DATA[name][field]
        assert ("★" in described) == (field in shape.translated), field
        if shape.is_reference(field):
            target = shape.field(field).related_model.__name__
            assert re.search(rf"key of an? {target}\b", described), field
        for value, _label in shape.field(field).choices or ():
            where = read("docs/data.md") if field in ("locator_label", "type") else described
            assert f"`{value}`" in where, f"{field}: {value}"


def own_fields(model) -> set[str]:
    """The columns of a model that carry something of their own."""
    try:
        translated = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        translated = set()
    copies = {f"{name}_{suffix}" for name in translated for suffix in SUFFIXES}
    unsaid = {"id", "position", getattr(model, "owner_field", "")}
    return {
        field.name
        for field in model._meta.local_concrete_fields
        if not isinstance(field, BoundField) and not field.name.endswith("_ptr") and field.name not in copies | unsaid
    }


@pytest.mark.parametrize(
    "model",
    [
        model
        for app in ("citations", "glossary")
        for model in apps.get_app_config(app).get_models()
        if model not in TABLES
    ],
    ids=lambda model: model.__name__,
)
def test_every_column_of_every_model_is_documented(model):
    described = set(DATA[model.__name__])
    shape = SHAPES.get(model.__name__)
    columns = {shape.columns[name] for name in described} if shape else described
    if issubclass(model, PublicRecord):
        columns |= set(DATA["Every record"])
    expected = own_fields(model)
    if model.__name__ == "Treaty":
        columns -= set(DATA["Every record"])
    assert columns == expected
    if issubclass(model, Child):
        assert "Children keep their `position` in their list." in read("docs/data.md")


def test_every_table_of_the_search_index_is_named():
    assert list(DATA["Search index"]) == [model.__name__ for model in TABLES]


def test_every_endpoint_is_documented():
    paths = set(SchemaGenerator().get_schema(public=True)["paths"])
    document = read("docs/api.md")
    assert len(paths) >= 17
    assert {path for path in paths if path not in document and path.replace("{key}/", "") not in document} == set()


def test_every_parameter_of_the_api_is_documented():
    schema = SchemaGenerator().get_schema(public=True)
    names = {
        parameter["name"]
        for operations in schema["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query"
    }
    document = read("docs/api.md")
    assert {"cursor", "in_force_on", "missing"} <= names
    assert {name for name in names if not re.search(rf"[`?&]{name}[`=]", document)} == set()


def test_every_command_and_each_of_its_options_is_documented():
    described = tables(read("docs/deployment.md"))["Commands"]
    assert ("config", "serve") in COMMANDS
    for app, name in COMMANDS:
        command: BaseCommand = import_module(f"{app}.management.commands.{name}").Command()
        parser = command.create_parser("manage.py", name)
        ours = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
        ours -= {option for option in ours if option in _options_of_every_command()}
        row = next(row for title, row in described.items() if title.split()[:2] == ["manage.py", name])
        assert {option for option in ours if f"`{option}`" not in row} == set(), name


def _options_of_every_command() -> set[str]:
    parser = BaseCommand().create_parser("manage.py", "any")
    return {option for action in parser._actions for option in action.option_strings}


def test_every_setting_is_documented_and_nothing_else():
    described = tables(read("docs/deployment.md"))["Settings"]
    assert environment.known, "config/settings.py has been loaded"
    assert set(described) == environment.known


def test_decisions_are_numbered_without_gaps_and_listed():
    files = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    index = read("docs/decisions/README.md")
    assert [name for name in files if f"]({name})" not in index] == []
    for name in files:
        page = read(f"docs/decisions/{name}")
        for part in ("Context", "Decision", "Consequence"):
            assert re.search(rf"^(\*\*{part}\.\*\*|#+ {part})", page, re.MULTILINE), f"{name} has no {part}"


def anchors(document: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path):
    text = re.sub(r"^(```.*?^```|    .*?$)", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith(("https://", "http://127.0.0.1")):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), f"{link} leads nowhere"
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), f"{link} leads to no heading"


def test_readme_has_the_two_commands():
    readme = read("README.md")
    assert (
        "    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python manage.py serve\n"
    ) in readme
    assert (
        "    python3 -m venv .venv && .venv/bin/pip install -r requirements-test.txt && .venv/bin/python -m pytest\n"
    ) in readme
    assert len(readme.splitlines()) <= 120
