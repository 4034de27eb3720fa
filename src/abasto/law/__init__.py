"""Legal values by date, each with its article and state, and the rule sets made of them.

A country is a folder: `mx/rule_set.yaml` says which files of values belong to it, the phases, the requirements, the
share patterns and the precedence of reasons; `mx/disclosure.yaml` says who sees which field in which phase.
`read_rule_set("mx").value("signature_days.consolidated", on)` gives the value in force on a day. A value `to_check`
drives a rehearsal and blocks a legal signature (`signature.py`). No number from a law stands anywhere else.
"""
