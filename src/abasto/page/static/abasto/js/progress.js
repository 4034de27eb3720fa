// Watches a work in progress: its news are put in place anew, and the page is read again when its state changes.

const EVERY = 1000;

async function look() {
  const live = document.querySelector("[data-news]");
  const answer = await fetch(window.location.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector("[data-news]");
  if (!now || now.dataset.state !== live.dataset.state) {
    window.location.reload();
    return;
  }
  live.replaceChildren(...now.childNodes);
  window.setTimeout(look, EVERY);
}

window.setTimeout(look, EVERY);
