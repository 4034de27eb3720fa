"""The public page for whoever wants to be told by e-mail, and the links that confirm and stop it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ...page.screens.typed import tried
from ...page.words import word
from ...people.notices.actions.links import row_of
from ...people.notices.actions.subscribe import confirm as confirm_address
from ...people.notices.actions.subscribe import end
from ...people.notices.actions.subscribe import subscribe as subscribe_address
from ...people.notices.ways import TOPICS

WORD_OF_TOPIC = {"awards": "awards-topic"}


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; the answer is the same whether or not the address was known, so that nobody learns who subscribes."""
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        email, topics = request.POST.get("email", "").strip(), request.POST.getlist("topic")
        language = request.POST.get("language", "") or get_language() or "es"
        errors = tried(lambda: subscribe_address(email, language, topics, timezone.now()), "id_email")
    told = {
        "crumbs": [(_("News by e-mail"), "")], "errors": errors, "done": request.method == "POST" and not errors,
        "email": request.POST.get("email", "")[:254], "chosen": request.POST.getlist("topic"),
        "topics": [(topic, word(WORD_OF_TOPIC.get(topic, topic))) for topic in TOPICS],
        "languages": [("es", "Español"), ("en", "English")],
    }  # fmt: skip
    return render(request, "web/subscribe.html", told, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the first e-mail: a button, since mail programs open links by themselves."""
    row_of("confirm", token)
    if request.method == "POST":
        confirm_address(token, timezone.now())
    told = {"title": _("Confirm your address"), "button": _("Yes, tell me"), "done": request.method == "POST",
            "text": _("Your address is confirmed. Every e-mail has a link that stops them.")}  # fmt: skip
    return render(request, "web/mail_link.html", told)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link at the foot of every e-mail to a subscriber (RFC 8058)."""
    row_of("subscriber", token)
    if request.method == "POST":
        end(token, timezone.now())
    told = {"title": _("Get no more of these e-mails"), "button": _("Get no more of these e-mails"),
            "done": request.method == "POST", "text": _("Your address is told nothing more.")}  # fmt: skip
    return render(request, "web/mail_link.html", told)
