// The tools above a grid: search, filters, columns, exports, the link to the view.
import { OPERATORS, isNumeric } from "./grid_view.js";

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const labelled = (element, label) => { element.setAttribute("aria-label", label); return element; };

function later(act, wait = 120) {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(act, wait); };
}

export function buildTools(grid) {
  const { words, view } = grid;
  const again = later(() => grid.show());
  const search = labelled(make("input", { type: "search", className: "form-control form-control-sm", value: view.q, placeholder: words.search }), words.search);
  search.addEventListener("input", () => { view.q = search.value; again(); });
  const button = (text, act) => make("button", { type: "button", className: "btn btn-quiet btn-sm", textContent: text, onclick: act });
  const conditions = make("div", { className: "grid-conditions" });
  const told = make("span", { className: "told" });
  told.setAttribute("role", "status");
  const copy = button(words.link, () => navigator.clipboard?.writeText(location.href).then(() => { copy.textContent = words.copied; }));
  const clear = button(words.clear, () => {
    Object.assign(view, { q: "", conditions: [], sort: "", hidden: new Set() });
    search.value = "";
    for (const box of columns.querySelectorAll("input")) box.checked = true;
    drawConditions(grid);
    grid.setColumns();
    grid.show();
  });
  const columns = columnChooser(grid);
  const add = button(words.add, () => {
    const first = grid.columns.find((column) => isNumeric(column)) ?? grid.columns[0];
    view.conditions.push({ key: first.key, operator: isNumeric(first) ? "atleast" : "contains", value: "" });
    drawConditions(grid);
    conditions.lastElementChild.querySelector("input").focus();
  });
  const xlsx = grid.root.dataset.xlsx ? make("a", { className: "btn btn-quiet btn-sm", textContent: words.xlsx, href: grid.root.dataset.xlsx }) : null;
  const csv = button(words.csv, () => grid.saveCsv());
  const bar = make("div", { className: "grid-tools" }, search, add, columns, clear, csv, ...(xlsx ? [xlsx] : []), copy, told);
  return { bar, conditions, told, xlsx };
}

export function drawConditions(grid) {
  grid.tools.conditions.replaceChildren(...grid.view.conditions.map((one) => condition(grid, one)));
}

function condition(grid, one) {
  const { words } = grid;
  const again = later(() => grid.show());
  const pick = (label, key, choices) => {
    const select = labelled(make("select", {}, ...choices.map(([value, text]) => make("option", { value, textContent: text, selected: value === one[key] }))), label);
    select.addEventListener("change", () => { one[key] = select.value; grid.show(); });
    return select;
  };
  const value = labelled(make("input", { type: "text", value: one.value }), words.value);
  value.addEventListener("input", () => { one.value = value.value; again(); });
  const remove = labelled(make("button", { type: "button", textContent: "×" }), words.remove);
  remove.addEventListener("click", () => {
    grid.view.conditions = grid.view.conditions.filter((other) => other !== one);
    drawConditions(grid);
    grid.show();
  });
  const columns = pick(words.column, "key", grid.data.columns.map((column) => [column.key, `${column.group} ${column.name}`.trim()]));
  return make("div", { className: "condition" }, columns, pick(words.operator, "operator", OPERATORS.map((key) => [key, words[key]])), value, remove);
}

function columnChooser(grid) {
  const { words, view } = grid;
  const boxes = grid.data.columns.slice(1).map((column) => {
    const box = make("input", { type: "checkbox", checked: !view.hidden.has(column.key) });
    box.addEventListener("change", () => {
      if (box.checked) view.hidden.delete(column.key); else view.hidden.add(column.key);
      grid.setColumns();
      grid.show();
    });
    return make("label", {}, box, `${column.group} ${column.name}`.trim());
  });
  const box = make("div", { className: "menu-box grid-columns" }, ...boxes);
  return make("details", { className: "menu menu-left" }, make("summary", { className: "btn btn-quiet btn-sm", textContent: words.columns }), box);
}
