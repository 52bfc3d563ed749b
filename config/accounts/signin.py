"""How guessing passwords is slowed down: whose failures are counted together, and what is said to who has too many."""

from __future__ import annotations

import ipaddress
import math
from typing import Any

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from rest_framework.throttling import BaseThrottle

from citations.admin.carrying import carried_along


def client_address(request: HttpRequest) -> str | None:
    """The address of the client, by the rule that the limits of the API have: behind ENTENTE_PROXIES proxies."""
    found: str | None = BaseThrottle().get_ident(request)  # type: ignore[arg-type]
    for one in (found, request.META.get("REMOTE_ADDR")):
        try:
            return str(ipaddress.ip_address(one or ""))
        except ValueError:
            continue  # what a proxy hands on may be no address
    return None


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """The page that says when to try again; 429, with Retry-After. What was typed before is carried along."""
    failures = AccessAttempt.objects.filter(
        username=get_client_username(request, credentials), ip_address=client_address(request)
    )
    cool_off, last = get_cool_off(request), failures.order_by("-attempt_time").first()
    assert cool_off is not None
    until = (last.attempt_time if last is not None else timezone.now()) + cool_off
    seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))
    context = {
        **admin.site.each_context(request),
        "title": "",
        "until": until,
        "minutes": math.ceil(seconds / 60),
        **carried_along(request),
    }
    page = render(request, "admin/entente/locked_out.html", context, status=429)
    page.headers["Retry-After"] = str(seconds)
    return page
