"""Sign in, sign out, and the role picker of the demo (127.0.0.1 only, no password)."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ...base.refusal import Refused
from ...people.models import User
from ...people.queries import accounts

LOCAL = frozenset({"127.0.0.1", "::1", ""})

sign_in = LoginView.as_view(template_name="web/login.html", redirect_authenticated_user=True)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; back to the public home."""
    logout(request)
    return redirect("web:home")


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Look at the rehearsal as any role."""
    if not is_demo(request):
        raise Refused("not-allowed", "", {"what": "role picker"})
    if request.method != "POST":
        return render(request, "web/roles.html", {"accounts": accounts()})
    user = get_object_or_404(User, username=request.POST.get("username", ""))
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(_back(request))


@require_GET
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Switch the language and stay on the page."""
    if code not in dict(settings.LANGUAGES):
        raise Refused("not-found", "", {"what": "language", "value": code})
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 86400, samesite="Lax", httponly=True)
    return response


def is_demo(request: HttpRequest) -> bool:
    """Whether the role picker may be shown: demo mode, and the visitor sits at this machine."""
    return bool(settings.DEMO) and request.META.get("REMOTE_ADDR", "") in LOCAL


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("web:home")
