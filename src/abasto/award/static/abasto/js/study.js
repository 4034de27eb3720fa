// Watches a scenario that is being answered: figures and the closing gap; the page is read anew when a question is answered.

const live = document.querySelector("[data-news]");
const EVERY = 1000;

function draw(gaps) {
  const line = live.querySelector("polyline");
  const known = gaps.filter((gap) => gap > 0).map((gap) => Math.log10(gap));
  if (known.length < 2) return;
  const most = Math.max(...known);
  const span = Math.max(most - Math.min(...known), 0.1);
  const points = known.map((gap, at) => `${(600 * at) / (known.length - 1)},${5 + (110 * (most - gap)) / span}`);
  line.setAttribute("points", points.join(" "));
}

async function look(before) {
  const answer = await fetch(live.dataset.news, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) return;
  const news = await answer.json();
  live.querySelector(".told").textContent = news.told;
  draw(news.gaps);
  if (news.state !== live.dataset.state || news.done !== before) {
    window.location.reload();
    return;
  }
  window.setTimeout(look, EVERY, before);
}

if (live) {
  look(Number(live.dataset.done));
}
