// Around the grid that is written in: how saving goes, what differs from somebody else's, what could not be read.
const MOST_SHOWN = 200;

export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

export const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, key) => values[key] ?? "");

export class Panels {
  // home: where the panels stand; acts: { decide(clave, month, keepsMine), decideAll(keepsMine), forget(), dismiss() }
  constructor(home, words, names, number, acts) {
    Object.assign(this, { words, names, number, acts });
    this.status = make("p", { className: "edit-status" });
    this.status.setAttribute("role", "status");
    this.buttons = make("span", { className: "edit-acts" });
    this.conflicts = make("section", { className: "edit-panel panel-differs", hidden: true });
    this.unread = make("section", { className: "edit-panel panel-unread", hidden: true });
    this.refused = make("section", { className: "edit-panel panel-refused", hidden: true });
    for (const [panel, label] of [[this.conflicts, words.conflicts], [this.unread, words.unread], [this.refused, words.refused]]) panel.setAttribute("aria-label", filled(label, { count: "" }).replace(" ()", ""));
    home.append(make("div", { className: "edit-line" }, this.status, this.buttons), this.conflicts, this.unread, this.refused);
  }

  button(text, act, properties = {}) { return make("button", { type: "button", className: "btn btn-quiet btn-sm", textContent: text, onclick: act, ...properties }); }

  tell(queue, time) {
    const { words } = this;
    const cells = this.number(queue.waiting);
    const said = {
      saving: () => filled(words.saving, { cells }),
      offline: () => filled(words.offline, { cells }),
      stopped: () => filled(words.stopped, { cells, sentence: queue.code === "sign-in-first" ? words.signed_out : queue.sentence }),
      idle: () => (queue.waiting ? filled(words.waiting, { cells }) : queue.savedAt ? filled(words.saved, { time: time.format(queue.savedAt) }) : words.nothing),
    }[queue.state]();
    this.status.dataset.state = queue.state === "idle" && queue.waiting ? "waiting" : queue.state;
    this.status.textContent = said + (queue.isKept === false ? ` ${words.not_kept}` : "");
    const signs = queue.state === "stopped" && queue.code === "sign-in-first";
    if (signs) this.status.append(" ", make("a", { href: this.status.closest("[data-sign-in]").dataset.signIn, textContent: words.sign_in }));
  }

  head(title, ...acts) { return make("div", { className: "edit-head" }, make("h2", { className: "h6", textContent: title }), ...acts); }

  table(columns, rows) {
    const head = make("tr", {}, ...columns.map((name) => make("th", { scope: "col", textContent: name })));
    const body = rows.map((cells) => make("tr", {}, ...cells.map((one) => make("td", {}, one))));
    return make("div", { className: "scroll", tabIndex: 0 }, make("table", { className: "rows" }, make("thead", {}, head), make("tbody", {}, ...body)));
  }

  more(count) { return count > MOST_SHOWN ? [make("p", { className: "soft", textContent: filled(this.words.more, { count: this.number(count - MOST_SHOWN) }) })] : []; }

  drawConflicts(conflicts) {
    const { words, acts } = this;
    const all = [...conflicts];
    this.conflicts.hidden = all.length === 0;
    if (!all.length) return this.conflicts.replaceChildren();
    const rows = all.slice(0, MOST_SHOWN).map(([clave, month, mine, theirs]) => {
      const place = `${clave}, ${this.names(month)}`;
      const keep = this.button(words.keep_mine, () => acts.decide(clave, month, true), { ariaLabel: `${words.keep_mine}: ${place}` });
      const take = this.button(words.take_theirs, () => acts.decide(clave, month, false), { ariaLabel: `${words.take_theirs}: ${place}` });
      return [clave, this.names(month), this.number(mine), this.number(theirs), make("span", { className: "edit-acts" }, keep, take)];
    });
    const keepAll = this.button(words.keep_all, () => acts.decideAll(true));
    const takeAll = this.button(words.take_all, () => acts.decideAll(false));
    const title = filled(words.conflicts, { count: this.number(all.length) });
    this.conflicts.replaceChildren(this.head(title, keepAll, takeAll), this.table([words.clave, words.cell, words.mine, words.theirs, words.decide], rows), ...this.more(all.length));
  }

  drawUnread(cells) {
    const { words } = this;
    this.unread.hidden = cells.length === 0;
    if (!cells.length) return this.unread.replaceChildren();
    const rows = cells.slice(0, MOST_SHOWN).map(([clave, month, text]) => [clave, this.names(month), filled(words.unreadable, { value: String(text).slice(0, 40) })]);
    const title = filled(words.unread, { count: this.number(cells.length) });
    this.unread.replaceChildren(this.head(title, this.button(words.dismiss, () => this.acts.dismiss())), this.table([words.clave, words.cell, words.why], rows), ...this.more(cells.length));
  }

  // Cells that the server will not take, to be copied: one a line, as a spreadsheet pastes them.
  drawRefused(cells) {
    const { words } = this;
    this.refused.hidden = cells.length === 0;
    if (!cells.length) return this.refused.replaceChildren();
    const text = cells.map(([clave, month, value]) => `${clave}\t${this.names(month)}\t${value}`).join("\n");
    const copy = this.button(words.copy, () => navigator.clipboard?.writeText(text).then(() => { copy.textContent = words.copied; }));
    const rows = cells.slice(0, MOST_SHOWN).map(([clave, month, value, sentence]) => [clave, this.names(month), this.number(value), sentence]);
    const title = filled(words.refused, { count: this.number(cells.length) });
    this.refused.replaceChildren(this.head(title, copy, this.button(words.forget, () => this.acts.forget())), this.table([words.clave, words.cell, words.mine, words.why], rows), ...this.more(cells.length));
  }
}
