"""Formats of exchange that hold terms."""
