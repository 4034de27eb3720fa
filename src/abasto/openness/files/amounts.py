"""Amounts as text, exact."""


def decimal_text(centavos: int) -> str:
    """Centavos as a decimal number with two digits: -1250 is "-12.50"."""
    sign = "-" if centavos < 0 else ""
    return f"{sign}{abs(centavos) // 100}.{abs(centavos) % 100:02d}"
