"""Middleware of our own: the API is without cookies and speaks one language."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class ApiWithoutCookies:
    """Below /api/ a request carries neither cookies nor a preferred language: no answer depends on them.

    `Vary: Cookie` and `Vary: Accept-Language` would keep a cache from using what it has; errors are in English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/api/"):
            request.COOKIES = {}
            request.META.pop("HTTP_COOKIE", None)
            request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
            response = self.get_response(request)
            varies = [name.strip() for name in response.get("Vary", "").split(",")]
            kept = [one for one in varies if one.lower() not in ("", "accept-language")]
            del response.headers["Vary"]
            if kept:
                response.headers["Vary"] = ", ".join(kept)
            del response.headers["Content-Language"]
            return response
        return self.get_response(request)
