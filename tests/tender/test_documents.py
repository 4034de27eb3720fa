"""Which documents a bid lacks."""

from abasto.tender.call import RequiredDocument
from abasto.tender.documents import documents_lacking

REQUIRED = (
    RequiredDocument("sanitary-registration", "bid", "call 4.2"),
    RequiredDocument("tax-opinion", "signing", "Reglamento"),
    RequiredDocument("signed-offer", "bid", "call 4.1"),
)


def test_what_is_asked_with_the_bid_and_not_there_is_lacking_in_the_order_of_the_call() -> None:
    assert documents_lacking(REQUIRED, ()) == ("sanitary-registration", "signed-offer")
    assert documents_lacking(REQUIRED, {"sanitary-registration"}) == ("signed-offer",)


def test_a_complete_bid_lacks_nothing_and_more_papers_do_no_harm() -> None:
    assert documents_lacking(REQUIRED, ["signed-offer", "sanitary-registration", "catalogue"]) == ()


def test_what_is_asked_of_winners_before_signing_rejects_no_bid() -> None:
    assert "tax-opinion" not in documents_lacking(REQUIRED, ())
    assert documents_lacking(REQUIRED, (), stage="signing") == ("tax-opinion",)
