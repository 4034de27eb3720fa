"""A person in the log: a salted hash, so that the log names nobody and yet tells two persons apart."""

import hashlib
import hmac
import unicodedata


def hashed_person(personal: str, salt: bytes) -> str:
    """HMAC-SHA256 of a personal datum under the log's secret salt, 32 hex digits; case and accents are kept."""
    text = unicodedata.normalize("NFC", personal.strip())
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()[:32]
