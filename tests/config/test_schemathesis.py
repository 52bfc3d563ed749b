"""The served API against its own schema: schemathesis asks what the schema allows and what it forbids."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus import make_corpus

pytestmark = [pytest.mark.schema, pytest.mark.django_db(transaction=True)]

SEED = "20010716"


@pytest.fixture
def served(live_server):
    """The address of a filled API. Django's live server shares the test database with its threads."""
    make_corpus(3)
    return live_server.url


def test_every_answer_is_as_the_schema_says(served, tmp_path):
    command = Path(sys.executable).with_name("schemathesis")
    finished = subprocess.run(
        [
            str(command),
            "run",
            f"{served}/api/v1/schema/",
            "--checks=all",
            "--max-examples=10",
            "--continue-on-failure",
            "--no-color",
            f"--seed={SEED}",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
