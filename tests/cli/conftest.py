"""The places of tests/cycle."""

from ..cycle.conftest import new_place, undisturbed

__all__ = ["new_place", "undisturbed"]
