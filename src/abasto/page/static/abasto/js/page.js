// Small comforts on every page; nothing here is needed to read it.

const PLACES = "details.why, details.menu";

function place(details) {
  const box = details.querySelector(".why-box");
  if (!box) return;
  const mark = details.querySelector("summary").getBoundingClientRect();
  box.style.position = "fixed";
  box.style.right = "auto";
  const width = box.offsetWidth;
  const left = Math.min(Math.max(8, mark.right - width), window.innerWidth - width - 8);
  const below = mark.bottom + 4;
  const fits = below + box.offsetHeight < window.innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${fits ? below : Math.max(8, mark.top - box.offsetHeight - 4)}px`;
  box.style.marginTop = "0";
}

function closeOthers(but) {
  for (const open of document.querySelectorAll("details.why[open], details.menu[open]")) {
    if (open !== but && !open.contains(but)) open.open = false;
  }
}

document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(PLACES) || !event.target.open) return;
  closeOthers(event.target);
  place(event.target);
}, true);
document.addEventListener("click", (event) => closeOthers(event.target.closest?.(PLACES)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details[open]");
  closeOthers(null);
  open?.querySelector("summary")?.focus();
});
window.addEventListener("scroll", (event) => { if (!event.target.closest?.(".why-box")) for (const why of document.querySelectorAll("details.why[open]")) place(why); }, true);

for (const button of document.querySelectorAll("[data-close]")) {
  button.hidden = false;
  button.addEventListener("click", () => button.closest(".toast-undo").remove());
}
document.querySelector("[data-focus]")?.focus();
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest?.("input, select, textarea, [contenteditable], revo-grid")) return;
  event.preventDefault();
  document.querySelector(".search input[name=q]")?.focus();
});
