"""What the pages of the admin tell the workshop: who is at work, on which record, and where to ask."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from citations.models import PublicRecord

register = template.Library()

#: The commands of the palette: what each is called, and its page.
COMMANDS = (
    (_("New term"), "admin:glossary_term_add"),
    (_("New source"), "admin:citations_source_add"),
    (_("New treaty"), "admin:citations_treaty_add"),
    (_("New person"), "admin:citations_person_add"),
    (_("New organization"), "admin:citations_organization_add"),
    (_("Import"), "admin:glossary_term_import"),
    (_("Recent changes"), "admin:citations_revision_changelist"),
)


@register.inclusion_tag("admin/entente/workshop.html", takes_context=True)
def workshop(context: Any) -> dict[str, Any]:
    """The workshop of this page; nothing for whoever is not signed in."""
    if not context.get("has_permission"):
        return {}
    return {
        "user": context["request"].user,
        "record": record_of(context),
        "is_popup": bool(context.get("is_popup")),
        "commands": commands(context),
    }


def record_of(context: Any) -> dict[str, Any] | None:
    """The public record that this page lets one write: kind, key and version, the latter two empty when it is new."""
    opts = context.get("opts")
    if "adminform" not in context or opts is None or not issubclass(opts.model, PublicRecord):
        return None
    may_write = context.get("has_add_permission") if context.get("add") else context.get("has_change_permission")
    if not may_write:
        return None
    original = context.get("original")
    key, version = (original.key, original.version) if original is not None else ("", "")
    return {"kind": opts.model.kind_name, "key": key, "version": version, "form": f"{opts.model_name}_form"}


def commands(context: Any) -> list[tuple[Any, str]]:
    """The commands this user may give, each with the address of its page."""
    listed = {
        address
        for app in context.get("available_apps", ())
        for model in app["models"]
        for address in (model["admin_url"], model["add_url"])
    }
    found = []
    for label, name in COMMANDS:
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        if name == "admin:import" or address in listed:
            found.append((label, address))
    return found
