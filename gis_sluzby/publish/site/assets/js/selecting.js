// Opening and closing details, and moving the map to what was chosen.

function openDetail(patch, item) {
  origin = document.activeElement;
  detail = item;
  change({ view: "mapa", service: null, ...patch });
  byId("podrobnosti").scrollTop = 0;
  byId("panel").scrollTop = 0;
  byId("podrobnosti-obsah").querySelector("h2").focus();
}

function closeDetail() {
  detail = null;
  change({ obec: null, service: null });
  const back = origin && origin.isConnected && origin.checkVisibility() && origin !== document.body ? origin : byId("hledat");
  origin = null;
  back.focus();
}

const boundsMargin = () => ({ padding: [40, 40], animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches });
const narrow = () => window.matchMedia("(max-width: 47.99rem)").matches;
let fitted = true;
let byHand = false; // whether the reader is moving the map

// A map that is hidden has no size to fit into; it is fitted when it is shown.
function fitKraj() {
  byHand = false;
  const box = boundsOf(shapes.box);
  if (map.getSize().x > 0) map.fitBounds(box, { padding: narrow() ? [16, 48] : [40, 40], animate: false });
  else map.setView(box.getCenter(), map.getZoom() ?? 8, { animate: false });
  fitted = true;
  if (state.place) {
    state.place = null;
    history.replaceState(null, "", hashOf(model, state));
  }
}

// The map goes no farther away than to show the kraj and some of what is around.
function limitZoom() {
  if (map.getSize().x > 0) map.setMinZoom(0).setMinZoom(map.getBoundsZoom(boundsOf(shapes.box)) - 1.5);
}

// After the map has become larger or smaller.
function refit() {
  const { clientWidth, clientHeight } = map.getContainer();
  const { x, y } = map.getSize();
  if (clientWidth === x && clientHeight === y) return;
  const whole = fitted;
  map.invalidateSize({ animate: false });
  limitZoom();
  if (whole && map.getSize().x > 0) fitKraj();
}

// What all moves of the map by the page have in common.
function move(by) {
  [fitted, byHand] = [false, false];
  state.place = null;
  map.invalidateSize({ animate: false });
  by();
}

function lookAtView([zoom, lat, lon]) {
  [fitted, byHand] = [false, false];
  map.invalidateSize({ animate: false });
  map.setView([lat, lon], zoom, { animate: false });
}

function openOrp(orp) {
  detail = null;
  change({ obec: null, service: null, view: "mapa", orp: false });
  const own = model.obce.filter((obec) => obec.orp === orp.index);
  move(() => map.fitBounds(boundsOf(joined(own.map((obec) => shapes.boxes[obec.index]))), boundsMargin()));
}

function choose(entry) {
  if (entry.kind === "obec") openObec(entry.item.index);
  else if (entry.kind === "orp") openOrp(entry.item);
  else if (entry.kind === "situation") change({ situation: entry.item.code, druh: entry.item.druhy[0].code, forma: "any", cs: "any", obec: null, service: null });
  else if (entry.kind === "druh") {
    detail = null;
    change({ druh: entry.item.code, forma: "any", cs: "any", obec: null, service: null });
  } else if (entry.kind === "provider") openDetail({ obec: null }, { kind: "provider", item: entry.item });
  else openService(entry.item);
}

function openObec(obec) {
  openDetail({ obec }, null);
  lookAt(obec);
}

// The obec and the places that are reached from it; beside the table the whole kraj.
function lookAt(obec) {
  if (state.view === "tabulka") {
    fitKraj();
    return;
  }
  const reached = current.badges.slice(0, 5).map(({ at: [x, y] }) => [x, y, x, y]);
  const padding = narrow() ? [56, 72] : [96, 96];
  move(() => map.fitBounds(boundsOf(joined([shapes.boxes[obec], ...reached])), { ...boundsMargin(), padding, maxZoom: 11 }));
}

// Bands reach some way around the place, so the map does not come too near.
function lookAtService(index) {
  const place = placeOf(model, model.services[index]);
  if (place) move(() => map.setView(latLngOf(place.at), Math.max(map.getZoom(), 9.5), boundsMargin()));
}

function openService(service) {
  openDetail({ druh: service.druh.code, forma: "any", cs: "any", obec: null, service: service.index }, null);
  lookAtService(service.index);
}
