// Files beside the page, read when they are asked for: by a script element, which works from a
// disk too. A file that this page does not have gives null.

const asked = new Map();
const arrived = new Map();

// A value, or a part of the program: a function that is given what it needs of this one.
window.mapaSluzeb = (name, value) => {
  arrived.set(name, typeof value === "function" ? value(page()) : value);
};

const page = () => ({
  model, shapes, map, L, title, later, modelOf, layerOf, chosenLayer, classesOf, classesOfOrp, placesOf, offers,
  surfaceOn, boundsOf, sceneNow, showLegend, showResult, el, byId, replace, capital, walk, hasMinutes, NO_VALUE, mercatorOf,
  refit, state: () => state,
});

function later(name) {
  if (!asked.has(name)) asked.set(name, model.data.later[name] ? load(name) : Promise.resolve(null));
  return asked.get(name);
}

function load(name) {
  return new Promise((resolve) => {
    const script = el("script", { src: `data/${name}.js?${model.data.later[name]}` });
    script.addEventListener("load", () => resolve(arrived.get(name) ?? null));
    script.addEventListener("error", () => {
      asked.delete(name);
      say("Část stránky se nenačetla. Zkuste to znovu.");
      resolve(null);
    });
    document.head.append(script);
  });
}

let silence = 0;

// A short message that goes away by itself.
function say(text) {
  const place = byId("hlaska");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => { place.hidden = true; }, 6000);
}
