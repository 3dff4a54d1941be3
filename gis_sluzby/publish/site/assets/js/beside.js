// What the map is compared with: another druh, or an earlier time. The second map is a part of the
// program that is read later.

const EARLIER = "drive";
let beside = null; // the part, once it is there
let comparison = 0; // of several that were asked for only the last one is shown

function fillOthers() {
  const options = model.druhy.map((druh) => el("option", { value: druh.code }, druh.name));
  replace(
    byId("porovnat"),
    el("option", { value: "" }, "nic"),
    data.earlier ? el("optgroup", { label: "Dřívější stav" }, el("option", { value: EARLIER }, data.earlier)) : null,
    el("optgroup", { label: "Jiný druh" }, options),
  );
}

function showOther() {
  const known = state.other === EARLIER ? data.earlier : model.druhy.some((druh) => druh.code === state.other);
  if (!known) state.other = null;
  byId("porovnat").value = state.other ?? "";
  comparison += 1;
  const asked = comparison;
  const open = state.other !== null && state.view === "mapa" && state.obec === null && state.service === null && detail === null;
  if (!open) {
    beside?.close();
    return;
  }
  const older = state.other === EARLIER ? later(EARLIER) : Promise.resolve(null);
  Promise.all([later("porovnani"), older]).then(([part, earlier]) => {
    if (asked !== comparison || !part) return;
    beside = part;
    part.show(earlier, state.other);
  });
}

function showLanguage() {
  document.body.dataset.language = state.english ? "en" : "cs";
  if (state.english || arrived.has("english")) later("english").then((part) => part?.turn(state.english));
}
