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
  const scale = Math.min((width - 28) / (right - left), (height - 28) / (bottom - top));
  const view = {
    width, height, inner: [0, 0, width, height], covered: [[0, height - 42, 140, height]], scale, dpr: PRINT_SHARPNESS, zoom: Math.log2(scale / 256) + 1,
    x: (left + right) / 2 - width / 2 / scale,
    y: (top + bottom) / 2 - height / 2 / scale,
  };
  const context = canvas.getContext("2d");
  draw(context, shapes, pathsOf(shapes, view), view, { ...scene, palette: model.data.colours.light, dark: false });
  drawScale(context, view, scene.font);
}

// A bar of so many kilometres as hold good in the middle of the sheet.
function drawScale(context, { scale, y, height }, font) {
  const { ui } = model.data.colours.light;
  const long = (scale * Math.cosh(Math.PI * (1 - 2 * y - height / scale))) / 40075.017;
  const km = [50, 20, 10, 5, 2, 1].find((one) => one * long <= 110);
  const bottom = height - 18;
  context.fillStyle = ui.surface;
  context.fillRect(10, bottom - 24, km * long + 20, 32);
  const bar = new Path2D(`M20 ${bottom - 5}v5h${km * long}v-5`);
  line(context, bar, 1.5, ui["ink-2"]);
  context.fillStyle = ui["ink-2"];
  context.font = `12px ${font}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(`${km}${NBSP}km`, 20 + (km * long) / 2, bottom - 7);
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
