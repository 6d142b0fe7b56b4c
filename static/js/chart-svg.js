// A number as the page writes it: the United Nations writes Chinese with a thin space between thousands.
window.chartNumber = (value) => {
  const language = document.documentElement.lang;
  const text = value.toLocaleString(language, { maximumFractionDigits: 1 });
  return language.startsWith("zh") ? text.replaceAll(",", "\u202f") : text;
};
// A chart as an SVG file: the same series as on the page, drawn plainly.
window.chartAsSvg = ({ title, labels, values, kind, colour, expected, words }) => {
  const width = 960, height = 480, left = 72, right = 24, top = 56, bottom = 56;
  const known = [...values, ...(expected ?? [])].filter((value) => value !== null);
  const most = Math.max(...known, 0) || 1;
  const step = (width - left - right) / labels.length;
  const y = (value) => height - bottom - ((height - top - bottom) * value) / most;
  const text = (content) => content.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * most);
  const marks = ticks.map((tick) => `<line x1="${left}" x2="${width - right}" y1="${y(tick)}" y2="${y(tick)}" stroke="#d3dde5"/>`
    + `<text x="${left - 8}" y="${y(tick) + 4}" text-anchor="end">${window.chartNumber(tick)}</text>`);
  const every = Math.ceil(labels.length / 14);
  const names = labels.map((label, place) => (place % every ? "" :
    `<text x="${left + step * (place + 0.5)}" y="${height - bottom + 20}" text-anchor="middle">${text(label)}</text>`));
  const line = (series, look) => `<polyline fill="none" stroke-width="2.5" ${look} points="${series.map((value, place) =>
    (value === null ? "" : `${left + step * (place + 0.5)},${y(value)}`)).join(" ")}"/>`;
  const nearEnd = Math.ceil(80 / step);
  const besideName = [...values.slice(-nearEnd), ...(expected ?? []).slice(-nearEnd)].filter((value) => value !== null).map(y);
  const above = Math.min(...besideName) - 12;
  const nameAt = above > top + 12 ? above : Math.max(...besideName) + 22;
  const ahead = expected ? `<g><title>${text(words.expected)}</title>${line(expected, 'stroke="#4a92c0" stroke-dasharray="6 5"')}`
    + `<text x="${width - right}" y="${nameAt}" text-anchor="end" font-weight="600">${text(words.expected)}</text></g>` : "";
  const drawn = kind === "line"
    ? `<g>${words ? `<title>${text(words.served)}</title>` : ""}${line(values, `stroke="${colour}"`)}</g>`
    : values.map((value, place) => (value === null ? "" :
        `<rect x="${left + step * (place + 0.15)}" y="${y(value)}" width="${step * 0.7}" height="${height - bottom - y(value)}" fill="${colour}"/>`)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" fill="#1b2733">`
    + `<rect width="${width}" height="${height}" fill="#fff"/><text x="${left}" y="30" font-size="18" font-weight="600">${text(title)}</text>`
    + `${marks.join("")}${names.join("")}${drawn}${ahead}</svg>`;
};
