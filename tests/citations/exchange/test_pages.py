import os
import subprocess
import sys

import pytest
from django.db import connection

from citations.exchange.pages import few_pages

SHOWN = """
import django
django.setup()
from django.db import connection
from citations.exchange.pages import few_pages
def show():
    with connection.cursor() as cursor:
        print(*(cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("cache_size", "mmap_size")))
show()
try:
    with few_pages():
        show()
        raise LookupError
except LookupError:
    show()
"""


def test_sqlite_keeps_few_pages_until_the_work_is_done(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ENTENTE_STATE_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/base.sqlite3",
    }

    done = subprocess.run([sys.executable, "-c", SHOWN], env=environment, capture_output=True, text=True)

    assert done.stderr == ""
    assert done.stdout.splitlines() == ["-65536 268435456", "-16384 0", "-65536 268435456"]


@pytest.mark.django_db
def test_the_base_answers_meanwhile():
    with few_pages(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
