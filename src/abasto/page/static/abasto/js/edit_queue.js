// Cells on their way to the server. What is typed is kept in this browser until the server has said that it holds it, so
// neither a lost connection nor a closed page loses any; a batch is sent as it was until it is answered, as its answer
// may be what was lost, and sending it twice changes nothing twice.
const MOST_CELLS = 10_000;
const WAITS = [1000, 2000, 5000, 10_000, 20_000];
const TYPED_MS = 350;
const FINAL = new Set(["deadline-passed", "phase-over", "institution-left", "not-allowed", "round-not-announced", "sign-in-first"]);
const keyOf = (clave, month) => `${clave}|${month}`;
const command = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("");

export class Queue {
  constructor({ name, address, organisation, token, told }) {
    Object.assign(this, { name, address, organisation, token, told });
    this.batches = [];
    this.pending = new Map();
    this.conflicts = new Map();
    this.refused = [];
    this.state = "idle";
    this.sentence = "";
    this.failures = 0;
    this.timer = 0;
    addEventListener("online", () => this.send());
    addEventListener("pagehide", () => this.keep());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.send(); });
  }

  // Takes this page's place in the store, and what pages now closed have left there.
  async open() {
    this.place = `${this.name}:${sessionStorage.getItem(this.name) ?? command()}`;
    if (navigator.locks) {
      if (!await this.hold(this.place)) { this.place = `${this.name}:${command()}`; await this.hold(this.place); }
    }
    sessionStorage.setItem(this.name, this.place.slice(this.name.length + 1));
    for (const place of Object.keys(localStorage).filter((key) => key.startsWith(`${this.name}:`))) {
      if (place === this.place || !navigator.locks || await this.hold(place)) this.adopt(place);
    }
    this.keep();
  }

  hold(place) {
    return new Promise((done) => {
      navigator.locks.request(place, { ifAvailable: true }, (lock) => { done(Boolean(lock)); return lock ? new Promise(() => {}) : null; });
    });
  }

  adopt(place) {
    const left = JSON.parse(localStorage.getItem(place) ?? "{}");
    this.batches.push(...left.batches ?? []);
    if (left.pending?.length) this.batches.push({ command: command(), cells: left.pending.map(([key, before, after]) => [...split(key), before, after]) });
    for (const [key, ...both] of left.conflicts ?? []) this.conflicts.set(key, both);
    this.refused.push(...left.refused ?? []);
    if (place !== this.place) localStorage.removeItem(place);
  }

  keep() {
    const told = { batches: this.batches, pending: [...this.pending].map(([key, both]) => [key, ...both]), conflicts: [...this.conflicts].map(([key, both]) => [key, ...both]), refused: this.refused };
    try {
      if (this.isEmpty && !this.refused.length) localStorage.removeItem(this.place);
      else localStorage.setItem(this.place, JSON.stringify(told));
      this.isKept = true;
    } catch { this.isKept = false; }
  }

  get isEmpty() { return !this.batches.length && !this.pending.size && !this.conflicts.size; }

  get waiting() { return this.pending.size + this.batches.reduce((sum, batch) => sum + batch.cells.length, 0); }

  has(clave, month) { const key = keyOf(clave, month); return this.pending.has(key) || this.conflicts.has(key) || this.sent(clave, month) !== null; }

  isPending(clave, month) { return this.pending.has(keyOf(clave, month)); }

  isConflict(clave, month) { return this.conflicts.has(keyOf(clave, month)); }

  // The value that a batch not yet answered gives the cell, null where none does.
  sent(clave, month) {
    for (let at = this.batches.length - 1; at >= 0; at -= 1) {
      const found = indexOf(this.batches[at]).get(keyOf(clave, month));
      if (found !== undefined) return found;
    }
    return null;
  }

  // Every cell that shows another value than the server's: [clave, month, value].
  shown() {
    const values = new Map();
    for (const batch of this.batches) for (const [clave, month, , after] of batch.cells) values.set(keyOf(clave, month), after);
    for (const [key, [, after]] of this.pending) values.set(key, after);
    for (const [key, [mine]] of this.conflicts) values.set(key, mine);
    return [...values].map(([key, value]) => [...split(key), value]);
  }

  // current: what the cell shows now, which is the server's value where nothing of it waits.
  put(clave, month, current, value) {
    const key = keyOf(clave, month);
    const before = this.conflicts.get(key)?.[1] ?? this.pending.get(key)?.[0] ?? this.sent(clave, month) ?? current;
    this.conflicts.delete(key);
    if (before === value) this.pending.delete(key); else this.pending.set(key, [before, value]);
  }

  // Save what was put: soon after a keystroke, at once after a paste.
  later(isMany) {
    this.keep();
    this.tell();
    clearTimeout(this.timer);
    if (this.state === "stopped") return;
    this.timer = setTimeout(() => this.send(), isMany ? 0 : TYPED_MS);
  }

  async send() {
    if (this.state === "saving" || this.state === "stopped") return;
    clearTimeout(this.timer);
    if (!this.batches.length) this.freeze();
    if (!this.batches.length) return;
    this.state = "saving";
    this.tell();
    let answer = null;
    try {
      answer = await this.post(this.batches[0]);
    } catch {
      return this.retry();
    }
    this.failures = 0;
    this.state = "idle";
    if (answer.code) this.refuse(answer); else this.take(answer);
    this.keep();
    this.tell(answer);
    if (this.waiting && this.state !== "stopped") this.timer = setTimeout(() => this.send(), 0);
  }

  freeze() {
    const cells = [];
    for (const [key, both] of this.pending) {
      cells.push([...split(key), ...both]);
      this.pending.delete(key);
      if (cells.length === MOST_CELLS) break;
    }
    if (cells.length) this.batches.push({ command: command(), cells });
    this.keep();
  }

  async post({ command: id, cells }) {
    const body = JSON.stringify({ organisation: this.organisation, command: id, cells });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token, Accept: "application/json" };
    const answer = await fetch(this.address, { method: "POST", body, headers, credentials: "same-origin" });
    const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (answer.ok && isJson) return answer.json();
    if (answer.status === 422 && isJson) return answer.json();
    if (answer.status === 403 || answer.status === 401) return isJson ? answer.json() : { code: "sign-in-first", sentence: "" };
    throw new Error(String(answer.status));
  }

  retry() {
    this.state = "offline";
    this.tell();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (this.state === "offline") { this.state = "idle"; this.send(); } }, WAITS[Math.min(this.failures, WAITS.length - 1)]);
    this.failures += 1;
  }

  // What was refused for good stays here to be copied; what was refused by the day stays in the queue.
  refuse({ code, sentence }) {
    this.sentence = sentence;
    if (FINAL.has(code)) { this.state = "stopped"; this.code = code; return; }
    const batch = this.batches.shift();
    for (const [clave, month, , after] of batch.cells) this.refused.push([clave, month, after, sentence]);
    this.undone = batch.cells;
  }

  take(answer) {
    const batch = this.batches.shift();
    for (const [clave, month, , mine, theirs] of answer.conflicts) {
      const key = keyOf(clave, month);
      const since = this.pending.get(key)?.[1];
      this.pending.delete(key);
      if ((since ?? mine) !== theirs) this.conflicts.set(key, [since ?? mine, theirs]);
    }
    for (const [clave, month, , after] of batch.cells) {
      if (!(clave in answer.refused)) continue;
      this.refused.push([clave, month, after, answer.refused[clave]]);
      this.pending.delete(keyOf(clave, month));
    }
    this.savedAt = new Date();
  }

  // Both values were seen: mine goes on its way over theirs, or theirs stays.
  decide(clave, month, keepsMine) {
    const key = keyOf(clave, month);
    const [mine, theirs] = this.conflicts.get(key);
    this.conflicts.delete(key);
    if (keepsMine) this.pending.set(key, [theirs, mine]);
    return keepsMine ? mine : theirs;
  }

  tell(answer = null) { this.told(this, answer); }
}

function split(key) { const at = key.lastIndexOf("|"); return [key.slice(0, at), Number(key.slice(at + 1))]; }

const indices = new WeakMap();

function indexOf(batch) {
  if (!indices.has(batch)) indices.set(batch, new Map(batch.cells.map(([clave, month, , after]) => [keyOf(clave, month), after])));
  return indices.get(batch);
}
