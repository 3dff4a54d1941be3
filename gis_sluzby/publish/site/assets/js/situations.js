// Life situations: a way to kinds of service for those who do not know paragraphs.

const situationNow = () => model.situations.find((one) => one.code === state.situation) ?? null;

// The options of both lists of situations; the one of the obec has the choice of all, too.
function fillSituations() {
  const options = () => model.situations.map((one) => el("option", { value: one.code }, one.name));
  byId("situace").append(...options());
}

// Kinds to choose from: those of the situation in its order, else all by their group.
function fillKinds() {
  const situation = situationNow();
  const named = (druh) => [druh.name, druh.paragraph && `(${druh.paragraph})`].filter(Boolean).join(" ");
  const option = (druh) => el("option", { value: druh.code }, named(druh));
  const groups = new Map();
  for (const druh of model.druhy) groups.set(druh.group, [...(groups.get(druh.group) ?? []), druh]);
  const list = byId("druh");
  if (list.dataset.filled === (situation?.code ?? "")) return;
  list.dataset.filled = situation?.code ?? "";
  replace(list, situation
    ? situation.druhy.map(option)
    : [...groups].map(([group, druhy]) => el("optgroup", { label: group }, druhy.map(option))));
}

function showSituations() {
  const by = state.situation === null ? "druh" : "situace";
  for (const radio of document.querySelectorAll("[name=podle]")) radio.checked = radio.value === by;
  byId("situace-vyber").hidden = by !== "situace";
  if (state.situation) byId("situace").value = state.situation;
  fillKinds();
}

function listenToSituations() {
  for (const radio of document.querySelectorAll("[name=podle]")) {
    radio.addEventListener("change", () => chooseSituation(radio.value === "druh" ? null : byId("situace").value));
  }
  byId("situace").addEventListener("change", (event) => chooseSituation(event.target.value));
}

// The kind stays when it is one of the situation's, else the first of them is taken.
function chooseSituation(code) {
  const druhy = model.situations.find((one) => one.code === code)?.druhy ?? null;
  const kept = !druhy || druhy.some((druh) => druh.code === state.druh);
  const patch = { situation: code, ...(kept ? {} : { druh: druhy[0].code, forma: "any", cs: "any" }) };
  if (state.obec === null) chooseKind(patch);
  else change(patch);
}
