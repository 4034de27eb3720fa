"""Words for the fields and classes of the disclosure table."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise

CLASSES: dict[str, tuple[Word, Word]] = {
    "public": (_("everyone"), _("with or without an account")),
    "participants": (_("participants"), _("the institutions of the round and the buying side")),
    "buyer": (_("buying side"), _("coordinator, buyer, social witness, auditor")),
    "owner": (_("its owner"), _("only the organisation whose row it is")),
    "sealed": (_("sealed"), _("nobody before the opening, except the owner its own")),
    "internal": (_("control"), _("only those in control; not the organisation it is about")),
}
"""A class in a word, and what it means."""

FIELDS: dict[str, Word] = {
    "need": _("Need of each institution"),
    "request": _("Requests while they are agreed"),
    "opinion": _("Opinions of reviewers"),
    "comment": _("Comments on a line"),
    "agreement": _("Agreements of the institutions"),
    "notice": _("Notices to a person"),
    "request_file": _("Files of needs handed in"),
    "consolidated_need": _("Consolidated need"),
    "reference_price": _("Reference price"),
    "ceiling": _("Ceiling price"),
    "quote": _("Quotes of the market research"),
    "money_before_award": _("Money at reference prices"),
    "bid_existence": _("Who bid on what"),
    "bid_price": _("Price of a bid"),
    "bid_capacity": _("Capacity of a bid"),
    "bid_documents": _("Documents of a bid"),
    "losing_price": _("Price of a losing bid"),
    "study": _("Study: what clauses cost across lots"),
    "lot_decision": _("Decision on each code"),
    "award": _("Award: winner, price, pieces"),
    "saving": _("Saving"),
    "award_evidence": _("Evidence of the award"),
    "award_openings": _("Openings of the bids in the evidence"),
    "contract": _("Contract"),
    "delivery": _("Deliveries"),
    "fill_rate": _("Fill rate of suppliers"),
    "consumption": _("Evidence of need: use, stock, receipts"),
    "stock": _("Stock"),
    "stock_risk": _("Risk of shortage"),
    "flag": _("Flags"),
    "problem": _("Problem list"),
    "event": _("Events of the log"),
    "artifact": _("Other files and results of runs"),
}
