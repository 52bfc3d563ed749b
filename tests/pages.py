"""Reads forms out of pages as a browser does: what would be sent if somebody pressed “save”."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.fields: dict[str, str] = {}
        self.select: str | None = None
        self.textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        if tag == "form":
            self.inside = got.get("id") == self.form_id
        name = got.get("name") or ""
        if not self.inside or "__prefix__" in name:
            return
        if tag == "input" and name:
            kind = got.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in got:
                    self.fields[name] = got.get("value") or "on"
            elif kind not in ("submit", "button", "file"):
                self.fields[name] = got.get("value") or ""
        elif tag == "select":
            self.select = name
            self.fields.setdefault(name, "")
        elif tag == "option" and self.select and "selected" in got:
            self.fields[self.select] = got.get("value") or ""
        elif tag == "textarea":
            self.textarea = name
            self.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            self.fields[self.textarea] = self.fields[self.textarea].removeprefix("\n")
            self.textarea = None

    def handle_data(self, data: str) -> None:
        if self.inside and self.textarea:
            self.fields[self.textarea] += data


def form_in(response: Any, form_id: str) -> dict[str, str]:
    """The fields of the form `form_id` of a page with their values, as a browser would send them untouched."""
    reader = _Form(form_id)
    reader.feed(response.content.decode())
    assert reader.fields, f"the page has no form {form_id}"
    return reader.fields


def errors_in(response: Any) -> list[str]:
    """Every error sentence of an admin form, in the order of the page's forms."""
    found: list[str] = []
    form = response.context["adminform"].form
    for messages in form.errors.values():
        found += [str(message) for message in messages]
    for inline in response.context["inline_admin_formsets"]:
        found += [str(message) for message in inline.formset.non_form_errors()]
        for row in inline.formset.forms:
            for messages in row.errors.values():
                found += [str(message) for message in messages]
    return found
