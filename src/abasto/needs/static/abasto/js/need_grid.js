// Beside the needs grid: why the chosen cell says what it says, and the totals of what the filter shows.
const root = document.querySelector("[data-grid]");
const box = document.querySelector("[data-need-cell]");
const totals = document.querySelector("[data-need-totals]");
const LANGUAGE = document.documentElement.lang === "en" ? "en-US" : "es-MX";
const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const money = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

let wanted = "";
let timer = 0;

async function tell(clave, column, name) {
  const address = `${box.dataset.needCell}?${new URLSearchParams({ clave, column })}`;
  if (address === wanted) return;
  wanted = address;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (address !== wanted) return;
  box.hidden = false;
  box.querySelector("h2").textContent = `${clave} · ${name}`;
  if (!answer.ok) return box.querySelector("div").replaceChildren("–");
  box.querySelector("div").innerHTML = await answer.text();
}

root?.addEventListener("afterfocus", (event) => {
  const { model, column } = event.detail ?? {};
  if (!model?.clave || !column || !model.href) return;
  clearTimeout(timer);
  timer = setTimeout(() => tell(model.clave, String(column.prop), column.name), 120);
});

// The line of totals follows the filter: the figures are those of the grid's own last row.
const amounts = totals ? [...totals.querySelectorAll(".amount")].slice(0, 3) : [];
const first = amounts.map((amount) => [amount.textContent, amount.title]);
const label = totals?.querySelector("strong");
const labels = [label?.textContent, totals?.dataset.shownLabel];

function follow() {
  const grid = root.querySelector("revo-grid");
  const sums = grid?.pinnedBottomSource?.[0];
  if (!sums) return;
  const everything = Number(root.dataset.shown) === Number(totals.dataset.needTotals);
  const told = [whole.format(root.dataset.shown), whole.format(sums.total ?? 0), sums.value === undefined ? "" : money.format(sums.value)];
  label.textContent = everything ? labels[0] : labels[1];
  amounts.forEach((amount, at) => { [amount.textContent, amount.title] = everything ? first[at] : [told[at], told[at]]; });
}

if (root && amounts.length) new MutationObserver(follow).observe(root, { attributes: true, attributeFilter: ["data-shown", "data-ready"] });

// A switch keeps the view that the grid wrote into the address since the page came.
for (const link of document.querySelectorAll("[data-switches] a")) {
  link.addEventListener("click", () => {
    const query = new URLSearchParams(location.search);
    for (const [key, value] of new URL(link.href).searchParams) if (key === "measure" || key === "by") query.set(key, value);
    link.search = query.toString();
  });
}
