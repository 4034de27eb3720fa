from django.http import HttpRequest, HttpResponse
def item(request: HttpRequest, round_code: str, **k: object) -> HttpResponse: return HttpResponse("")
