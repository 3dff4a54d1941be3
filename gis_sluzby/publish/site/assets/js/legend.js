// Result sentence, legend, and the marks of the map in words.

function showResult(layer, box = byId("vysledek")) {
  const { figure, text, note } = layer.result;
  replace(
    box,
    el("p", {}, figure ? el("strong", { class: "figure" }, figure) : null, figure && text ? " " : null, text),
    note ? el("p", { class: "muted" }, note) : null,
  );
}

function showLegend(classes, layer, table = byId("legenda")) {
  const most = Math.max(1, ...classes.rows.map((row) => row.count));
  const body = el("tbody");
  for (const row of classes.rows) {
    if (row.key === "uncovered" && classes.limit) {
      body.append(el("tr", { class: "limit" }, el("td", { colspan: "4" }, el("span", {}, classes.limit))));
    }
    body.append(
      el(
        "tr",
        { class: row.special ? `special ${row.key}` : false },
        el("th", { scope: "row" }, swatch(row), el("span", {}, row.label)),
        el("td", { class: "bar" }, bar(row.count / most)),
        el("td", {}, number(row.count)),
        classes.byOrp ? null : el("td", {}, percent(row.share)),
      ),
    );
  }
  replace(
    table,
    el("caption", {}, classes.title.replace(/služba$/, oneOf(layer.druh))),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, classes.unit),
        el("td", { class: "bar" }),
        el("th", { scope: "col" }, classes.byOrp ? "ORP" : "obcí"),
        classes.byOrp ? null : el("th", { scope: "col" }, layer.people.replace(/^obyvatel /, "lidí ").replace("–", "–\u2060")),
      ),
    ),
    body,
  );
  if (table.id === "legenda") replace(byId("znacky"), ...marks(layer));
}

function bar(share) {
  const width = Math.max(share * 62, share > 0 ? 3 : 0);
  return svg("svg", { class: "share", viewBox: "0 0 62 8", "aria-hidden": "true" }, svg("rect", { width, height: 8, rx: 2 }));
}

function figureMark(text) {
  const node = svg("text", { x: 10, y: 13.5, "text-anchor": "middle" });
  node.textContent = text;
  return node;
}

const mark = (kind, words, inner = []) => el("li", {}, svg("svg", { class: `dot ${kind}`, viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("circle", { cx: 10, cy: 10, r: kind === "many" ? 9 : 6 }), ...inner), words);

function marks(layer) {
  if (layer.druh.placeless) return [el("li", {}, "Místa této služby neukazujeme.")];
  if (layer.measure === "declared") return [mark("hollow", "sídlo služby (neříká, kam jezdí)")];
  return [mark("full", "místo služby"), mark("many", "více služeb na jedné adrese", [figureMark("4")])];
}
