// The printed sheet: its own canvas in the light palette, fine enough for paper, and a table by ORP.

const PRINT_SIZE = [620, 520];
const PRINT_SHARPNESS = 4;

function preparePrint(shapes, scene, layer, classes) {
  const detailed = document.body.classList.contains("detailed") && state.view === "mapa";
  byId("papir").classList.toggle("one", detailed);
  byId("tisk-odkaz").textContent = location.protocol === "file:" ? location.hash : location.href;
  replace(byId("tisk-podrobnosti"), detailed ? copied(byId("podrobnosti-obsah")) : null);
  if (detailed) return;
  drawPrint(byId("tisk-mapa"), shapes, scene);
  replace(byId("tisk-vysledek"), copied(byId("vysledek")));
  replace(byId("tisk-legenda"), copied(byId("legenda")));
  byId("tisk-orp").classList.toggle("many", model.orp.length > 10);
  plainTable(byId("tisk-orp"), "Obce a lidé v dosahu podle ORP", orpTable(model, layer, classes));
  plainTable(byId("tisk-obce"), "Všechny obce", obceTable(model, layer, classes));
}

function drawPrint(canvas, shapes, scene) {
  const [width, height] = PRINT_SIZE;
  canvas.width = width * PRINT_SHARPNESS;
  canvas.height = height * PRINT_SHARPNESS;
  const [left, top, right, bottom] = shapes.box;
  const scale = Math.min((width - 40) / (right - left), (height - 40) / (bottom - top));
  const view = {
    width, height, inner: [0, 0, width, height], covered: [], scale, dpr: PRINT_SHARPNESS, zoom: Math.log2(scale / 256),
    x: (left + right) / 2 - width / 2 / scale,
    y: (top + bottom) / 2 - height / 2 / scale,
  };
  draw(canvas.getContext("2d"), shapes, pathsOf(shapes, view), view, { ...scene, palette: model.data.colours.light, dark: false });
}

// What is shown elsewhere, without names that must be unique and with nothing hidden.
function copied(node) {
  const copy = node.cloneNode(true);
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  for (const one of copy.querySelectorAll("[hidden]")) one.hidden = false;
  return [...copy.childNodes];
}

function plainTable(node, caption, table) {
  const cellOf = (cell, i) => el(i ? "td" : "th", { scope: i ? null : "row", class: cell.figure ? "figure" : false }, cell.row ? cellContent(cell) : cell.shown);
  const numeric = (i) => (table.rows[0]?.cells[i].figure ? "figure" : false);
  replace(
    node,
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, table.columns.map((name, i) => el("th", { scope: "col", class: numeric(i) }, name)))),
    el("tbody", {}, sorted(table.rows, 0, false).map((row) => el("tr", {}, row.cells.map(cellOf)))),
  );
}
