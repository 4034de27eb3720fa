"""The log names nobody."""

from abasto.ledger.person import hashed_person


def test_a_person_is_a_hash_that_does_not_hold_the_name() -> None:
    hashed = hashed_person("ana.perez@example.org", b"salt")
    assert len(hashed) == 32
    assert int(hashed, 16) > 0


def test_two_spellings_of_one_accent_are_one_person() -> None:
    assert hashed_person("Jos\u00e9", b"salt") == hashed_person("Jose\u0301 ", b"salt")


def test_another_salt_or_person_gives_another_hash() -> None:
    assert len({hashed_person("ana", b"salt"), hashed_person("ana", b"pepper"), hashed_person("eva", b"salt")}) == 3
