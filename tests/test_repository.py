"""The repository keeps its shape: what lies at the top, what the pins hold, and what no file mentions."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
AGREED = {
    "manage.py",
    "pyproject.toml",
    "README.md",
    "seeds",
    "glossary",
    "citations",
    "config",
    "tests",
    "docs",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "CITATION.cff",
    "SECURITY.md",
    "requirements.txt",
    "requirements-test.txt",
    "requirements-dev.txt",
}
OURS = {"citations", "glossary", "seeds", "config", "tests"}
PINS = ["requirements.txt", "requirements-test.txt", "requirements-dev.txt"]
# Put together here, so that this file does not name what no file may name.
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
PLACES = ["/".join(parts) for parts in (("", "root", ""), ("", "home", ""), ("", "Users", ""), ("", "work", ""))]


def files() -> list[Path]:
    """Every file of the repository; without version control, every file that would be in it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 and listed.stdout else []
    if not names:
        made = {".venv", ".entente", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache"}
        names = [
            str(path.relative_to(ROOT))
            for path in ROOT.rglob("*")
            if not made & set(path.relative_to(ROOT).parts) and path.suffix != ".pyc"
        ]
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in files():
        try:
            found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # a compiled catalogue or a picture
    return found


def test_top_level_holds_only_what_is_agreed():
    top = {path.relative_to(ROOT).parts[0] for path in files()}
    assert {name for name in top if not name.startswith(".")} == AGREED


@pytest.mark.parametrize("word", REGISTRIES)
def test_no_file_names_a_package_registry(word):
    assert [name for name, text in texts() if word in text] == []


@pytest.mark.parametrize("place", PLACES)
def test_no_file_names_a_place_of_one_machine(place):
    pattern = re.compile(rf"(?<![\w.:/]){re.escape(place)}")
    assert [name for name, text in texts() if pattern.search(text)] == []


def pins(name: str) -> dict[str, str]:
    """The pinned version of each package, by its canonical name."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {
        canonicalize_name(package): version for package, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M)
    }


@pytest.mark.parametrize("name", PINS)
def test_pins_have_a_version_and_a_hash_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 25
    for entry in entries:
        assert re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==[0-9][\w.+!-]*( ; [^\\]+)? \\\n", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry
    assert "entente" not in pins(name)


def test_pins_agree_with_each_other():
    plain, test, dev = (pins(name) for name in PINS)
    assert plain.items() <= test.items()
    assert test.items() <= dev.items()


def test_pins_satisfy_what_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for name, wanted in (
        ("requirements.txt", project["dependencies"]),
        ("requirements-test.txt", extras["test"]),
        ("requirements-dev.txt", extras["dev"]),
    ):
        pinned = pins(name)
        for text in wanted:
            requirement = Requirement(text)
            if requirement.name != project["name"]:
                version = pinned.get(canonicalize_name(requirement.name))
                assert version is not None, f"{requirement.name} is not pinned in {name}; run .ci/pins"
                assert requirement.specifier.contains(version, prereleases=True), (
                    f"{requirement} {version}; run .ci/pins"
                )


def test_every_dependency_has_its_reason_beside_it():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.findall(r'^    "([\w.-]+)[^"]*",(.*)$', text.partition("[tool.")[0], re.MULTILINE)
    assert len(listed) > 25
    assert [name for name, rest in listed if "#" not in rest and name not in ("entente", "pytest")] == []


def test_gate_is_executable():
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_every_imported_package_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    run = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    develop = run | {canonicalize_name(Requirement(text).name) for text in (*extras["test"], *extras["dev"])}
    providers = packages_distributions()
    missing = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files()
        if path.suffix == ".py"
        for name in imported(path) - sys.stdlib_module_names - OURS
        if not {canonicalize_name(one) for one in providers.get(name, [name])}
        & (develop if path.relative_to(ROOT).parts[0] == "tests" else run)
    }
    assert missing == set()


def imported(path: Path) -> set[str]:
    """The top-level names of the modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found
