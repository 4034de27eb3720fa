// The grid in which needs are written: typing, pasting, filling down, undo; saved as one types, cell by cell.
import { Grid, NUMBERS, columnsOf } from "./grid.js";
import { History } from "./edit_history.js";
import { legalMinimum, readPieces } from "./edit_number.js";
import { Others } from "./edit_others.js";
import { Panels, filled } from "./edit_panels.js";
import { Queue } from "./edit_queue.js";

const NARROW = "(max-width: 720px)";
const MINIMUM = -1;
const EARLY_MS = 400;
const CLAVE = /^\d{3}\.\d{3}\.\d{4}\.\d{2}$/;
const TIME = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "es-MX", { timeStyle: "medium", hour12: false });
const monthOf = (key) => (key === "minimum" ? MINIMUM : Number(key.slice(1)));
const keyOf = (month) => (month === MINIMUM ? "minimum" : `m${month}`);
const isEditable = (key) => key === "minimum" || /^m\d+$/.test(key);

class EditGrid extends Grid {
  start() {
    const { data, root } = this;
    this.canWrite = root.dataset.canWrite === "1";
    this.locked = new Set(data.locked);
    this.rowOf = new Map(data.rows.map((row, at) => [row[0], at]));
    this.months = data.columns.map((column) => column.key).filter((key) => /^m\d+$/.test(key));
    this.history = new History();
    this.unread = new Map();
    this.edit = JSON.parse(document.getElementById(`${root.id}-edit-words`).textContent);
    super.start();
    for (const [at, model] of this.source.entries()) model.at = at;
    this.panels = new Panels(root.querySelector(".edit-panels"), this.edit, (month) => this.nameOf(month), (value) => NUMBERS.pieces.format(value), this.acts());
    const { name, save, organisation, token } = root.dataset;
    this.queue = new Queue({ name: `abasto-request:${name}:${root.dataset.user}`, address: save, organisation, token, told: (queue, answer) => this.told(answer) });
    this.others = new Others(this, root.dataset.changes, root.dataset.src);
    const button = (text, keys, act) => this.panels.button(text, act, { title: keys });
    if (this.canWrite) this.panels.buttons.append(button(this.edit.undo, "Ctrl+Z", () => this.undo()), button(this.edit.redo, "Ctrl+Y", () => this.redo()), button(this.edit.fill, "Ctrl+D", () => this.fillOver(true)));
    this.listen();
    this.queue.open().then(() => this.overlay());
  }

  get options() { return { readonly: !this.canWrite, applyOnClose: true }; }

  get mark() { return this.data.versions.reduce((sum, version) => sum + version + (version ? 1 : 0), 0); }

  versionOf(clave) { return this.data.versions[this.rowOf.get(clave)]; }

  place(key) { return this.data.place.get(key); }

  valueOf(at, key) { return this.data.rows[at][this.place(key)]; }

  nameOf(month) {
    const column = this.data.columns[this.place(keyOf(month))];
    return column ? `${column.name} ${column.group}`.trim() : String(month + 1);
  }

  acts() {
    return {
      decide: (clave, month, keepsMine) => { this.decide([[clave, month]], keepsMine); },
      decideAll: (keepsMine) => { this.decide([...this.queue.conflicts.keys()].map((key) => [key.slice(0, key.lastIndexOf("|")), Number(key.slice(key.lastIndexOf("|") + 1))]), keepsMine); },
      forget: () => { this.queue.refused = []; this.queue.keep(); this.panels.drawRefused([]); },
      dismiss: () => { this.unread.clear(); this.draw(); },
    };
  }

  drawnColumns() {
    this.drawn = columnsOf(this.data, this.view, this.narrow).map((column) => {
      const classes = column.cellProperties;
      if (column.prop === "state") return { ...column, cellTemplate: (h, { model }) => this.stateCell(h, model) };
      if (!isEditable(column.prop)) return column;
      const month = monthOf(column.prop);
      return {
        ...column,
        readonly: ({ model }) => !this.isOpen(model?.at),
        cellProperties: (cell) => ({ class: { ...classes(cell).class, ...this.marks(cell.model, month) } }),
      };
    });
    return this.drawn;
  }

  isOpen(at) { return this.canWrite && at !== undefined && !this.locked.has(at) && this.queue?.state !== "stopped"; }

  stateCell(h, model) {
    if (!this.locked.has(model.at)) return model.state ?? "";
    return h("span", { class: "locked" }, [h("svg", { class: "icon", width: "14", height: "14", "aria-hidden": "true" }, h("use", { href: `${this.root.dataset.icons}#lock` })), ` ${model.state}`]);
  }

  marks(model, month) {
    if (!this.queue || model.at === undefined) return {};
    const { clave } = model;
    return {
      closed: this.locked.has(model.at), waits: this.queue.isPending(clave, month),
      differs: this.queue.isConflict(clave, month), unread: this.unread.has(`${clave}|${month}`),
      low: month === MINIMUM && model.minimum < model.legal,
    };
  }

  listen() {
    const { grid } = this;
    this.starts = -Infinity;
    grid.addEventListener("beforeeditstart", () => { this.starts = performance.now(); });
    grid.addEventListener("beforeedit", (event) => {
      event.preventDefault();
      this.starts = -Infinity;
      const { rowIndex, prop, val, type } = event.detail;
      if (type === "rgRow") this.typed([[this.kept[rowIndex], prop, val]], false);
    });
    grid.addEventListener("beforerangeedit", (event) => {
      event.preventDefault();
      const cells = [];
      for (const [row, values] of Object.entries(event.detail.data)) for (const [key, value] of Object.entries(values)) cells.push([this.kept[row], key, value]);
      this.typed(cells, true);
    });
    grid.addEventListener("beforepaste", (event) => { Object.assign(event.detail, { isHTML: false, raw: event.detail.dataText }); });
    grid.addEventListener("beforepasteapply", (event) => { if (this.pasteByClave(event.detail.parsed)) { event.preventDefault(); event.detail.event.preventDefault(); } });
    grid.addEventListener("afterfocus", (event) => { this.focused = event.detail?.column?.prop; });
    grid.addEventListener("beforefocuslost", () => { this.focused = ""; });
    grid.addEventListener("pointerdown", () => { this.isTabbed = false; });
    grid.addEventListener("focusin", () => { if (this.isTabbed && !this.focused && this.kept.length) { this.focused = this.months[0]; grid.setCellsFocus({ x: this.drawn.filter((one) => !one.pin).findIndex((one) => one.prop === this.months[0]), y: 0 }); } });
    document.addEventListener("keydown", (event) => this.key(event), true);
    document.querySelector("[data-fill]")?.addEventListener("submit", (event) => this.beforeFill(event));
  }

  key(event) {
    this.isTabbed = event.key === "Tab";
    if (this.comesEarly(event)) return;
    if (!this.focused || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (event.target !== document.body && !this.sheet.contains(event.target)) return;
    if (event.key === "Escape") { this.focused = ""; this.grid.clearFocus(); this.panels.buttons.querySelector("button")?.focus(); return; }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const act = { z: () => (event.shiftKey ? this.redo() : this.undo()), y: () => this.redo(), d: () => this.fillOver(true), r: () => this.fillOver(false) }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // Enter typed faster than the cell's editor was drawn waits for it; else what was typed would stay unwritten.
  comesEarly(event) {
    if (!event.isTrusted || !["Enter", "Tab"].includes(event.key) || performance.now() - this.starts > EARLY_MS) return false;
    if (this.grid.querySelector("revogr-edit input:focus")) return false;
    event.preventDefault();
    event.stopPropagation();
    const { key, code } = event;
    setTimeout(() => this.grid.querySelector("revogr-edit input")?.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true })), EARLY_MS / 4);
    return true;
  }

  // cells: [row, column, text]; what cannot be read is told by cell, and the rest is written.
  typed(cells, isMany) {
    const good = [];
    for (const [at, key, text] of cells) {
      if (at === undefined || !isEditable(key) || !this.isOpen(at)) continue;
      const number = readPieces(text);
      const mark = `${this.data.rows[at][0]}|${monthOf(key)}`;
      if (number === null) this.unread.set(mark, text); else { this.unread.delete(mark); good.push([at, key, number]); }
    }
    this.write(good, isMany);
  }

  // Where the first column of what is pasted holds claves, each row goes to its code, and the rest from the chosen column on.
  pasteByClave(rows) {
    if (!rows.length || !rows.every(([first]) => CLAVE.test(String(first).trim()))) return false;
    const columns = this.drawn.filter((column) => !column.pin).map((column) => column.prop);
    const start = Math.max(0, columns.indexOf(isEditable(this.focused ?? "") ? this.focused : this.months[0]));
    this.typed(rows.flatMap(([clave, ...values]) => values.map((value, at) => [this.rowOf.get(clave.trim()), columns[start + at] ?? "", value])), true);
    return true;
  }

  write(cells, isMany, isStep = true) {
    const step = [];
    for (const [at, key, value] of cells) {
      const before = this.valueOf(at, key);
      const month = monthOf(key);
      if (before === value && !this.queue.isConflict(this.data.rows[at][0], month)) continue;
      this.queue.put(this.data.rows[at][0], month, before, value);
      step.push([at, key, before, value]);
      this.set(at, key, value);
    }
    if (step.length && isStep) this.history.add(step);
    this.draw();
    if (step.length) this.queue.later(isMany);
  }

  set(at, key, value) {
    const row = this.data.rows[at];
    const model = this.source[at];
    const put = (column, figure) => { row[this.place(column)] = figure; model[column] = figure; };
    const change = value - row[this.place(key)];
    put(key, value);
    if (key === "minimum") return;
    const follows = row[this.place("minimum")] === row[this.place("legal")] && !this.queue.has(row[0], MINIMUM);
    put("total", row[this.place("total")] + change);
    put("legal", legalMinimum(row[this.place("total")], this.data.percent));
    if (follows) put("minimum", row[this.place("legal")]);
  }

  undo() { this.step(this.history.back((at, key, value) => this.valueOf(at, key) === value)); }

  redo() { this.step(this.history.again((at, key, value) => this.valueOf(at, key) === value)); }

  step(taken) {
    if (!taken) return;
    this.write(taken.cells.filter(([at]) => this.isOpen(at)), true, false);
    if (taken.left) this.panels.status.textContent = filled(this.edit.left, { cells: NUMBERS.pieces.format(taken.left) });
  }

  // The first row (or column) of what is chosen over the rest of it; of a single cell, the one before it.
  async fillOver(isDown) {
    const focus = await this.grid.getFocused();
    const range = await this.grid.getSelectedRange() ?? (focus && { x: focus.cell.x, x1: focus.cell.x, y: focus.cell.y, y1: focus.cell.y, colType: focus.colType });
    if (!range || range.colType !== "rgCol") return;
    const columns = this.drawn.filter((column) => !column.pin).map((column) => column.prop);
    const cells = [];
    const [from, to] = isDown ? [range.y, range.y1] : [range.x, range.x1];
    const first = from === to ? from - 1 : from;
    if (first < 0) return;
    for (let y = isDown ? first + 1 : range.y; y <= range.y1; y += 1) {
      for (let x = isDown ? range.x : first + 1; x <= range.x1; x += 1) {
        const source = isDown ? [this.kept[first], columns[x]] : [this.kept[y], columns[first]];
        if (isEditable(columns[x]) && isEditable(source[1])) cells.push([this.kept[y], columns[x], this.valueOf(...source)]);
      }
    }
    this.typed(cells, true);
  }

  decide(places, keepsMine) {
    for (const [clave, month] of places) {
      const at = this.rowOf.get(clave);
      const value = this.queue.decide(clave, month, keepsMine);
      if (at !== undefined) this.set(at, keyOf(month), value);
    }
    this.draw();
    this.queue.later(true);
  }

  // What waits in this browser, over what the server told.
  overlay() {
    for (const [clave, month, value] of this.queue.shown()) {
      const at = this.rowOf.get(clave);
      if (at !== undefined) this.set(at, keyOf(month), value);
    }
    this.draw();
    this.queue.tell();
    if (this.queue.waiting) this.queue.send();
    this.root.dataset.opened = "1";
  }

  draw() {
    if (!this.waitsToDraw) requestAnimationFrame(() => {
      this.waitsToDraw = false;
      this.grid.refresh("rgRow");
      this.setTotals();
      this.tellAll();
      this.panels.drawUnread([...this.unread].map(([mark, text]) => [mark.slice(0, mark.lastIndexOf("|")), Number(mark.slice(mark.lastIndexOf("|") + 1)), text]));
    });
    this.waitsToDraw = true;
  }

  // The sentence at the top of the page, of all codes whatever the filter shows.
  tellAll() {
    const sums = { codes: 0, all: this.data.rows.length, pieces: 0, minimum: 0 };
    const [total, minimum] = [this.place("total"), this.place("minimum")];
    for (const row of this.data.rows) if (row[total]) { sums.codes += 1; sums.pieces += row[total]; sums.minimum += row[minimum]; }
    const said = Object.fromEntries(Object.entries(sums).map(([key, value]) => [key, NUMBERS.pieces.format(value)]));
    document.querySelector(".page-head .sentence").textContent = `${this.root.dataset.asker}: ${filled(this.edit.sentence, said)}`;
  }

  told(answer) {
    const { queue } = this;
    if (answer?.lines) this.saved(answer);
    else if (queue.undone) { this.others.bring([...new Set(queue.undone.map(([clave]) => clave))]); queue.undone = null; }
    this.panels.tell(queue, TIME);
    this.panels.drawConflicts([...queue.conflicts].map(([key, [mine, theirs]]) => [key.slice(0, key.lastIndexOf("|")), Number(key.slice(key.lastIndexOf("|") + 1)), mine, theirs]));
    const held = queue.state === "stopped" && queue.code !== "sign-in-first" ? queue.shown().map((cell) => [...cell, queue.sentence]) : [];
    this.panels.drawRefused([...queue.refused, ...held]);
    this.root.dataset.saving = queue.state === "idle" && !queue.waiting ? "" : queue.state;
    if (answer) this.draw();
  }

  saved(answer) {
    for (const [clave, version, , minimum] of answer.lines) {
      const at = this.rowOf.get(clave);
      if (!this.queue.has(clave, MINIMUM) && !this.months.some((key) => this.queue.has(clave, monthOf(key)))) this.set(at, "minimum", minimum);
      if (version <= (this.data.versions[at] || 1) + 1) this.data.versions[at] = version;
    }
    const refused = Object.keys(answer.refused);
    if (refused.length) this.others.bring(refused);
    else if (answer.mark !== this.mark) this.others.look();
  }

  // Rows as the server has them now: cells that wait or differ here stay as they are shown.
  merge(told) {
    const place = new Map(told.columns.map((column, at) => [column.key, at]));
    const locked = new Set(told.locked);
    for (const [from, row] of told.rows.entries()) {
      const at = this.rowOf.get(row[0]);
      if (at === undefined) continue;
      for (const key of this.months) if (!this.queue.has(row[0], monthOf(key))) this.set(at, key, row[place.get(key)]);
      if (!this.queue.has(row[0], MINIMUM)) this.set(at, "minimum", row[place.get("minimum")]);
      this.data.rows[at][this.place("state")] = row[place.get("state")];
      this.source[at].state = row[place.get("state")];
      this.data.versions[at] = told.versions[from];
      if (locked.has(from)) this.locked.add(at); else this.locked.delete(at);
    }
    this.draw();
    this.panels.status.textContent = filled(this.edit.others, { codes: NUMBERS.pieces.format(told.rows.length), time: TIME.format(new Date()) });
  }

  async beforeFill(event) {
    const form = event.target;
    form.elements.view.value = location.search;
    if (!this.queue.waiting) return;
    event.preventDefault();
    await this.queue.send();
    if (!this.queue.waiting) form.submit();
  }
}

for (const root of document.querySelectorAll("[data-grid-edit]")) if (!matchMedia(NARROW).matches) new EditGrid(root);
