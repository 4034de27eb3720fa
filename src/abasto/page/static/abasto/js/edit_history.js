// Undo and redo: each step is the cells that changed, with the value before and after.
const MOST_STEPS = 200;

export class History {
  constructor() { this.done = []; this.undone = []; }

  // cells: [[row, column, before, after]]
  add(cells) {
    this.done.push(cells);
    if (this.done.length > MOST_STEPS) this.done.shift();
    this.undone = [];
  }

  // The cells of the step to take back as [row, column, value], where they still hold what the step wrote.
  back(holds) { return this.turn(this.done, this.undone, holds, 3, 2); }

  again(holds) { return this.turn(this.undone, this.done, holds, 2, 3); }

  turn(from, to, holds, left, wanted) {
    const step = from.pop();
    if (!step) return null;
    to.push(step);
    const kept = step.filter((cell) => holds(cell[0], cell[1], cell[left]));
    return { cells: kept.map((cell) => [cell[0], cell[1], cell[wanted]]), left: step.length - kept.length };
  }
}
