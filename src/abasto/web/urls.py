"""Addresses of the pages, by area."""

from importlib import import_module
from pkgutil import iter_modules

from . import addresses

app_name = "web"
urlpatterns = [
    pattern
    for area in iter_modules(addresses.__path__)
    for pattern in import_module(f"{addresses.__name__}.{area.name}").urlpatterns
]
