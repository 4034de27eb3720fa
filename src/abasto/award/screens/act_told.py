"""The award act and the extract of one bidder, put into words of the reader's language."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...law.values import LegalValue, RuleSet
from ...page.figures import money, pieces, share
from ...page.legal_words import legal, written
from ...page.shorten import shortened
from ...page.words import CATEGORIES, word
from ...people.models import Organisation
from ...tender.lawful_call import values_of_call
from ...tender.models import Procedure
from ..complaint import complaint_term
from ..lines import STATES
from ..papers.paper import BidTold, Figures, LotTold, Pair, Paper, Part
from ..papers.queries import BidLine, LotLine
from ..reasons import EVERY_LOT_REASON
from .act_decided import certificate_of, how_to_check, opening
from .reasons_told import answer_told, reason_told

LETTERS = 260
"""Of a description; the whole text stands in the catalogue under its code."""
SIGNERS = ("buyer", "coordinator", "social-witness", "auditor")


def act(procedure: Procedure, law: RuleSet, lines: Sequence[LotLine], is_public: bool, root: str) -> Paper:
    """The act of a procedure over all its decided lots, in the active language; root: of its evidence, "" if none."""
    kind = _("Public edition") if is_public else _("Edition for those with standing")
    told = opening(procedure, lines)
    closed = _("Prices, papers and capacities of bids that did not win are in the edition for those with standing.")
    parts = [_part(category, [line for line in lines if line.category == category], law) for category in CATEGORIES]
    return Paper(
        language="en" if get_language() == "en" else "es",
        title=_("Award act"),
        subtitle=procedure.number,
        synthetic=_synthetic(procedure),
        dated=procedure.award_on,
        foot=f"{procedure.number} · {kind}",
        facts=(*_facts(procedure), (_("Edition"), kind)),
        opening=(told, closed) if is_public else (told,),
        summaries=(_summary(lines), _left(lines), _by_category(lines), _winners(lines)),
        grounds=_grounds(procedure, law),
        parts=tuple(part for part in parts if part.lots),
        closing=_closing(procedure, law, root, certificate_of(lines)),
        signatures=_signatures(),
        words=_words(),
    )


def extract(procedure: Procedure, law: RuleSet, firm: Organisation, lines: Sequence[LotLine], root: str) -> Paper:
    """What one bidder won and lost; beside its own bids stand only the winners."""
    won = [line for line in lines if any(bid.is_winner for bid in line.bids if bid.supplier_code == firm.code)]
    lost = [line for line in lines if line not in won]
    chapters = ((_("Lots won"), won), (_("Lots not won"), lost))
    return Paper(
        language="en" if get_language() == "en" else "es",
        title=_("Extract of the award act"),
        subtitle=firm.name,
        synthetic=_synthetic(procedure),
        dated=procedure.award_on,
        foot=f"{procedure.number} · {firm.name}",
        facts=_facts(procedure),
        opening=(
            _("%(lots)s lots bid on: %(won)s won and %(lost)s not won. Beside these bids stand only those that won.")
            % {"lots": pieces(len(lines)), "won": pieces(len(won)), "lost": pieces(len(lost))},
        ),
        summaries=(_own(won, lost, firm.code),),
        grounds=(),
        parts=tuple(_chapter(title, those, law) for title, those in chapters if those),
        closing=_closing(procedure, law, root, certificate_of(lines)),
        signatures=(),
        words=_words(),
    )


def _synthetic(procedure: Procedure) -> str:
    if procedure.origin != "synthetic":
        return ""
    return _("SYNTHETIC DATA: rehearsal with a simulated market. Without legal effect.")


def _facts(procedure: Procedure) -> tuple[Pair, ...]:
    of = procedure.round
    return (
        (_("Purchase"), of.name_en if get_language() == "en" else of.name_es),
        (_("Procedure"), f"{word(procedure.kind)} · {word(procedure.character)}"),
        (_("Evaluation"), str(word(procedure.evaluation))),
        ("OCID", procedure.ocid),
        (_("Call published"), _day(procedure.published_on)),
        (_("Bids opened"), _day(procedure.bids_due_at.date())),
        (_("Award"), _day(procedure.award_on)),
        (_("Contracts to be signed by"), _day(procedure.signature_due_on)),
    )


def _day(on: date) -> str:
    return date_format(on, "DATE_FORMAT")


def _summary(lines: Sequence[LotLine]) -> Figures:
    rows = [(_("Asked"), lines, sum(line.needed_pieces for line in lines), "")]
    for state in STATES:
        those = [line for line in lines if line.state == state]
        amount = money(sum(line.money_centavos for line in those)) if state != "not-awarded" else ""
        count = sum(line.awarded_pieces if state != "not-awarded" else line.needed_pieces for line in those)
        rows.append((str(word(state)), those, count, amount))
    left = sum(line.needed_pieces - line.awarded_pieces for line in lines if line.awarded_pieces)
    note = _("Pieces of the maximum. Of the lots awarded in part %(left)s pieces are left over.") % {
        "left": pieces(left)
    }
    told = tuple((name, pieces(len(those)), pieces(count), amount) for name, those, count, amount in rows)
    return Figures(_("Summary"), ("", _("Lots"), _("Pieces"), _("Amount, MXN")), told, note if left else "")


def _left(lines: Sequence[LotLine]) -> Figures:
    none = [line for line in lines if not line.awarded_pieces]
    rows = []
    for reason in EVERY_LOT_REASON:
        those = [line for line in none if line.reason == reason]
        if those:
            rows.append(
                (str(word(reason)), pieces(len(those)), pieces(sum(line.needed_pieces for line in those)),
                 share(len(those), len(lines)))
            )  # fmt: skip
    heads = (_("Reason"), _("Lots"), _("Pieces"), _("Share of all lots"))
    return Figures(_("Lots not awarded, by reason"), heads, tuple(rows))


def _by_category(lines: Sequence[LotLine]) -> Figures:
    rows = []
    for category in CATEGORIES:
        those = [line for line in lines if line.category == category]
        if those:
            won = [line for line in those if line.awarded_pieces]
            rows.append(
                (str(word(category)), pieces(len(those)), pieces(len(won)),
                 pieces(sum(line.awarded_pieces for line in won)), money(sum(line.money_centavos for line in won)))
            )  # fmt: skip
    heads = (_("Category"), _("Lots"), _("Lots awarded"), _("Pieces awarded"), _("Amount, MXN"))
    return Figures(_("By category"), heads, tuple(rows))


def _winners(lines: Sequence[LotLine]) -> Figures:
    """Every winner with its lots, pieces and amount, the largest amount first."""
    found: dict[str, tuple[str, int, int, int]] = {}
    for line in lines:
        for bid in line.bids:
            if bid.is_winner:
                name, lots, count, amount = found.get(bid.supplier_code, (bid.supplier, 0, 0, 0))
                amount += bid.pieces * (bid.price_centavos or 0)
                found[bid.supplier_code] = (name, lots + 1, count + bid.pieces, amount)
    ordered = sorted(found.items(), key=lambda one: (-one[1][3], one[0]))
    rows = tuple((name, pieces(lots), pieces(count), money(amount)) for _c, (name, lots, count, amount) in ordered)
    return Figures(_("Suppliers awarded"), (_("Supplier"), _("Lots"), _("Pieces"), _("Amount, MXN")), rows)


def _own(won: Sequence[LotLine], lost: Sequence[LotLine], code: str) -> Figures:
    bids = [bid for line in won for bid in line.bids if bid.supplier_code == code]
    rows = (
        (_("Won"), pieces(len(won)), pieces(sum(bid.pieces for bid in bids)),
         money(sum(bid.pieces * (bid.price_centavos or 0) for bid in bids))),
        (_("Not won"), pieces(len(lost)), pieces(sum(line.needed_pieces for line in lost)), ""),
    )  # fmt: skip
    return Figures(_("Summary"), ("", _("Lots"), _("Pieces"), _("Amount, MXN")), rows)


def _grounds(procedure: Procedure, law: RuleSet) -> tuple[tuple[str, str, str, str], ...]:
    values = values_of_call(law, procedure.published_on, procedure.evaluation, procedure.character).values()
    return tuple(_ground(law, value) for value in values)


def _ground(law: RuleSet, value: LegalValue) -> tuple[str, str, str, str]:
    about = law.definitions[value.key].description[get_language() or "es"]
    return about, written(value), legal(value.citation), str(word("checked" if value.is_checked else "to-check"))


def _part(category: str, lines: Sequence[LotLine], law: RuleSet) -> Part:
    return _chapter(str(word(category)), lines, law)


def _chapter(title: str, lines: Sequence[LotLine], law: RuleSet) -> Part:
    totals = _("%(lots)s lots · %(asked)s pieces asked · %(awarded)s awarded · %(amount)s MXN") % {
        "lots": pieces(len(lines)),
        "asked": pieces(sum(line.needed_pieces for line in lines)),
        "awarded": pieces(sum(line.awarded_pieces for line in lines)),
        "amount": money(sum(line.money_centavos for line in lines)),
    }
    return Part(title, totals, tuple(_lot(line, law) for line in lines))


def _lot(line: LotLine, law: RuleSet) -> LotTold:
    need = _("%(most)s pieces at most, %(least)s at least, for %(buyers)s buyers. Shares: %(pattern)s.") % {
        "most": pieces(line.needed_pieces),
        "least": pieces(line.minimum_pieces),
        "buyers": line.buyers,
        "pattern": line.share_pattern,
    }
    if line.ceiling_centavos is not None:
        need = _("%(need)s Ceiling: %(ceiling)s MXN.") % {"need": need, "ceiling": money(line.ceiling_centavos)}
    return LotTold(
        number=str(line.number),
        clave=line.clave,
        description=shortened(line.description, LETTERS),
        need=need,
        decision=_decision(line),
        is_awarded=bool(line.awarded_pieces),
        bids=tuple(_bid(bid, law) for bid in line.bids),
    )


def _decision(line: LotLine) -> str:
    told = {"state": word(line.state), "reason": word(line.reason), "amount": money(line.money_centavos)}
    if not line.awarded_pieces:
        return _("%(state)s: %(reason)s.") % told
    told |= {"part": pieces(line.awarded_pieces), "whole": pieces(line.needed_pieces)}
    if line.awarded_pieces < line.needed_pieces and line.certificate_sha256:
        return _("%(state)s: %(part)s of %(whole)s pieces, %(amount)s MXN. %(reason)s.") % told
    if line.awarded_pieces < line.needed_pieces:
        return _("%(state)s: %(part)s of %(whole)s pieces, %(amount)s MXN; capacity went no further.") % told
    return _("%(state)s: %(part)s pieces, %(amount)s MXN.") % told


def _bid(bid: BidLine, law: RuleSet) -> BidTold:
    remarks = " ".join(_("Remark: %(remark)s.") % {"remark": word(remark)} for remark in bid.remarks)
    if bid.is_winner:
        result = _("wins %(pieces)s pieces at %(price)s MXN (place of %(share)s %%)") % {
            "pieces": pieces(bid.pieces), "price": money(bid.price_centavos or 0), "share": bid.share_percent,
        }  # fmt: skip
        return BidTold(str(bid.rank), bid.supplier, result, remarks, True)
    reason = reason_told(bid.reason, bid.figures, bid.rank, law)
    if bid.price_centavos is not None:
        reason = _("at %(price)s MXN. %(reason)s") % {"price": money(bid.price_centavos), "reason": reason}
    note = " ".join(part for part in (answer_told(bid.answer), remarks) if part)
    return BidTold(str(bid.rank or "–"), bid.supplier, reason, note, False)


def _closing(procedure: Procedure, law: RuleSet, root: str, certificate: str) -> tuple[Pair, ...]:
    term, last = complaint_term(law, procedure.character, procedure.award_on)
    told = {"term": written(term), "last": _day(last), "article": legal(term.citation)}
    how = _(
        "A complaint against this award is filed in writing with the authority that hears complaints, within "
        "%(term)s counted from the day after the award: until %(last)s (%(article)s). It names the act, the lots and "
        "the grounds, and offers its evidence."
    ) % told  # fmt: skip
    if not term.is_checked:
        how = _("%(text)s The term is still to be checked against the official gazette.") % {"text": how}
    check = how_to_check(certificate)
    if root:
        check = _("%(text)s Root of the evidence of this award: %(root)s.") % {"text": check, "root": root}
    return ((_("Complaints"), how), (_("How to check this act"), check))


def _signatures() -> tuple[Pair, ...]:
    return tuple((str(word(role)), _("name, post and signature")) for role in SIGNERS)


def _words() -> dict[str, str]:
    return {
        "page": _("Page"),
        "grounds": _("Legal grounds"),
        "rule": _("Rule"),
        "value": _("Value"),
        "article": _("Article"),
        "state": _("State"),
        "contents": _("Contents"),
        "end": _("Complaints and signatures"),
    }
