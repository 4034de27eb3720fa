from django.http import HttpRequest, HttpResponse
def problems(request: HttpRequest, round_code: str, **k: object) -> HttpResponse: return HttpResponse("")
from django.http import HttpRequest, HttpResponse
def settle(request: HttpRequest, round_code: str, **k: object) -> HttpResponse: return HttpResponse("")
from django.http import HttpRequest, HttpResponse
def undo(request: HttpRequest, round_code: str, **k: object) -> HttpResponse: return HttpResponse("")
