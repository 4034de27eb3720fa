// The grid: frozen code and description, filters, totals that follow, columns to choose, copy, exports, a view that is a link.
import "../vendor/revogrid/revo-grid.esm.js";
import { buildTools, drawConditions } from "./grid_tools.js";
import { csvOf, isNumeric, prepared, readView, shownRows, totalsOf, writeView } from "./grid_view.js";

const LANGUAGE = document.documentElement.lang === "en" ? "en-US" : "es-MX";
export const NUMBERS = {
  pieces: new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 }),
  number: new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 2 }),
  money: new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  share: new Intl.NumberFormat(LANGUAGE, { style: "percent", maximumFractionDigits: 1 }),
  tenths: new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
};
const WIDTHS = { clave: 142, text: 130, pieces: 122, money: 168, number: 110, share: 90, tenths: 80 };
const DESCRIPTION_WIDTH = 320;

export const stateBox = (words, kind, retry) => {
  const box = Object.assign(document.createElement("div"), { className: `state-box state-${kind}` });
  box.setAttribute("role", kind === "error" ? "alert" : "status");
  box.append(Object.assign(document.createElement("h3"), { textContent: words[kind] }));
  if (words[`${kind}_text`]) box.append(Object.assign(document.createElement("p"), { textContent: words[`${kind}_text`] }));
  if (kind === "loading") box.insertAdjacentHTML("beforeend", '<div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div>');
  if (retry) box.append(Object.assign(document.createElement("button"), { className: "btn btn-quiet", type: "button", textContent: words.retry, onclick: retry }));
  return box;
};

function cell(column, links) {
  return (h, { model, prop }) => {
    const value = model[prop];
    if (isNumeric(column)) {
      if (value === null || value === undefined || value === "") return "";
      return h("span", { class: value === 0 ? "zero" : "" }, NUMBERS[column.kind].format(value));
    }
    return links && model.href ? h("a", { href: model.href }, value) : value ?? "";
  };
}

export function columnsOf(data, view, narrow) {
  let frozen = 0;
  const arrow = (key) => (view.sort === key ? " ▲" : view.sort === `-${key}` ? " ▼" : "");
  return data.columns.filter((column) => !view.hidden.has(column.key)).map((column, at) => {
    const pinned = column.frozen && !(narrow && frozen > 0);
    frozen += column.frozen ? 1 : 0;
    return {
      prop: column.key,
      name: column.name + arrow(column.key),
      pin: pinned ? "colPinStart" : undefined,
      size: column.frozen && column.kind === "text" ? DESCRIPTION_WIDTH : WIDTHS[column.kind] ?? 120,
      readonly: true,
      columnTemplate: (h) => h("span", { class: "head-name" }, column.group ? [h("small", {}, column.group), column.name + arrow(column.key)] : column.name + arrow(column.key)),
      cellTemplate: cell(column, at === 0),
      cellProperties: ({ type }) => ({ class: { num: isNumeric(column), total: type === "rowPinEnd" } }),
      columnProperties: () => ({ title: `${column.group} ${column.name}`.trim(), class: { num: isNumeric(column) } }),
    };
  });
}

// RevoGrid gives its header rows no role and its scrolling boxes no place in the tab order; screen readers need both.
function mendRoles(grid) {
  let waits = false;
  const mend = () => {
    waits = false;
    for (const row of grid.querySelectorAll(".header-rgRow:not(.group)")) {
      if (row.childElementCount) row.setAttribute("role", "row"); else row.removeAttribute("role");
    }
    for (const box of grid.querySelectorAll(".vertical-inner:not([tabindex])")) Object.assign(box, { tabIndex: 0, role: "rowgroup" });
  };
  new MutationObserver(() => { if (!waits) { waits = true; requestAnimationFrame(mend); } }).observe(grid, { childList: true, subtree: true });
  mend();
}

export class Grid {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(document.getElementById(`${root.id}-words`).textContent);
    this.live = root.querySelector(".grid-live");
    this.live.hidden = false;
    this.view = readView(location.search);
    this.narrow = matchMedia("(max-width: 720px)").matches;
    this.sheet = Object.assign(document.createElement("div"), { className: "grid-sheet" });
    this.sheet.setAttribute("role", "region");
    this.sheet.setAttribute("aria-label", root.dataset.caption);
    this.live.append(this.sheet);
    this.bring();
  }

  async bring() {
    const slow = setTimeout(() => this.sheet.replaceChildren(stateBox(this.words, "loading")), 300);
    try {
      const answer = await fetch(this.root.dataset.src, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (answer.status === 401 || answer.status === 403) return this.sheet.replaceChildren(stateBox(this.words, "forbidden"));
      if (!answer.ok) throw new Error(String(answer.status));
      this.data = prepared(await answer.json());
    } catch {
      return this.sheet.replaceChildren(stateBox(this.words, "error", () => this.bring()));
    } finally {
      clearTimeout(slow);
    }
    this.start();
  }

  start() {
    this.source = this.data.rows.map((row, at) => {
      const model = { href: this.data.links[at] ?? "" };
      this.data.columns.forEach((column, place) => { model[column.key] = row[place]; });
      return model;
    });
    this.grid = document.createElement("revo-grid");
    Object.assign(this.grid, { range: true, readonly: true, resize: true, rowSize: 32, theme: "default", canFocus: true, hideAttribution: true, filter: false, applyOnClose: false, ...this.options });
    this.grid.addEventListener("beforeheaderclick", (event) => {
      const key = event.detail.column?.prop;
      if (this.data.place.has(key)) { event.preventDefault(); this.sortBy(key); }
    });
    this.tools = buildTools(this);
    this.live.prepend(this.tools.bar, this.tools.conditions);
    drawConditions(this);
    this.setColumns();
    this.show();
    this.none = Object.assign(document.createElement("p"), { className: "none", textContent: this.words.empty_text, hidden: this.kept.length > 0 });
    this.sheet.replaceChildren(this.grid, this.none);
    mendRoles(this.grid);
    this.root.dataset.ready = String(Math.round(performance.now()));
  }

  get columns() { return this.data.columns.filter((column) => !this.view.hidden.has(column.key)); }

  get options() { return {}; }

  drawnColumns() { return columnsOf(this.data, this.view, this.narrow); }

  setColumns() { this.grid.columns = this.drawnColumns(); }

  setTotals() { this.grid.pinnedBottomSource = [{ ...totalsOf(this.data, this.kept), [this.columns[0].key]: this.words.total }]; }

  sortBy(key) {
    const first = isNumeric(this.data.columns[this.data.place.get(key)]) ? [`-${key}`, key] : [key, `-${key}`];
    this.view.sort = this.view.sort === first[0] ? first[1] : this.view.sort === first[1] ? "" : first[0];
    this.setColumns();
    this.show();
  }

  show() {
    this.kept = shownRows(this.data, this.view);
    this.grid.source = this.kept.map((at) => this.source[at]);
    this.setTotals();
    const number = NUMBERS.pieces;
    this.tools.told.textContent = this.words.shown.replace("%(shown)s", number.format(this.kept.length)).replace("%(all)s", number.format(this.data.rows.length)) + (this.data.synthetic ? ` · ${this.words.synthetic}` : "");
    this.root.dataset.shown = String(this.kept.length);
    if (this.none) this.none.hidden = this.kept.length > 0;
    const query = writeView(this.view, location.search);
    history.replaceState(null, "", query ? `?${query}${location.hash}` : location.pathname + location.hash);
    if (this.tools.xlsx) this.tools.xlsx.href = this.root.dataset.xlsx + (this.root.dataset.xlsx.includes("?") ? "&" : "?") + query;
  }

  saveCsv() {
    const name = this.root.dataset.name + (this.data.synthetic ? "-synthetic" : "");
    const blob = new Blob([csvOf(this.data, this.columns, this.kept)], { type: "text/csv" });
    Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${name}.csv` }).click();
  }
}

for (const root of document.querySelectorAll("[data-grid]:not([data-started])")) {
  root.dataset.started = "1";
  new Grid(root);
}
