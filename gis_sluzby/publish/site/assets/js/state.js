// What is chosen, kept in the address after #: d druh, f forma, c okruh of target groups, s life
// situation, o obec, x service, u map by ORP, k what to compare with, v view, t kind of table,
// p place of the map, l language. While the druh or the situation is one of those who may be in
// danger, the address names neither an obec nor a service nor a place.

const VIEWS = ["mapa", "tabulka", "metodika"];
const TABLES = ["obce", "orp", "sluzby"];

function readState(model) {
  const given = new URLSearchParams(location.hash.slice(1));
  const situation = model.situations.find((one) => one.code === given.get("s")) ?? null;
  const indexOf = (list, key, name) => {
    const at = given.has(name) ? list.findIndex((one) => one[key] === given.get(name)) : -1;
    return at < 0 ? null : at;
  };
  const service = indexOf(model.services, "id", "x");
  const druh = service === null ? given.get("d") ?? situation?.druhy[0].code : model.services[service].druh.code;
  const layer = chosenLayer(model, druh, given.get("f"), given.get("c"));
  return {
    druh: layer.druh.code,
    forma: layer.forma,
    cs: layer.cs,
    situation: situation?.druhy.includes(layer.druh) ? situation.code : null,
    obec: service === null ? indexOf(model.obce, "kod", "o") : null,
    service,
    orp: given.get("u") === "orp",
    other: given.get("k"),
    view: VIEWS.includes(given.get("v")) ? given.get("v") : "mapa",
    table: TABLES.includes(given.get("t")) ? given.get("t") : "obce",
    place: readPlace(given.get("p")),
    english: given.get("l") === "en",
  };
}

// Zoom, latitude and longitude; null for anything else.
function readPlace(text) {
  const numbers = (text ?? "").split("/").map(Number);
  const [zoom, lat, lon] = numbers;
  const sound = text && numbers.length === 3 && numbers.every(Number.isFinite);
  return sound && zoom >= 4 && zoom <= 18 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? numbers : null;
}

const isDiscreet = (model, state) =>
  model.druhy.find((druh) => druh.code === state.druh).discreet ||
  Boolean(model.situations.find((one) => one.code === state.situation)?.discreet);

function hashOf(model, state) {
  const parts = new URLSearchParams({ d: state.druh });
  const open = !isDiscreet(model, state);
  if (state.forma !== "any") parts.set("f", state.forma);
  if (state.cs !== "any") parts.set("c", state.cs);
  if (state.situation) parts.set("s", state.situation);
  if (state.obec !== null && open) parts.set("o", model.obce[state.obec].kod);
  if (state.service !== null && open) parts.set("x", model.services[state.service].id);
  if (state.orp) parts.set("u", "orp");
  if (state.other) parts.set("k", state.other);
  if (state.view !== "mapa") parts.set("v", state.view);
  if (state.view === "tabulka" && state.table !== "obce") parts.set("t", state.table);
  if (state.place && open) parts.set("p", state.place.join("/"));
  if (state.english) parts.set("l", "en");
  return `#${parts}`;
}

const layerOf = (model, state) =>
  model.layers.find((one) => one.druh.code === state.druh && one.forma === state.forma && one.cs === state.cs);

// The layer of a druh that is nearest to what is wanted: okruh and forma, else okruh, else forma.
function chosenLayer(model, druh, forma, cs) {
  const [wanted, group] = [forma ?? "any", cs ?? "any"];
  const offered = model.layers.filter((one) => one.druh.code === druh);
  const likeness = (one) => (one.cs === group) * 8 + (one.forma === wanted) * 2 + (one.cs === "any") + (one.forma === "any");
  const best = [...offered].sort((a, b) => likeness(b) - likeness(a))[0];
  return best ?? model.layers[model.data.first];
}
