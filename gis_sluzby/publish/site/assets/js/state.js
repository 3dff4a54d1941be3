// What is chosen, kept in the address after #: d druh, f forma, o obec, v view, t kind of table.
// The obec stays out of the address while the druh is one that helps victims of violence.

const VIEWS = ["mapa", "tabulka", "metodika"];
const TABLES = ["obce", "orp", "sluzby"];

function readState(model) {
  const given = new URLSearchParams(location.hash.slice(1));
  const layer = chosenLayer(model, given.get("d"), given.get("f"));
  const obec = model.obce.find((one) => one.kod === given.get("o"));
  return {
    druh: layer.druh.code,
    forma: layer.forma,
    obec: obec ? obec.index : null,
    view: VIEWS.includes(given.get("v")) ? given.get("v") : "mapa",
    table: TABLES.includes(given.get("t")) ? given.get("t") : "obce",
  };
}

function hashOf(model, state) {
  const parts = new URLSearchParams({ d: state.druh });
  if (state.forma !== "any") parts.set("f", state.forma);
  const discreet = model.druhy.find((druh) => druh.code === state.druh).discreet;
  if (state.obec !== null && !discreet) parts.set("o", model.obce[state.obec].kod);
  if (state.view !== "mapa") parts.set("v", state.view);
  if (state.view === "tabulka" && state.table !== "obce") parts.set("t", state.table);
  return `#${parts}`;
}

const layerOf = (model, state) =>
  model.layers.find((one) => one.druh.code === state.druh && one.forma === state.forma);

function chosenLayer(model, druh, forma) {
  const offered = model.layers.filter((one) => one.druh.code === druh);
  return offered.find((one) => one.forma === (forma ?? "any")) ?? offered[0] ?? model.layers[model.data.first];
}
