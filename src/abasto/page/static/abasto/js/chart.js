// Draws every picture of the page from its JSON block, in the tokens' colours.
import { options } from "./chart_options.js";

const ECHARTS = new URL("../vendor/echarts/echarts.min.js", import.meta.url).href;
const TOPOJSON = new URL("../vendor/topojson/topojson-client.min.js", import.meta.url).href;
const waiting = new Map();

function bring(address) {
  if (!waiting.has(address)) {
    waiting.set(address, new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
      document.head.append(script);
    }));
  }
  return waiting.get(address);
}

async function registerMap(address) {
  await bring(TOPOJSON);
  const topology = await (await fetch(address)).json();
  const states = window.topojson.feature(topology, Object.values(topology.objects)[0]);
  for (const state of states.features) state.properties = { ...state.properties, name: String(state.id) };
  window.echarts.registerMap("mx", states);
}

function csvOf(data) {
  const quoted = (cell) => {
    const text = String(cell ?? "");
    const safe = typeof cell === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const extra = data.synthetic ? ["synthetic"] : [];
  const rows = [[...data.header, ...(data.synthetic ? ["data"] : [])], ...data.rows.map((row) => [...row, ...extra])];
  return `\ufeff${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function save(name, address) {
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
}

async function draw(canvas) {
  const data = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
  const figure = canvas.closest("figure");
  const name = figure.dataset.picture + (data.synthetic ? "-synthetic" : "");
  const csv = figure.querySelector("[data-save=csv]");
  csv.hidden = false;
  csv.addEventListener("click", () => save(`${name}.csv`, URL.createObjectURL(new Blob([csvOf(data)], { type: "text/csv" }))));
  await bring(ECHARTS);
  if (data.shape === "map") await registerMap(canvas.dataset.map);
  const chart = window.echarts.init(canvas);
  chart.setOption(options(data, canvas.offsetWidth));
  new ResizeObserver(() => chart.resize()).observe(canvas);
  canvas.dataset.drawn = "1";
  const png = figure.querySelector("[data-save=png]");
  png.hidden = false;
  png.addEventListener("click", () => save(`${name}.png`, picture(chart, data)));
}

// The picture that leaves the page carries its finding, its source and the mark of its data.
function picture(chart, data) {
  const said = data.synthetic ? `${data.source} · synthetic` : data.source;
  const text = (value, place, weight) => ({ text: value, left: 8, ...place, textStyle: { fontSize: 13, fontWeight: weight } });
  const before = chart.getOption();
  chart.setOption({ title: [text(data.title, { top: 0 }, 600), text(said, { bottom: 0 }, 400)], grid: { top: data.header.length > 2 ? 72 : 48, bottom: 60 }, legend: { top: 24 } });
  const address = chart.getDataURL({ pixelRatio: 2, backgroundColor: "#ffffff" });
  chart.setOption({ ...before, title: [] }, true);
  return address;
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    draw(entry.target);
  }
}, { rootMargin: "300px" });
window.addEventListener("beforeprint", () => {
  for (const canvas of document.querySelectorAll("[data-chart]:not([data-drawn])")) { seen.unobserve(canvas); draw(canvas); }
});
for (const canvas of document.querySelectorAll("[data-chart]:not([data-seen])")) {
  canvas.dataset.seen = "1";
  seen.observe(canvas);
}
