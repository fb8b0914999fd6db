from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie

from handrail.ui import examples as data


class ExampleForm(forms.Form):
    title = forms.CharField(help_text="What will be true when it is done.")
    email = forms.EmailField(label="Their contact")
    due = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(choices=[("decision", "Decision"), ("risk", "Risk")], widget=forms.RadioSelect)
    owner = forms.ChoiceField(choices=[("", "Nobody yet"), ("mara", "Mara Adler")], required=False)
    note = forms.CharField(required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="The customer has agreed", required=False)


@ensure_csrf_cookie
def examples(request: HttpRequest) -> HttpResponse:
    """Every component in every state; only in development."""
    _only_in_development()
    return render(request, "ui/examples.html", _context(request))


def example_capture(request: HttpRequest) -> HttpResponse:
    _only_in_development()
    return render(request, "ui/example_capture.html", {"form": ExampleForm(auto_id="capture_%s")})


def _only_in_development() -> None:
    if not settings.DEBUG:
        raise Http404


def _context(request: HttpRequest) -> dict[str, Any]:
    return {
        **data.SHELL,
        **data.PARTS,
        "sort": request.GET.get("sort", "-arr"),
        "page": Paginator(range(240), 25).get_page(request.GET.get("page", 2)),
        "form": ExampleForm(),
        "bad_form": ExampleForm({"email": "ines(at)northwind", "kind": "risk"}),
    }
