// The page comes to life: events become state.

function fillKinds() {
  const groups = new Map();
  for (const druh of data.druhy) groups.set(druh.group, [...(groups.get(druh.group) ?? []), druh]);
  const named = (druh) => [druh.name, druh.paragraph && `(${druh.paragraph})`].filter(Boolean).join(" ");
  for (const [group, druhy] of groups) {
    const options = druhy.map((druh) => el("option", { value: druh.code }, named(druh)));
    byId("druh").append(el("optgroup", { label: group }, options));
  }
}

function chooseKind(patch) {
  detail = null;
  change(patch);
}

function listenToControls() {
  byId("druh").addEventListener("change", (event) => chooseKind({ druh: event.target.value, forma: "any" }));
  byId("forma").addEventListener("change", (event) => chooseKind({ forma: event.target.value }));
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

// The address changed by a link or by going back and forth.
function onAddress() {
  const before = state.obec;
  detail = null;
  state = readState(model);
  render();
  if (state.obec !== null && state.obec !== before) lookAt(state.obec);
  const lost = document.activeElement === document.body;
  if (lost) byId("obsah").focus({ preventScroll: true });
}

function onMapClick(event) {
  const place = placeAt(map, event.latlng, sceneNow().places);
  const obec = obecAt(shapes, ...mercatorOf(event.latlng));
  if (place) openDetail({}, { kind: "place", item: place });
  else if (obec !== null) openDetail({ obec }, null);
}

function listenToMap() {
  map.on("mousemove", showTip).on("mouseout", hideTip).on("click", onMapClick);
  map.on("dragstart zoomstart", () => { fitted = false; });
  new ResizeObserver(() => {
    const whole = fitted;
    map.invalidateSize({ animate: false });
    if (whole && map.getSize().x > 0) fitKraj();
  }).observe(map.getContainer());
}

function start() {
  fillKinds();
  listenToControls();
  startSearch(model, choose);
  document.addEventListener("keydown", (event) => event.key === "Escape" && onEscape());
  window.addEventListener("popstate", onAddress);
  window.addEventListener("beforeprint", () => preparePrint(shapes, sceneNow(), current.layer, current.classes));
  prepare();
  surface = surfaceOn(map, shapes, sceneNow);
  map.setMaxBounds(boundsOf(shapes.box).pad(0.6)).setMinZoom(map.getBoundsZoom(boundsOf(shapes.box)) - 1.5);
  listenToMap();
  render();
  if (state.obec === null) fitKraj();
  else lookAt(state.obec);
}

start();
