// The page comes to life: events become state.

function chooseKind(patch) {
  detail = null;
  change({ service: null, ...patch });
}

function listenToControls() {
  byId("druh").addEventListener("change", (event) => chooseKind({ druh: event.target.value, forma: "any", cs: "any" }));
  byId("forma").addEventListener("change", (event) => chooseKind({ forma: event.target.value }));
  byId("okruh").addEventListener("change", (event) => chooseKind({ cs: event.target.value }));
  byId("porovnat").addEventListener("change", (event) => change({ other: event.target.value || null }));
  for (const button of document.querySelectorAll("[data-unit]")) {
    button.addEventListener("click", () => change({ orp: button.dataset.unit === "orp" }));
  }
  byId("jazyk").addEventListener("click", () => change({ english: !state.english }));
  byId("zpet").addEventListener("click", closeDetail);
  byId("cely-kraj").addEventListener("click", fitKraj);
  byId("tisk").addEventListener("click", () => window.print());
  // These two would put their own names after # otherwise.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("obsah").focus();
  });
  byId("u-me").addEventListener("click", (event) => {
    event.preventDefault();
    change({ view: "mapa" });
    (state.obec === null ? byId("hledat") : byId("podrobnosti-obsah").querySelector("h2")).focus();
  });
  for (const button of document.querySelectorAll(".leave")) button.addEventListener("click", leave);
  for (const box of document.querySelectorAll("[data-shown]")) {
    box.addEventListener("change", () => {
      shown[box.dataset.shown] = box.checked;
      if (box.dataset.shown === "tiles") showTiles();
      showBands();
      surface.repaint();
    });
  }
}

// Esc closes what was opened last: the tip, the list of layers, the details.
function onEscape() {
  const layers = byId("vrstvy");
  if (!byId("tip").hidden) hideTip();
  else if (layers.open) {
    layers.open = false;
    layers.firstElementChild.focus();
  } else if (document.body.classList.contains("detailed") && state.view === "mapa") closeDetail();
}

let tiles = null;

// The kraj's basemap: only who turns it on asks its server.
function showTiles() {
  const { url, attribution } = data.basemap;
  tiles ??= L.tileLayer(url, { maxZoom: 19 });
  if (shown.tiles) tiles.addTo(map);
  else tiles.remove();
  byId("puvod-podkladu").textContent = shown.tiles ? ` · ${attribution}` : "";
}

// The address changed by a link or by going back and forth.
function onAddress() {
  const before = state;
  detail = null;
  state = readState(model);
  render();
  if (state.place) lookAtView(state.place);
  else if (state.obec !== null && (state.obec !== before.obec || state.view !== before.view)) lookAt(state.obec);
  else if (state.service !== null && state.service !== before.service) lookAtService(state.service);
  const lost = document.activeElement === document.body;
  if (lost) byId("obsah").focus({ preventScroll: true });
}

function onMapClick(event) {
  byHand = false;
  const place = placeAt(map, event.latlng, sceneNow().places);
  const obec = obecAt(shapes, ...mercatorOf(event.latlng));
  if (place && place.site.services.length === 1) openDetail({ service: place.site.services[0].index, druh: place.services[0].druh.code, obec: null }, null);
  else if (place) openDetail({ obec: null }, { kind: "place", item: place });
  else if (obec !== null && current.classes.byOrp) openOrp(model.orp[model.obce[obec].orp]);
  else if (obec !== null) openDetail({ obec }, null);
}

function listenToMap() {
  map.on("mousemove", showTip).on("mouseout", hideTip).on("click", onMapClick);
  map.on("dragstart zoomstart", () => { fitted = false; });
  // Where the reader moved the map to is kept in the address; where the page did, is not.
  for (const kind of ["pointerdown", "wheel", "keydown"]) {
    map.getContainer().addEventListener(kind, () => { byHand = true; }, { passive: true });
  }
  map.on("moveend", () => {
    if (!byHand) return;
    [byHand, fitted] = [false, false];
    const { lat, lng } = map.getCenter();
    state.place = [map.getZoom(), Number(lat.toFixed(4)), Number(lng.toFixed(4))];
    history.replaceState(null, "", hashOf(model, state));
    showViews(current.layer);
    showEmbed();
  });
  new ResizeObserver(refit).observe(map.getContainer());
}

function start() {
  fillSituations();
  fillOthers();
  listenToControls();
  listenToSituations();
  startEmbed();
  startSearch(model, choose);
  document.addEventListener("keydown", (event) => event.key === "Escape" && onEscape());
  window.addEventListener("popstate", onAddress);
  window.addEventListener("beforeprint", () => preparePrint(shapes, sceneNow(), current.layer, current.classes));
  render();
  map.setMaxBounds(boundsOf(shapes.box).pad(0.6));
  limitZoom();
  if (state.place) lookAtView(state.place);
  else {
    fitKraj();
    if (state.obec !== null) lookAt(state.obec);
    else if (state.service !== null) lookAtService(state.service);
  }
  // Painted once, when all is as it should be.
  surface = surfaceOn(map, shapes, sceneNow);
  listenToMap();
}

start();
