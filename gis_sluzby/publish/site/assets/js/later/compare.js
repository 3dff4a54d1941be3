// Two maps side by side: the one of the page, and one of another druh or of an earlier time. They
// move together. Where both have the same legend there is one, else each has its own.

const { model, shapes, map, L, el, byId, replace, capital } = page;
let second = null; // {map, surface, scene}
let older = null; // the model of the earlier page
let moving = false;

// The layer to be shown beside, its classes, and a row for each obec of this page.
function otherSide(earlier, key) {
  const { druh, forma, cs, orp } = page.state();
  if (earlier) older ??= page.modelOf(earlier);
  const own = earlier ? older : model;
  const layer = page.chosenLayer(own, earlier ? druh : key, forma, cs);
  if (layer.druh.code !== (earlier ? druh : key)) return null;
  const classes = orp && layer.orp ? page.classesOfOrp(own, layer) : page.classesOf(own, layer);
  const unknown = classes.rows.find((row) => row.key === "no_data");
  const at = new Map(own.obce.map((obec) => [obec.kod, obec.index]));
  return {
    layer,
    classes,
    rowOf: model.obce.map((obec) => (at.has(obec.kod) ? classes.rowOf[at.get(obec.kod)] : unknown)),
    places: layer.druh.placeless ? [] : page.placesOf(own, page.offers(layer)),
    date: earlier ? own.data.date : model.data.date,
  };
}

function sceneOf(side) {
  return {
    ...page.sceneNow(), rowOf: side.rowOf, byOrp: side.classes.byOrp === true, places: side.places, place: null,
    hollow: side.layer.measure === "declared", neutral: false, bands: null, area: null, badges: [], plain: false,
    tiles: false, hover: null,
  };
}

function open() {
  byId("druha").hidden = false;
  document.body.classList.add("compared");
  const options = { zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: map.getMinZoom(), maxZoom: map.getMaxZoom(), maxBounds: map.options.maxBounds };
  const other = L.map("mapa2", options).setView(map.getCenter(), map.getZoom(), { animate: false });
  follow(map, other);
  follow(other, map);
  new ResizeObserver(() => {
    if (!byId("druha").hidden) align(other);
  }).observe(other.getContainer());
  return other;
}

// The second map looks where the first one does; it never moves the first by being made larger.
function align(other) {
  moving = true;
  other.invalidateSize({ animate: false });
  other.setView(map.getCenter(), map.getZoom(), { animate: false });
  moving = false;
}

function follow(leader, other) {
  leader.on("move", () => {
    if (moving || byId("druha").hidden) return;
    moving = true;
    other.setView(leader.getCenter(), leader.getZoom(), { animate: false });
    moving = false;
  });
}

function named(layer, date) {
  return [capital(layer.druh.name), model.words.forms[layer.forma], date].join(" · ");
}

function show(earlier, key) {
  const side = otherSide(earlier, key);
  if (!side) return close();
  if (!second) {
    const other = open();
    second = { map: other, side };
    second.surface = page.surfaceOn(other, shapes, () => sceneOf(second.side));
  } else if (byId("druha").hidden) {
    byId("druha").hidden = false;
    document.body.classList.add("compared");
  }
  second.side = side;
  page.refit();
  align(second.map);
  const first = page.layerOf(model, page.state());
  byId("nazev-prvni").textContent = named(first, model.data.date);
  byId("nazev-druhe").textContent = named(side.layer, side.date);
  second.map.getContainer().setAttribute("aria-label", `Druhá mapa: ${named(side.layer, side.date)}`);
  const table = byId("legenda-druhe");
  page.showLegend(side.classes, side.layer, table);
  replace(byId("vysledek-druhe"));
  page.showResult(side.layer, byId("vysledek-druhe"));
  byId("vedle").hidden = false;
  byId("vedle-nadpis").textContent = named(side.layer, side.date);
  second.surface.repaint();
  return null;
}

function close() {
  if (byId("druha").hidden) return;
  byId("druha").hidden = true;
  byId("vedle").hidden = true;
  document.body.classList.remove("compared");
  page.refit();
}

return { show, close };
