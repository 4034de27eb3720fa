"""Whom a text mentions: @ and the name of an account or the code of an institution."""

import re

from ...base.refusal import Refused

LONGEST = 5_000
MOST_MENTIONS = 20
MENTION = re.compile(r"(?<![\w@.])@([A-Za-z0-9][A-Za-z0-9_.-]*)")


def mentioned(text: str) -> tuple[str, ...]:
    """The names after an @, each once, in the order of the text; an e-mail address mentions nobody."""
    names = (name.rstrip(".-") for name in MENTION.findall(text))
    return tuple(dict.fromkeys(name for name in names if name))


def checked(text: str) -> str:
    """The text as it is kept. Refuses `comment-empty`, `text-beyond-limit`, `mentions-too-many`."""
    kept = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not kept:
        raise Refused("comment-empty", "", {})
    if len(kept) > LONGEST:
        raise Refused("text-beyond-limit", "", {"length": len(kept), "most": LONGEST})
    if len(mentioned(kept)) > MOST_MENTIONS:
        raise Refused("mentions-too-many", "", {"count": len(mentioned(kept)), "most": MOST_MENTIONS})
    return kept
