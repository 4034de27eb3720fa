"""A refusal carries what the door needs."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from abasto.base.refusal import Refused

REFUSED = Refused("clave-unreadable", "Compendio", {"value": "x"})


def test_a_refusal_says_what_was_wrong_and_which_rule() -> None:
    assert str(REFUSED) == "clave-unreadable: value=x [Compendio]"


def test_a_refusal_comes_back_from_another_process() -> None:
    again = pickle.loads(pickle.dumps(REFUSED))
    assert (again.code, again.citation, again.values) == (REFUSED.code, REFUSED.citation, REFUSED.values)


def test_a_refusal_passes_through_a_context_manager() -> None:
    @contextmanager
    def around() -> Iterator[None]:
        yield

    with pytest.raises(Refused), around():
        raise REFUSED
