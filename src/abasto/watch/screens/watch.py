from django.http import HttpRequest, HttpResponse
def watch(request: HttpRequest, round_code: str, **k: object) -> HttpResponse: return HttpResponse("")
