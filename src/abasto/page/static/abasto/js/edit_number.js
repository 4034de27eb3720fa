// A number of pieces as people type or paste it; needs/requests/entry/typed_number.py reads by the same rule.
const NOTHING = new Set(["", "-", "–", "—"]);
const BLANK = "[ \\u00a0\\u2007\\u2009\\u202f]";
const GROUPED = new RegExp(`^\\d{1,3}(?:(?:,\\d{3})+|(?:${BLANK}\\d{3})+)$`);
export const MOST_PIECES = 1e12;

// The whole number, or null where the text is none: decimals, "1.234", letters, signs, too many pieces.
export function readPieces(text) {
  const kept = String(text ?? "").trim();
  if (NOTHING.has(kept)) return 0;
  const whole = kept.replace(/\.0{1,2}$/, "");
  if (!/^\d+$/.test(whole) && !GROUPED.test(whole)) return null;
  const number = Number(whole.replace(/\D/g, ""));
  return number <= MOST_PIECES ? number : null;
}

// ceil(share of the maximum), exact; share: [numerator, denominator].
export function legalMinimum(maximum, [part, whole]) {
  const product = BigInt(maximum) * BigInt(part);
  const divisor = BigInt(whole);
  return Number((product + divisor - 1n) / divisor);
}
