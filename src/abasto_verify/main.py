"""The command, and its answer as sentences. Exit code 0: accepted, 1: refused, 2: could not be read."""

import argparse
import sys
from collections.abc import Sequence

from .findings import Findings, Refused, Remark, Unreadable
from .words import ANSWERS, FAULTS, LANGUAGES, PLACES, REMARKS

ACCEPTED, REFUSED, UNREADABLE = 0, 1, 2
LONGEST_VALUE = 200


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    findings, code = Findings(asked.all), ACCEPTED
    try:
        if asked.what == "lawful":
            from .lawful import check_lawful  # Each way is read only where it is asked for.

            check_lawful(asked.evidence, asked.openings, asked.root, findings, asked.proof)
        else:
            from .optimised import check_optimised

            check_optimised(asked.problem, asked.certificate, asked.sha256, findings)
    except Refused as refused:
        findings.faults.append(Remark(refused.code, refused.values))
        code = UNREADABLE if isinstance(refused, Unreadable) else REFUSED
    code = code or (REFUSED if findings.faults else ACCEPTED)
    sys.stdout.write(report(findings, code, LANGUAGES.index(asked.lang)))
    return code


def report(findings: Findings, code: int, language: int) -> str:
    """The answer as text. Nothing of a file is printed raw: what is not printable ASCII is escaped."""
    lines = [ANSWERS[("accepted", "refused", "unreadable")[code]][language]]
    for title, remarks in (
        ("faults", findings.faults),
        ("checked", findings.checked),
        ("unchecked", findings.unchecked),
    ):
        if remarks:
            lines.append(f"\n{ANSWERS[title][language]}:")
            lines += [f"- {_sentence(remark, language)}" for remark in remarks]
    return "\n".join(lines) + "\n"


def _sentence(remark: Remark, language: int) -> str:
    values = {key: _plain(value) for key, value in remark.values.items()}
    words = (REMARKS.get(remark.code) or FAULTS[remark.code])[language].format(**values)
    if remark.code in REMARKS:
        return words
    places = [f"{PLACES[key][language]} {values[key]}" for key in PLACES if values.get(key)]
    return f"{', '.join(places)}: {words} [{remark.code}]" if places else f"{words} [{remark.code}]"


def _plain(value: object) -> str:
    text = ascii(str(value))[1:-1]
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}..."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="abasto_verify", description="Comprueba un fallo. Checks an award.")
    what = parser.add_subparsers(dest="what", required=True)
    lawful = what.add_parser("lawful", help="lote por lote, con la evidencia publicada; lot by lot")
    lawful.add_argument("evidence")
    lawful.add_argument("openings", nargs="?")
    lawful.add_argument("--root", help="raíz publicada; root as published")
    lawful.add_argument(
        "--proof", nargs=2, metavar=("problem", "certificate"), help="de un fallo entre lotes; of an award across lots"
    )
    optimised = what.add_parser("optimised", help="entre lotes, con su certificado; across lots, with its certificate")
    optimised.add_argument("problem")
    optimised.add_argument("certificate")
    optimised.add_argument("--sha256", help="SHA-256 publicado del problema; of the problem as published")
    for one in (lawful, optimised):
        one.add_argument("--all", action="store_true", help="todas las faltas; every fault")
        one.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    return parser
