"""One way to compile a kernel: cached beside the code or in the user's cache, or not at all where none can be written.

numba looks at the file of a kernel only, not at those it calls: after editing one, delete `__pycache__` here.
"""

from collections.abc import Callable
from typing import Any

from numba import njit


def kernel(function: Callable[..., Any]) -> Any:
    """A function compiled at its first call; numba refuses to cache only where no folder at all can be written."""
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:
        return njit(nogil=True)(function)
