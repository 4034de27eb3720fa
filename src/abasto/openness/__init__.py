"""What the public may take away: the round as open data, tables, workbook and report.

Comes in: the facts of a round that are public at its phase (`facts.py`), with the dates of the round's clock.
Goes out: OCDS 1.1.5 releases and records (`ocds/`, schemas vendored in `schemas/`), and `files/`: result.json,
CSV tables, a workbook and a printed report. Same facts, same bytes, on any machine.
Acts: nobody decides here; an action of the room stores the files as artifacts.
Rules: Ley General de Transparencia (proactive publication) and the disclosure table of the rule set. What is not
public at the phase is not handed in, and a section later than the phase is not written even if it is.
"""
