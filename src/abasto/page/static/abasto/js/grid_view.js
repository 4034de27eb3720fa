// What part of a grid is shown, read from and written to the page's address. The same rules as page/grid.py.

const NUMERIC = new Set(["pieces", "money", "number", "share", "tenths"]);
export const OPERATORS = ["contains", "is", "not", "atleast", "atmost"];
export const isNumeric = (column) => NUMERIC.has(column.kind);
const SCALE = { money: 100, tenths: 10 };

export function readView(search) {
  const query = new URLSearchParams(search);
  const conditions = query.getAll("f").map((text) => {
    const [key, operator, ...rest] = text.split(":");
    return { key, operator, value: rest.join(":") };
  }).filter((one) => one.key && OPERATORS.includes(one.operator) && one.value);
  const hidden = new Set(query.getAll("hide").flatMap((text) => text.split(",")).filter(Boolean));
  return { q: query.get("q") ?? "", conditions, hidden, sort: query.get("sort") ?? "" };
}

export function writeView(view, search) {
  const query = new URLSearchParams(search);
  for (const key of ["q", "f", "hide", "sort"]) query.delete(key);
  if (view.q.trim()) query.set("q", view.q.trim());
  for (const one of view.conditions) if (one.value) query.append("f", `${one.key}:${one.operator}:${one.value}`);
  if (view.hidden.size) query.set("hide", [...view.hidden].join(","));
  if (view.sort) query.set("sort", view.sort);
  return query.toString();
}

// Figures in centavos or tenths become whole units once, so that what is seen, copied and filtered is the same.
export function prepared(data) {
  data.columns.forEach((column, at) => {
    const scale = SCALE[column.kind];
    if (scale) for (const row of data.rows) if (row[at] !== null) row[at] /= scale;
    if (scale && column.key in data.totals) data.totals[column.key] /= scale;
  });
  const searched = data.columns.map((column, at) => (column.frozen ? at : -1)).filter((at) => at >= 0);
  data.haystack = data.rows.map((row) => searched.map((at) => row[at]).join(" ").toLocaleLowerCase());
  data.place = new Map(data.columns.map((column, at) => [column.key, at]));
  return data;
}

export function shownRows(data, view) {
  const words = view.q.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const tests = view.conditions.filter((one) => one.value && data.place.has(one.key)).map((one) => test(one, data.place.get(one.key)));
  const kept = [];
  for (let at = 0; at < data.rows.length; at += 1) {
    if (words.every((word) => data.haystack[at].includes(word)) && tests.every((holds) => holds(data.rows[at]))) kept.push(at);
  }
  return sorted(data, kept, view.sort);
}

function test({ operator, value }, at) {
  const wanted = value.toLocaleLowerCase();
  const text = (row) => String(row[at] ?? "").toLocaleLowerCase();
  if (operator === "contains") return (row) => text(row).includes(wanted);
  if (operator === "is") return (row) => text(row) === wanted;
  if (operator === "not") return (row) => text(row) !== wanted;
  const limit = Number(wanted.replaceAll(",", ""));
  if (Number.isNaN(limit)) return () => true;
  return operator === "atleast" ? (row) => Number(row[at] || 0) >= limit : (row) => Number(row[at] || 0) <= limit;
}

function sorted(data, kept, sort) {
  const at = data.place.get(sort.replace(/^-/, ""));
  if (at === undefined) return kept;
  const sign = sort.startsWith("-") ? -1 : 1;
  const number = isNumeric(data.columns[at]);
  const value = (row) => (number ? data.rows[row][at] ?? 0 : String(data.rows[row][at] ?? ""));
  return [...kept].sort((a, b) => (value(a) < value(b) ? -sign : value(a) > value(b) ? sign : 0));
}

export function totalsOf(data, kept) {
  const sums = {};
  data.columns.forEach((column, at) => {
    if (!column.total) return;
    let sum = 0;
    for (const row of kept) sum += data.rows[row][at] || 0;
    sums[column.key] = sum;
  });
  return sums;
}

export function csvOf(data, columns, kept) {
  const quoted = (cell) => {
    const text = cell === null || cell === undefined ? "" : String(cell);
    const safe = typeof cell === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const places = columns.map((column) => data.place.get(column.key));
  const mark = data.synthetic ? ["synthetic"] : [];
  const head = [...columns.map((column) => `${column.group} ${column.name}`.trim()), ...(data.synthetic ? ["data"] : [])];
  const body = kept.map((row) => [...places.map((at) => data.rows[row][at]), ...mark]);
  return `\ufeff${[head, ...body].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}
