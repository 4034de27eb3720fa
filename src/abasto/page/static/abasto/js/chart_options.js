// From a chart's data to what ECharts draws.

const style = getComputedStyle(document.documentElement);
const token = (name) => style.getPropertyValue(`--${name}`).trim();
const SERIES = [1, 2, 3, 4, 5, 6].map((number) => token(`series-${number}`));
const LANGUAGE = document.documentElement.lang === "en" ? "en-US" : "es-MX";
const exact = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat(LANGUAGE, { style: "percent", maximumFractionDigits: 1 });

export const written = (kind) => (value) => value === null || value === undefined ? "–" : typeof value !== "number" ? value : kind === "share" ? percent.format(value) : exact.format(value);

function short(kind) {
  if (kind === "share") return (value) => percent.format(value);
  return (value) => {
    const size = Math.abs(value);
    if (LANGUAGE === "en-US" && size >= 1e9) return `${exact.format(value / 1e9)} bn`;
    if (size >= 1e6) return `${exact.format(value / 1e6)} ${LANGUAGE === "en-US" ? "m" : "M"}`;
    return exact.format(value);
  };
}

const words = (size = 12) => ({ color: token("ink"), fontFamily: token("letters"), fontSize: size });
const axisName = { nameTextStyle: { color: token("ink-soft"), fontSize: 12 } };
const category = (name, rows, extra = {}) => ({ type: "category", name, nameLocation: "middle", nameGap: 34, data: rows, axisLine: { lineStyle: { color: token("rule-strong") } }, axisTick: { show: false }, axisLabel: words(), ...axisName, ...extra });
const value = (name, kind, extra = {}) => ({ type: "value", name, nameLocation: "end", axisLabel: { ...words(), formatter: short(kind) }, splitLine: { lineStyle: { color: token("rule") } }, ...axisName, ...extra });

const base = (data) => ({
  color: SERIES,
  textStyle: words(),
  animation: false,
  aria: { enabled: true, decal: { show: false } },
  grid: { left: 8, right: 24, top: 40, bottom: 44, containLabel: true },
  tooltip: { trigger: "axis", confine: true, valueFormatter: written(data.kind), textStyle: words(13) },
});

const legend = (data) => (data.header.length > 2 ? { legend: { top: 0, left: 0, textStyle: words(), itemWidth: 16 }, grid: { left: 8, right: 24, top: 64, bottom: 44, containLabel: true } } : {});
const marks = (data, axis) => data.marks.length ? { symbol: "none", lineStyle: { color: token("red"), type: "dashed", width: 2 }, label: { formatter: "{b}", color: token("red"), position: axis === "xAxis" ? "end" : "insideEndTop" }, data: data.marks.map((mark) => ({ name: mark.label, [axis]: mark.value })) } : undefined;
const clipped = (width) => ({ interval: 0, hideOverlap: false, width: Math.min(180, width * 0.36), overflow: "truncate" });

function bars(data, width) {
  const names = data.rows.map((row) => row[0]);
  const series = data.header.slice(1).map((name, at) => ({
    name, type: "bar", stack: data.stacked ? "all" : undefined, barMaxWidth: 28, data: data.rows.map((row) => row[at + 1]),
    label: data.header.length === 2 ? { show: true, position: data.horizontal ? "right" : "top", formatter: (bar) => short(data.kind)(bar.value), color: token("ink") } : undefined,
  }));
  const across = category(data.horizontal ? "" : data.header[0], names, data.horizontal ? { inverse: true, axisLabel: { ...words(), ...clipped(width) } } : { axisLabel: { ...words(), hideOverlap: true } });
  const along = value(data.value, data.kind, data.horizontal ? { nameLocation: "middle", nameGap: 30, splitNumber: 4, axisLabel: { ...words(), formatter: short(data.kind), hideOverlap: true } } : { nameTextStyle: { align: "left", color: token("ink-soft") } });
  const room = data.horizontal ? { grid: { left: 8, right: 56, top: data.header.length > 2 ? 40 : 8, bottom: 36, containLabel: true } } : {};
  return { ...base(data), ...legend(data), ...room, xAxis: data.horizontal ? along : across, yAxis: data.horizontal ? across : along, series };
}

function lines(data) {
  const series = data.header.slice(1).map((name, at) => ({ name, type: "line", symbol: ["circle", "rect", "triangle", "diamond", "pin", "arrow"][at], symbolSize: 6, lineStyle: { width: 2.5 }, data: data.rows.map((row) => row[at + 1]), markLine: at === 0 ? marks(data, "yAxis") : undefined }));
  return { ...base(data), ...legend(data), xAxis: category(data.header[0], data.rows.map((row) => row[0]), { boundaryGap: false, axisLabel: { ...words(), hideOverlap: true, alignMinLabel: "left", alignMaxLabel: "right" } }), yAxis: value(data.value, data.kind, { nameTextStyle: { align: "left", color: token("ink-soft") } }), series };
}

function scatter(data) {
  const said = (point) => `${escaped(point.data[2])}<br>${escaped(data.header[1])}: ${exact.format(point.data[0])}<br>${escaped(data.header[2])}: ${written(data.kind)(point.data[1])}`;
  return {
    ...base(data), tooltip: { trigger: "item", confine: true, formatter: said, textStyle: words(13) },
    xAxis: value(data.header[1], "number", { nameLocation: "middle", nameGap: 34, scale: true, axisLabel: { ...words(), formatter: short("number"), hideOverlap: true } }),
    yAxis: value(data.header[2], data.kind, { scale: true, nameTextStyle: { align: "left", color: token("ink-soft") } }),
    series: [{ type: "scatter", symbolSize: 9, itemStyle: { opacity: 0.65 }, data: data.rows.map((row) => [row[1], row[2], row[0]]), markLine: marks(data, "yAxis") }],
  };
}

function histogram(data) {
  const width = data.rows.length > 1 ? (data.rows[1][0] - data.rows[0][0]) / 2 : 0.5;
  const boxes = data.rows.map(([middle, count]) => [middle - width, middle + width, count]);
  const drawn = (_, api) => {
    const [left, top] = api.coord([api.value(0), api.value(2)]);
    const [right, foot] = api.coord([api.value(1), 0]);
    return { type: "rect", shape: { x: left + 0.5, y: top, width: Math.max(1, right - left - 1), height: foot - top }, style: { fill: SERIES[0] } };
  };
  const band = data.band ? { silent: true, itemStyle: { color: token("gold"), opacity: 0.18 }, data: [[{ xAxis: data.band[0] }, { xAxis: data.band[1] }]] } : undefined;
  return {
    ...base(data), tooltip: { trigger: "item", confine: true, formatter: (box) => `${written(data.kind)(box.data[0])} – ${written(data.kind)(box.data[1])}<br>${escaped(data.header[1])}: ${exact.format(box.data[2])}`, textStyle: words(13) },
    xAxis: value(data.header[0], data.kind, { nameLocation: "middle", nameGap: 34, scale: true, splitLine: { show: false }, axisLabel: { ...words(), formatter: short(data.kind), hideOverlap: true } }),
    yAxis: value(data.header[1], "number", { nameTextStyle: { align: "left", color: token("ink-soft") } }),
    series: [{ type: "custom", renderItem: drawn, data: boxes, encode: { x: [0, 1], y: 2 }, markLine: marks(data, "xAxis"), markArea: band }],
  };
}

function map(data) {
  const values = data.rows.map((row) => row[1]);
  return {
    ...base(data), tooltip: { trigger: "item", confine: true, formatter: (state) => `${escaped(data.names[state.name] ?? state.name)}<br>${escaped(data.header[1])}: ${written(data.kind)(Number.isNaN(state.value) ? null : state.value)}`, textStyle: words(13) },
    visualMap: { left: 0, bottom: 0, min: Math.min(0, ...values), max: Math.max(...values, 0), text: [short(data.kind)(Math.max(...values, 0)), data.header[1]], itemHeight: 80, itemWidth: 12, textStyle: words(), inRange: { color: [token("map-low"), token("map-high")] } },
    series: [{ type: "map", map: "mx", name: data.header[1], aspectScale: 0.92, layoutCenter: ["52%", "48%"], layoutSize: "118%", itemStyle: { areaColor: token("map-none"), borderColor: token("paper"), borderWidth: 0.8 }, emphasis: { label: { show: false }, itemStyle: { areaColor: token("gold") } }, select: { disabled: true }, data: data.rows.map(([name, amount]) => ({ name, value: amount })) }],
  };
}

const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const SHAPES = { bars, lines, scatter, histogram, map };

export const options = (data, width) => SHAPES[data.shape](data, width);
