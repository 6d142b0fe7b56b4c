// Charts drawn from the table that stands in the page; without script the table is all there is.
const words = document.currentScript.dataset;
const isDark = matchMedia("(prefers-color-scheme: dark)");
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const asNumber = (cell) => (cell?.dataset.value ? Number(cell.dataset.value) : null);
const textOf = (cell) => cell.textContent.trim().replace(/\s+/g, " ");
const shown = (value) => window.chartNumber(value);

function yearsByMonths(table) {
  const names = [...table.tHead.rows[0].cells].slice(1).map(textOf);
  const labels = [], periods = [], values = [];
  for (const row of table.tBodies[0].rows) {
    [...row.cells].slice(1).forEach((cell, month) => {
      labels.push(`${names[month]} ${textOf(row.cells[0])}`);
      periods.push(periodOf(textOf(row.cells[0]), month + 1));
      values.push(asNumber(cell));
    });
  }
  while (values.length && values.at(-1) === null) { values.pop(); labels.pop(); periods.pop(); }
  while (values.length && values[0] === null) { values.shift(); labels.shift(); periods.shift(); }
  return { labels, periods, values, names, marks: null, heads: [words.period] };
}

// A month as SDMX writes it: spreadsheets turn "2020-04" and "Apr 2020" into the first day of that month.
const periodOf = (year, month) => `${year}-M${String(month).padStart(2, "0")}`;

// What is expected follows what was served, but is a series of its own: the two lines are never joined.
function withExpected(data, table, figure) {
  const rows = [...table.tBodies[0].rows];
  const monthOf = (row) => row.cells[0].dataset.month.split("-").map(Number);
  const labelOf = ([year, month]) => `${data.names[month - 1]} ${year}`;
  const months = rows.map(monthOf);
  return {
    ...data, labels: [...data.labels, ...months.map(labelOf)], values: [...data.values, ...rows.map(() => null)],
    periods: [...data.periods, ...months.map((month) => periodOf(...month))],
    expected: [...data.values.map(() => null), ...rows.map((row) => asNumber(row.cells[1]))],
    words: { served: figure.dataset.servedWord, expected: figure.dataset.expectedWord },
  };
}

function rowsOfTable(table, top) {
  const heads = [...table.tHead.rows[0].cells];
  const place = Math.max(heads.findIndex((cell) => cell.dataset.series === "bar"), 1);
  const mark = heads.findIndex((cell) => cell.dataset.series === "mark");
  let rows = [...table.tBodies[0].rows].map((row) => ({
    label: textOf(row.cells[0]), value: asNumber(row.cells[place]), mark: mark < 0 ? null : asNumber(row.cells[mark]),
  }));
  if (top) rows = rows.filter((row) => row.value !== null).sort((a, b) => b.value - a.value).slice(0, top);
  return {
    labels: rows.map((row) => row.label), values: rows.map((row) => row.value),
    marks: mark < 0 ? null : rows.map((row) => row.mark),
    heads: [heads[0], heads[place], ...(mark < 0 ? [] : [heads[mark]])].map(textOf),
  };
}

function read(figure) {
  const table = document.getElementById(figure.dataset.table);
  if (table.dataset.shape !== "years-by-months") return rowsOfTable(table, Number(figure.dataset.top) || 0);
  const expected = document.getElementById(figure.dataset.expected);
  return expected ? withExpected(yearsByMonths(table), expected, figure) : yearsByMonths(table);
}

function datasets(kind, data) {
  const sets = [{
    data: data.values, backgroundColor: token("--bar"), borderColor: token("--bar"), borderWidth: kind === "line" ? 2.25 : 0,
    pointRadius: data.values.length > 24 ? 0 : 3, pointHitRadius: 12, tension: 0, maxBarThickness: 44, barPercentage: 0.72, order: 2,
  }];
  if (data.marks) sets.push({
    type: "line", data: data.marks, showLine: false, pointStyle: "line", pointRadius: 24, pointHoverRadius: 24, borderWidth: 3,
    borderColor: token("--ink"), order: 1,
  });
  if (data.expected) sets.push({
    data: data.expected, label: data.words.expected, borderColor: token("--bar-expected"), backgroundColor: token("--ground"), borderWidth: 2.25,
    borderDash: [5, 4], pointRadius: data.labels.length > 24 ? 0 : 3, pointBorderDash: [], pointHitRadius: 12, tension: 0, order: 1,
  });
  return sets;
}

// The name of the dashed line, written beside its end instead of a legend: above the lines, or below where they are high.
const nameOfExpected = {
  id: "nameOfExpected",
  afterDatasetsDraw(chart) {
    const set = chart.data.datasets.find((each) => each.borderDash);
    if (!set) return;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.fillStyle = token("--ink-soft");
    ctx.font = `600 13px ${Chart.defaults.font.family}`;
    ctx.textAlign = "right";
    const start = chartArea.right - ctx.measureText(set.label).width - 12;
    const heights = chart.getSortedVisibleDatasetMetas().flatMap((meta) => meta.data)
      .filter((point) => !point.skip && point.x >= start).map((point) => point.y);
    const above = Math.min(...heights) - 12;
    ctx.fillText(set.label, chartArea.right, above > chartArea.top + 12 ? above : Math.max(...heights) + 22);
    ctx.restore();
  },
};

function options(kind, data) {
  const across = kind === "bars";
  const years = data.labels.length > 24;
  const value = {
    beginAtZero: true, border: { display: false }, grid: { color: token("--rule") },
    ticks: { color: token("--ink-soft"), callback: shown, maxTicksLimit: 6, padding: 8 },
  };
  const label = {
    grid: { display: false }, border: { color: token("--rule-strong") },
    ticks: {
      color: token("--ink-soft"), maxRotation: 0, autoSkip: !across, autoSkipPadding: 16,
      callback(place) {
        const text = this.getLabelForValue(place);
        const room = innerWidth < 640 ? 18 : 32;
        if (!years || across) return text.length > room ? `${text.slice(0, room - 1)}…` : text;
        return place % 12 === 0 ? text.split(" ").at(-1) : null;
      },
    },
  };
  if (years && !across) label.ticks.autoSkip = false;
  return {
    indexAxis: across ? "y" : "x", responsive: true, maintainAspectRatio: false, animation: isStill ? false : { duration: 300 },
    interaction: { mode: "index", intersect: false, axis: across ? "y" : "x" },
    scales: across ? { x: value, y: label } : { x: label, y: value },
    plugins: { legend: { display: false }, tooltip: { displayColors: false, callbacks: { label: (item) => (item.dataset.label ? `${item.dataset.label}: ` : "") + shown(item.raw) } } },
  };
}

function save(name, type, content) {
  const link = document.createElement("a");
  link.download = name;
  link.href = type ? URL.createObjectURL(new Blob([content], { type })) : content;
  link.click();
  if (type) setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// With a byte order mark, so that Excel reads it as UTF-8, a header, and no text that a spreadsheet takes for a formula.
function csvOf(data, title) {
  const harmless = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const quoted = (text) => `"${harmless(text).replace(/"/g, '""')}"`;
  const series = [data.values, data.expected ?? data.marks].filter(Boolean);
  const named = data.expected ? [data.words.served, data.words.expected] : (data.heads.slice(1).length ? data.heads.slice(1) : [title]);
  const lines = (data.periods ?? data.labels).map((label, place) => [quoted(label), ...series.map((values) => values[place] ?? "")]);
  return `\ufeff${[[data.heads[0], ...named].map(quoted), ...lines].map((line) => line.join(",")).join("\r\n")}\r\n`;
}

function tools(figure, chart, data) {
  const name = figure.dataset.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase();
  const kind = figure.dataset.chart === "line" ? "line" : "bar";
  const actions = {
    png: () => save(`${name}.png`, "", chart.toBase64Image()),
    svg: () => save(`${name}.svg`, "image/svg+xml", window.chartAsSvg({
      title: figure.dataset.title, labels: data.labels, values: data.values, kind, colour: "#0a6ea8", expected: data.expected, words: data.words,
    })),
    csv: () => save(`${name}.csv`, "text/csv;charset=utf-8", csvOf(data, figure.dataset.title)),
  };
  const bar = document.createElement("p");
  bar.className = "chart-tools no-print";
  for (const [key, action] of Object.entries(actions)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain-button";
    button.textContent = words[key];
    button.addEventListener("click", action);
    bar.append(button);
  }
  figure.append(bar);
}

function draw(figure) {
  const data = read(figure);
  if (data.values.filter((value) => value !== null).length < 2) return;
  figure.hidden = false;
  const frame = document.createElement("div");
  frame.className = "chart-canvas";
  if (figure.dataset.chart === "bars") frame.style.blockSize = `${Math.max(12, data.labels.length * 1.75 + 3)}rem`;
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", figure.dataset.title);
  frame.append(canvas);
  figure.append(frame);
  const kind = figure.dataset.chart;
  const settings = () => ({ type: kind === "line" ? "line" : "bar", data: { labels: data.labels, datasets: datasets(kind, data) }, options: options(kind, data), plugins: [nameOfExpected] });
  let chart = new Chart(canvas, settings());
  tools(figure, { toBase64Image: () => chart.toBase64Image() }, data);
  isDark.addEventListener("change", () => { chart.destroy(); chart = new Chart(canvas, settings()); });
  figure.dataset.drawn = "yes";
}

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.font.size = 13;
document.querySelectorAll("figure[data-chart]").forEach(draw);
