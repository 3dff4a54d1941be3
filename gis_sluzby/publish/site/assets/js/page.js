// What is chosen becomes what is shown.

const data = JSON.parse(byId("data").textContent);
const model = modelOf(data);
const shapes = shapesOf(model);
const title = document.title;
const shown = { points: true, orp: true, roads: true, water: true, labels: true, bands: false, tiles: false };
let state = readState(model);
let detail = null; // {kind: "place" | "provider", item}, not kept in the address
let hover = null;
let order = { column: 0, descending: false };
let current = null; // {layer, classes, places, badges}
let origin = null; // what had the focus before details opened

function sceneNow() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const onMap = state.view === "mapa";
  const service = onMap && state.service !== null ? model.services[state.service] : null;
  const neutral = onMap && (state.obec !== null || service !== null || bands !== null);
  return {
    palette: dark ? data.colours.dark : data.colours.light,
    dark,
    font: getComputedStyle(document.body).fontFamily,
    rowOf: current.classes.rowOf,
    byOrp: current.classes.byOrp === true,
    places: onMap && state.obec !== null ? everyPlace.places : current.places,
    plain: onMap && state.obec !== null,
    place: service ? placeOf(model, service) : detail?.kind === "place" ? detail.item : null,
    hollow: !neutral && current.layer.measure === "declared",
    badges: onMap && state.obec !== null ? current.badges : [],
    neutral,
    bands: onMap ? bands : null,
    area: service?.area ?? null,
    tiles: shown.tiles,
    hover,
    selected: state.obec,
    shown,
  };
}

const everyPlace = remembering({ get places() { return placesOf(model, (service) => !service.druh.placeless); } });

// Until the map is painted for the first time there is nothing to be painted anew.
let surface = { repaint() {}, repaintHover() {} };

function change(patch, { push = true } = {}) {
  const before = hashOf(model, state);
  const wasOpen = !isDiscreet(model, state);
  state = { ...state, ...patch };
  const layer = chosenLayer(model, state.druh, state.forma, state.cs);
  Object.assign(state, { druh: layer.druh.code, forma: layer.forma, cs: layer.cs });
  if (!(situationNow()?.druhy.includes(layer.druh) ?? true)) state.situation = null;
  const hash = hashOf(model, state);
  // Who turns to help that must not be seen leaves no obec in the step before.
  const hide = wasOpen && isDiscreet(model, state) && state.obec !== null;
  if (hash !== before) history[push && !hide ? "pushState" : "replaceState"](null, "", hash);
  render();
}

function prepare() {
  const layer = layerOf(model, state);
  const byOrp = state.orp && layer.orp !== null;
  const known = current?.layer === layer && current.byOrp === byOrp;
  current = {
    layer,
    byOrp,
    classes: known ? current.classes : byOrp ? classesOfOrp(model, layer) : classesOf(model, layer),
    places: known ? current.places : layer.druh.placeless ? [] : placesOf(model, offers(layer)),
    badges: state.obec === null ? [] : badgesOf(model, model.obce[state.obec]),
  };
  return layer;
}

function render() {
  const layer = prepare();
  document.body.dataset.view = state.view;
  document.body.classList.toggle("discreet", isDiscreet(model, state));
  showSituations();
  showFilters(layer);
  showResult(layer);
  showLegend(current.classes, layer);
  showDetail();
  showHelpBar();
  showBands();
  drawBandLegend();
  showViews(layer);
  showTitle(layer);
  showEmbed();
  showOther();
  showLanguage();
  hideTip();
  surface.repaint();
}

function showTitle(layer) {
  const name = capital(layer.druh.name);
  const open = !isDiscreet(model, state);
  const chosen = !open ? null : state.service !== null ? nameOf(model.services[state.service]) : state.obec !== null ? model.obce[state.obec].nazev : null;
  document.title = [chosen ?? name, title].join(" – ");
  const paragraph = layer.druh.paragraph ? ` (${layer.druh.paragraph})` : "";
  byId("tisk-nadpis").textContent = `${name}${paragraph}`;
  byId("tisk-forma").textContent = [model.words.forms[layer.forma], model.words.okruhy[layer.cs].toLocaleLowerCase("cs")].join(" · ");
  map.getContainer().setAttribute("aria-label", `Mapa: ${name}, ${model.words.forms[layer.forma]}`);
}

const nameOf = (service) => service.own.nazev || service.provider.nazev;

function showFilters(layer) {
  byId("druh").value = layer.druh.code;
  const offered = model.layers.filter((one) => one.druh === layer.druh);
  const choices = (values, words) => [...new Set(values)].map((code) => el("option", { value: code }, words[code]));
  replace(byId("forma"), choices(offered.filter((one) => one.cs === layer.cs).map((one) => one.forma), model.words.forms));
  byId("forma").value = layer.forma;
  const groups = choices(offered.map((one) => one.cs), model.words.okruhy);
  replace(byId("okruh"), groups);
  byId("okruh").value = layer.cs;
  byId("okruh-vyber").hidden = Object.keys(model.words.okruhy).length < 2;
  byId("okruh").disabled = groups.length < 2;
  for (const button of document.querySelectorAll("[data-unit]")) button.setAttribute("aria-pressed", String((button.dataset.unit === "orp") === state.orp));
}

function showDetail() {
  const open = state.obec !== null || state.service !== null || detail !== null;
  document.body.classList.toggle("detailed", open);
  replace(byId("podrobnosti-obsah"), ...(
    state.service !== null ? serviceDetail(model, model.services[state.service])
      : detail?.kind === "place" ? placeDetail(model, detail.item)
        : detail?.kind === "provider" ? providerDetail(model, detail.item)
          : state.obec !== null ? obecDetail(model, model.obce[state.obec]) : []
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
  const group = layer.cs === "any" ? "" : ` · ${model.words.okruhy[layer.cs].toLocaleLowerCase("cs")}`;
  byId("tabulka-pozn").textContent = `${model.words.forms[layer.forma]}${group} · ${table.note} · řazeno podle sloupce ${table.columns[order.column]}`;
  showTable(model, table, `${capital(layer.druh.name)}, ${words[state.table]}`, order, state.obec, (column) => {
    order = { column, descending: order.column === column && !order.descending };
    drawTable(layer);
    document.querySelectorAll("#tabulka-obsah th button")[column].focus();
  });
  const caption = `${capital(layer.druh.name)}, ${words[state.table]}`;
  offerFiles({ ...table, rows: sorted(table.rows, order.column, order.descending) }, { name: [layer.druh.code, layer.forma, ...(layer.cs === "any" ? [] : [layer.cs]), state.table].join("-"), title: caption });
}
