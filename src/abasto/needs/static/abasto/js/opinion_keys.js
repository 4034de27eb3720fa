// Keys of the reviewer's queue: j and k move, x ticks, f, w and u choose the opinion, n goes to the words.

const form = document.querySelector("[data-opinions]");
const boxes = form ? [...form.querySelectorAll("input[name=pick]")] : [];
const VERDICTS = { f: "favourable", w: "with-changes", u: "unfavourable" };

function move(step) {
  const at = boxes.indexOf(document.activeElement);
  boxes[Math.min(Math.max(at + step, 0), boxes.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input:not([type=checkbox]), select, textarea")) return;
  const verdict = form.querySelector("[name=opinion]");
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x" && boxes.includes(document.activeElement)) document.activeElement.click();
  else if (event.key in VERDICTS && verdict) verdict.value = VERDICTS[event.key];
  else if (event.key === "n") form.querySelector("[name=said]")?.focus();
  else return;
  event.preventDefault();
});
