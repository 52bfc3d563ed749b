"""What the site answers when Django itself refuses or fails: problems below /api/, Django's pages elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from citations.admin.carrying import refuse_forgery
from citations.api.problems import problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: an unknown host, or more parameters than are read."""
    if is_api(request):
        return problem(request, 400, "The request is malformed: check the host, and send fewer parameters.")
    return defaults.bad_request(request, exception)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the token of a form does not fit; what was typed into a form of a record is given back."""
    return refuse_forgery(request, reason)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address."""
    if is_api(request):
        return problem(request, 404, "There is nothing at this address; /api/v1/ lists what there is.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our own fault; what it was is in the log and nowhere else."""
    if is_api(request):
        return problem(request, 500, "This is our fault, not yours, and has been logged. Ask again later.")
    return defaults.server_error(request)


def is_api(request: HttpRequest) -> bool:
    """Whether the request is one to the API."""
    return request.path_info.startswith("/api/")
