"""The sentence of each refusal of the study; the doors add them at start."""

from django.utils.translation import gettext_noop as _

REFUSAL_WORDS: dict[str, str] = {
    "study-before-call": _(
        "There is no call in %(round)s yet, so there are no lots to study. Publish the call, or rehearse the round."
    ),
    "study-before-bids": _(
        "Nobody's offers on %(round)s may be read yet, and no one here can say what will be offered. "
        "Come back when the bids are open, or rehearse the round with synthetic bids."
    ),
    "study-of-points": _(
        "This call is decided by %(evaluation)s. Only a call decided by price can be studied across lots."
    ),
    "study-not-awardable": _(
        "“%(scenario)s” is a study, not awardable: the law of this round decides each lot alone. It cannot be signed."
    ),
    "study-terms-unfit": _(
        "The cost of what stays unserved is between 1 and 10,000 percent (%(unserved)s), and the weight of "
        "non-delivery between 0 and 100 percent (%(weight)s)."
    ),
    "award-not-found": _(
        "No award was found within the limits of this effort. Choose a greater effort, or ease a clause."
    ),
    "scenario-name-unfit": _("“%(value)s” cannot name a scenario. Use letters or digits, 80 at most."),
    "scenario-name-taken": _("There is a scenario called “%(value)s” already. Choose another name."),
    "clauses-too-many": _("%(count)s clauses are too many; %(most)s at most."),
    "scenario-signed": _("“%(scenario)s” is signed and stays."),
    "scenario-not-done": _("“%(scenario)s” is not answered yet. Run it first."),
    "scenario-stale": _(
        "Bids, call or rules changed since “%(scenario)s” was solved. Ask for it again as another scenario and sign "
        "that one."
    ),
    "scenario-changes-call": _(
        "“%(scenario)s” changes what the published call says (spread, shares, minimum share or ceilings). It can be "
        "studied, but the award follows the call: ask again without those clauses."
    ),
    "scenario-out-of-phase": _(
        "The lots of %(round)s are decided after the bids are open and before the contracts; the round is in the phase "
        "“%(phase)s”."
    ),
    "scenario-forgotten": _("“%(scenario)s” was taken away while it was running; the run stops."),
}
