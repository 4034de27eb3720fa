"""The commands of `abasto` as its page explains them; a test holds them against the command line itself."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Command:
    """A verb of the command line and what it does."""

    name: str
    text: str | Promise


COMMANDS: tuple[Command, ...] = (
    Command("load", _("Load a sample round: organisations, delivery points, calendar, codes.")),
    Command("needs", _("Import what every buyer asks for.")),
    Command("consolidate", _("Add up the needs of all buyers.")),
    Command("research", _("Play the market research: quotes, reference prices, ceilings (synthetic).")),
    Command("call", _("Publish the call with its criterion and a lot per code.")),
    Command("bids", _("Play the suppliers' bids (synthetic).")),
    Command("documents", _("Check each bid's documents.")),
    Command("award", _("Decide each lot alone by the published criterion.")),
    Command("contracts", _("Form the contracts: one per legal entity and supplier.")),
    Command("deliveries", _("Play the deliveries up to today (synthetic).")),
    Command("stock", _("Project the stock of every code and buyer.")),
    Command("flags", _("Look for red flags.")),
    Command("savings", _("Count savings against the stated baseline.")),
    Command("files", _("Write the public record: OCDS releases and records.")),
    Command("report", _("Write result.json, tables, workbook and report.")),
    Command("cycle", _("Run every step and print the result; what is done is not done again.")),
    Command(
        "import-annex",
        _("Import a demand annex as published into a round of its own; problems go to the problem list."),
    ),
    Command(
        "second-round",
        _("Play what follows the main tender: routes of what is left, next procedures, bids, awards (synthetic)."),
    ),
    Command(
        "next-needs",
        _("Play the round that follows into the middle of its needs: announced, and everyone on the way (synthetic)."),
    ),
    Command("decide", _("Work through a batch decision on needs; what is decided is not decided again.")),
    Command("result", _("What happened to everything that was asked for.")),
    Command("rounds", _("The rounds of this database.")),
    Command("problems", _("The problem list.")),
    Command("lot", _("The decision on one code: its bids in order, each with its reason.")),
    Command("runs", _("The runs of a round: what each took, and the hash of its result.")),
    Command("law", _("The legal values, each with its article and whether it was checked against the gazette.")),
    Command(
        "study",
        _("What clauses cost across lots: the scenarios of a round, or one answered (a study, no award)."),
    ),
    Command("act", _("Make the award act as PDF; what was made since the last event is not made again.")),
    Command("publish", _("Publish the files of a round again after something changed in it, an annulment for one.")),
    Command("calibrate", _("Hold the rehearsal's outcome against the record; exit code 3 when it is outside.")),
    Command(
        "verify",
        _("Have the published awards decided again by the independent verifier; exit code 1 when one is refused."),
    ),
    Command("notices", _("Send the e-mails that wait (send), or remind before the last day for needs (remind).")),
    Command(
        "need-version",
        _("Print a version of the consolidated need and check its file, signature and lines."),
    ),
    Command("evidence", _("Take evidence of need from a file, and check all months of the round by the rules.")),
    Command(
        "forecast",
        _("Forecast a round from its evidence: use, intervals and the suggested need of every buyer and code."),
    ),
    Command("serve", _("Serve the web application on 127.0.0.1.")),
)

EXIT_CODES: tuple[tuple[int, str | Promise], ...] = (
    (0, _("done")),
    (1, _("refused; the sentence says why")),
    (2, _("wrong use")),
    (3, _("the calibration is outside its tolerance")),
    (4, _("the database, the disk or a port cannot be used")),
    (130, _("interrupted")),
)
