// What is chosen becomes what is shown.

const data = JSON.parse(byId("data").textContent);
const model = modelOf(data);
const shapes = shapesOf(model);
const title = document.title;
const shown = { points: true, orp: true, roads: true, labels: true };
let state = readState(model);
let detail = null; // {kind: "place" | "provider", item}, not kept in the address
let hover = null;
let order = { column: 0, descending: false };
let current = null; // {layer, classes, places, badges}
let origin = null; // what had the focus before details opened

function sceneNow() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const neutral = state.obec !== null && state.view === "mapa";
  return {
    palette: dark ? data.colours.dark : data.colours.light,
    dark,
    font: getComputedStyle(document.body).fontFamily,
    rowOf: current.classes.rowOf,
    places: neutral ? current.everything : current.places,
    plain: neutral,
    place: detail?.kind === "place" ? detail.item : null,
    hollow: !neutral && current.layer.measure === "declared",
    badges: neutral ? current.badges : [],
    neutral,
    hover,
    selected: state.obec,
    shown,
  };
}

let surface = null;

function change(patch, { push = true } = {}) {
  const before = hashOf(model, state);
  state = { ...state, ...patch };
  const layer = chosenLayer(model, state.druh, state.forma);
  state.forma = layer.forma;
  const hash = hashOf(model, state);
  if (hash !== before) history[push ? "pushState" : "replaceState"](null, "", hash);
  render();
}

function prepare() {
  const layer = layerOf(model, state);
  const known = current?.layer === layer;
  current = {
    layer,
    classes: known ? current.classes : classesOf(model, layer),
    places: known ? current.places : layer.druh.placeless ? [] : placesOf(model, offers(layer)),
    everything: current?.everything ?? placesOf(model, (service) => !service.druh.placeless),
    badges: state.obec === null ? [] : badgesOf(model, model.obce[state.obec]),
  };
  return layer;
}

function render() {
  const layer = prepare();
  document.body.dataset.view = state.view;
  document.body.classList.toggle("discreet", layer.druh.discreet);
  showFilters(layer);
  showResult(layer);
  showLegend(current.classes, layer);
  showDetail();
  showViews(layer);
  showTitle(layer);
  hideTip();
  surface.repaint();
}

function showTitle(layer) {
  const name = capital(layer.druh.name);
  const obec = state.obec === null || layer.druh.discreet ? null : model.obce[state.obec].nazev;
  document.title = [obec ?? name, title].join(" – ");
  const paragraph = layer.druh.paragraph ? ` (${layer.druh.paragraph})` : "";
  byId("tisk-nadpis").textContent = `${name}${paragraph}`;
  byId("tisk-forma").textContent = model.words.forms[layer.forma];
  map.getContainer().setAttribute("aria-label", `Mapa: ${name}, ${model.words.forms[layer.forma]}`);
}

function showFilters(layer) {
  byId("druh").value = layer.druh.code;
  const offered = model.layers.filter((one) => one.druh === layer.druh);
  replace(byId("forma"), offered.map((one) => el("option", { value: one.forma }, model.words.forms[one.forma])));
  byId("forma").value = layer.forma;
}

function showDetail() {
  const open = state.obec !== null || detail !== null;
  document.body.classList.toggle("detailed", open);
  if (!open) {
    replace(byId("podrobnosti-obsah"));
    return;
  }
  replace(byId("podrobnosti-obsah"), ...(
    detail?.kind === "place" ? placeDetail(model, detail.item)
      : detail?.kind === "provider" ? providerDetail(model, detail.item)
        : obecDetail(model, model.obce[state.obec])
  ));
}

function showViews(layer) {
  for (const link of document.querySelectorAll("[data-view-link]")) {
    const [view, table] = link.dataset.viewLink.split(" ");
    link.href = hashOf(model, { ...state, view, table: table ?? "obce" });
    const here = view === state.view && (view !== "tabulka" || !table || table === state.table);
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const mine = state.view === "mapa" && state.obec !== null;
  if (mine) byId("u-me").setAttribute("aria-current", "page");
  else byId("u-me").removeAttribute("aria-current");
  if (mine) document.querySelector(".tabs [data-view-link]").removeAttribute("aria-current");
  if (state.view === "tabulka") drawTable(layer);
}

function drawTable(layer) {
  const table = tableOf(model, state, layer, current.classes);
  if (order.column >= table.columns.length) order = { column: 0, descending: false };
  const words = { obce: "obce", orp: "správní obvody ORP", sluzby: "služby" };
  byId("tabulka-nadpis").textContent = `${capital(layer.druh.name)}: ${words[state.table]}`;
  byId("tabulka-pozn").textContent = `${model.words.forms[layer.forma]} · ${table.note} · řazeno podle sloupce ${table.columns[order.column]}`;
  showTable(model, table, `${capital(layer.druh.name)}, ${words[state.table]}`, order, state.obec, (column) => {
    order = { column, descending: order.column === column && !order.descending };
    drawTable(layer);
    document.querySelectorAll("#tabulka-obsah th button")[column].focus();
  });
  byId("csv").onclick = () => download(`${layer.druh.code}-${layer.forma}-${state.table}.csv`, csvOf(table));
}
