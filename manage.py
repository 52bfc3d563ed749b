#!/usr/bin/env python
"""Runs Entente's management commands: `python manage.py help` lists them."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line

        from config.environment import RefusedSetting
    except ImportError as error:
        raise SystemExit(
            "Django is not installed here. Make the environment first: "
            "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt, "
            "and run this with .venv/bin/python."
        ) from error
    try:
        execute_from_command_line(sys.argv)
    except RefusedSetting as error:
        raise SystemExit(f"A setting cannot be used. {error}") from None
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
