"""Has the published evidence of a round checked by the independent verifier, as a program of its own."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings

from ..award.proof.queries import CERTIFICATE, EVIDENCE, OPENINGS, PROBLEM, across_of, noted_root
from ..base.refusal import Refused
from ..tender.models import Procedure
from .reads import chosen, out


def verify_round(round_code: str) -> bool:
    """Check every award of the round against its root on the log, and print each answer; whether all are accepted.

    Refuses `artifact-missing` where no evidence was published.
    """
    of = chosen(round_code)
    folder = Path(settings.STATE) / "rounds" / of.code
    procedures = Procedure.objects.filter(round=of)
    published = [one for one in procedures if (folder / EVIDENCE.format(number=one.number)).exists()]
    if not published:
        raise Refused("artifact-missing", "", {"name": EVIDENCE.format(number=of.code), "round": of.code})
    answers = [_is_accepted(folder, one) for one in published]
    return all(answers)


def _is_accepted(folder: Path, procedure: Procedure) -> bool:
    number = procedure.number
    files = [str(folder / name.format(number=number)) for name in (EVIDENCE, OPENINGS)]
    command = [
        sys.executable,
        "-m",
        "abasto_verify",
        "lawful",
        *files,
        "--root",
        noted_root(number),
        "--lang",
        "en",
    ]
    if across_of(procedure):
        command += ["--proof", *(str(folder / name.format(number=number)) for name in (PROBLEM, CERTIFICATE))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    out.print(f"{number}\n{done.stdout}{done.stderr}")
    return done.returncode == 0
