// What somebody else changed meanwhile: asked for cheaply by a mark, then only the rows that differ.
const EVERY_MS = 20_000;
const MOST_ROWS = 300;

export class Others {
  // grid: the EditGrid; mark: its own sum of versions, the server's being the same where nobody else wrote.
  constructor(grid, changes, rows) {
    Object.assign(this, { grid, changes, rows, asks: false });
    setInterval(() => { if (!document.hidden && grid.queue.state === "idle") this.look(); }, EVERY_MS);
  }

  async look() {
    if (this.asks) return;
    this.asks = true;
    try {
      const told = await this.ask(this.changes, { mark: this.grid.mark });
      if (told.versions) await this.bring(Object.keys(told.versions).filter((clave) => this.grid.versionOf(clave) !== told.versions[clave]));
    } catch { /* The next look, or the next saving, tells whether there is a connection. */ } finally {
      this.asks = false;
    }
  }

  async bring(claves) {
    if (!claves.length) return;
    const told = await this.ask(this.rows, claves.length > MOST_ROWS ? {} : { rows: claves.join(",") });
    this.grid.merge(told);
  }

  async ask(address, query) {
    const answer = await fetch(`${address}&${new URLSearchParams(query)}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }
}
