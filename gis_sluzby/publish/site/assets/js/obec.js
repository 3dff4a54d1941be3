// "Co je dostupné u mě": every druh stands in exactly one section of the chosen obec.

const SECTIONS = [
  { key: "here", title: "Tady v obci", tile: "v obci", icon: "home" },
  { key: "comes", title: "Přijede k vám", tile: "přijede", icon: "arrive" },
  { key: "drive" },
  { key: "wide", title: "Celý kraj a po telefonu", icon: "phone" },
  { key: "out", title: "Mimo dosah", tile: "mimo dosah", icon: "warning" },
  { key: "free", title: "Bez meze dosahu" },
  { key: "unknown", title: "Bez dat", icon: "info" },
  { key: "none", title: "Netýká se", icon: "info" },
];
// What is reached is headed by the mode of travel.
const sectionsOf = ({ words }) =>
  SECTIONS.map((section) => ({ icon: words.arrival.icon, ...(section.key === "drive" ? words.arrival : {}), ...section }));
const REACHED = ["covered", "partial"];
const SHORT = 4;

function druhAtObec(model, druh, obec) {
  const layers = model.layers.filter((layer) => layer.druh === druh && layer.cs === "any");
  const of = (layer) => layer.state[obec][0];
  const any = layers.find((layer) => layer.forma === "any") ?? layers[0];
  const own = model.services.filter(
    (service) => service.druh === druh && service.sites.some((site) => model.sites[site].obec === obec),
  );
  const reached = layers.filter((layer) => REACHED.includes(of(layer)));
  const declared = reached.find((layer) => layer.measure === "declared");
  const timed = closest(reached.filter((layer) => layer.measure === "time"), obec);
  const status = of(any);
  if (own.length) return { key: "here", services: own };
  if (declared && (declared.count[obec] ?? 0) > 0) return { key: "comes", layer: declared, services: comingTo(model, druh, obec) };
  if (timed) return { key: "drive", layer: timed };
  if (status === "not_applicable" && any.state[obec][1] !== "no_standard") return { key: "none", layer: any };
  if (reached.length) return { key: "wide", layer: reached[0] };
  const free = closest(layers.filter((layer) => layer.measure === "none"), obec);
  if (free) return { key: "free", layer: free };
  if (status === "not_applicable") return { key: "none", layer: any };
  if (status === "no_data") return { key: "unknown", layer: any };
  // Minutes are told only of a form that is judged by them; else the reason is.
  return { key: "out", layer: closest(layers.filter((layer) => layer.measure === "time"), obec) ?? any };
}

// Services that say that they come to the obec, those with a contact first.
function comingTo(model, druh, obec) {
  const coming = model.services.filter((service) => service.druh === druh && service.area?.has(obec));
  const silent = (service) => Number(!Object.values(contactOf(service)).some(Boolean));
  return coming.sort((a, b) => silent(a) - silent(b) || collator.compare(a.provider.nazev, b.provider.nazev));
}

// Of layers with minutes at the obec the one with the least of them.
function closest(layers, obec) {
  const near = layers.filter((layer) => layer.minutes[obec] !== null && layer.nearest[obec] !== null);
  return [...near].sort((a, b) => a.minutes[obec] - b.minutes[obec])[0] ?? null;
}

function obecDetail(model, obec) {
  const druhy = situationNow()?.druhy ?? model.druhy;
  const found = druhy.map((druh) => ({ druh, ...druhAtObec(model, druh, obec.index) }));
  const violence = found.filter((one) => one.druh.placeless);
  const open = found.filter((one) => !one.druh.placeless);
  const of = (key) => open.filter((one) => one.key === key);
  const sections = sectionsOf(model);
  const empty = ["here", "comes", "drive"].every((key) => of(key).length === 0);
  return [
    el("h2", { tabindex: "-1" }, obec.military ? `vojenský újezd ${obec.nazev}` : obec.nazev),
    el("p", { class: "muted" }, `ORP ${model.orp[obec.orp].nazev}`, obec.people === null ? null : ` · ${counted(obec.people, "obyvatel", "obyvatelé", "obyvatel")}`),
    el("h3", { class: "lead" }, "Co je dostupné u mě"),
    situationChoice(),
    el("ul", { class: "tiles" }, sections.filter((one) => one.tile).map((one) => tile(one, of(one.key).length))),
    empty ? help(model, obec, "Když tu nic není") : null,
    sections.map((section) => (of(section.key).length ? sectionOf(model, obec, section, of(section.key)) : null)),
    violence.length ? violenceCard(model, violence) : null,
    empty ? null : help(model, obec, "Nenašli jste pomoc?"),
    mistakeLink(obec.nazev),
  ];
}

function situationChoice() {
  const choice = el(
    "select",
    { id: "situace-u-me" },
    el("option", { value: "" }, "všechny"),
    model.situations.map((one) => el("option", { value: one.code, selected: one.code === state.situation }, one.name)),
  );
  choice.addEventListener("change", () => {
    chooseSituation(choice.value || null);
    byId("situace-u-me").focus();
  });
  return el("div", { class: "filter inline" }, el("label", { for: "situace-u-me" }, "Životní situace"), choice);
}

function tile(section, count) {
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: `tile ${section.key}`, disabled: count === 0, onclick: () => goTo(`oddil-${section.key}`) },
      el("span", { class: "count" }, String(count), icon(section.icon)),
      el("span", {}, section.tile),
    ),
  );
}

function goTo(id) {
  const heading = byId(id);
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}

function sectionOf(model, obec, section, found) {
  const list = el("ul", { class: "rows" });
  const rows = found.map((one) => druhRow(model, obec, one));
  list.append(...rows);
  const long = rows.length > SHORT + 1;
  if (long) rows.slice(SHORT).forEach((row) => { row.hidden = true; });
  const more = long
    ? el("button", { type: "button", class: "link", onclick: () => {
        rows.forEach((row) => { row.hidden = false; });
        rows[SHORT].querySelector("a").focus();
        more.remove();
      } }, `Zobrazit všech ${rows.length}`)
    : null;
  return el(
    "section",
    { class: `section ${section.key}` },
    el("div", { class: "head" }, el("span", { class: "badge" }, icon(section.icon)), el("h3", { id: `oddil-${section.key}`, tabindex: "-1" }, section.title), el("span", { class: "muted" }, counted(found.length, "druh", "druhy", "druhů"))),
    list,
    more,
  );
}

function druhRow(model, obec, { druh, key, layer, services }) {
  const service = services?.[0] ?? nearestService(model, layer, obec.index, key);
  const timed = layer && ["time", "none"].includes(layer.measure);
  const minutes = timed && ["drive", "out", "free"].includes(key) ? layer.minutes[obec.index] : null;
  const place = minutes !== null && service ? placeText(model, service) : "";
  const said = minutes === null ? null : [el("strong", {}, minutesText(minutes)), place ? ` · ${place}` : null];
  const several = (services?.length ?? 0) > 1;
  const words = said ?? (services?.length ? null : reasonText(model, layer, obec.index));
  return el(
    "li",
    {},
    el(
      "div",
      {},
      el("a", { href: hashOf(model, { ...state, druh: druh.code, forma: layer?.forma ?? "any", obec: null, view: "mapa" }) }, capital(oneOf(druh))),
      words ? el("p", { class: "muted" }, words) : null,
      service && !several ? el("p", { class: "muted" }, serviceLink(model, service, service.provider.nazev)) : null,
      several ? providersOf(model, services) : null,
    ),
    service && !several ? contactLink(contactOf(service)) : null,
  );
}

// Several services of one druh, to be unfolded.
function providersOf(model, services) {
  return el(
    "details",
    { class: "more" },
    el("summary", {}, counted(services.length, "služba", "služby", "služeb")),
    el("ul", { class: "rows" }, services.map((service) => el("li", {}, el("div", {}, serviceLink(model, service, service.own.nazev || service.provider.nazev)), contactLink(contactOf(service))))),
  );
}

// The service to call: the nearest one; a service for the whole kraj where there is just one.
function nearestService(model, layer, obec, key) {
  if (["comes", "unknown", "none"].includes(key)) return null;
  const nearest = layer.nearest[obec];
  if (nearest !== null && key !== "wide") return model.services[nearest];
  const all = model.services.filter(offers(layer));
  return all.length === 1 ? all[0] : null;
}

function help(model, obec, title) {
  return el(
    "section",
    { class: "help" },
    el("h3", { id: "kdyz-nic", tabindex: "-1" }, title),
    el("p", {}, `Obraťte se na sociální odbor úřadu, ORP ${model.orp[obec.orp].nazev}. Poradí zdarma a najde službu i mimo kraj.`),
    departmentOf(model.orp[obec.orp].department),
  );
}

// Name and contacts of the social department, where the kraj has given them.
function departmentOf([nazev, phone, email, web, address, hours] = []) {
  if (!nazev) return null;
  return el(
    "div",
    {},
    el("p", {}, el("strong", {}, nazev)),
    [address, hours].filter(Boolean).map((text) => el("p", { class: "muted" }, text)),
    el("p", { class: "calls" }, [{ phone }, { email }, { web }].filter((one) => Object.values(one)[0]).map(contactLink)),
  );
}

// The bar at the foot of the panel: whom to call.
function showHelpBar() {
  const bar = byId("pomoc");
  bar.hidden = state.obec === null || state.view !== "mapa";
  if (bar.hidden) return;
  const orp = model.orp[model.obce[state.obec].orp];
  const [, phone, email] = orp.department;
  const link = phone || email
    ? contactLink({ phone, email })
    : el("button", { type: "button", class: "button quick", onclick: () => goTo("kdyz-nic") }, "Kam se obrátit");
  replace(bar, el("p", {}, el("strong", {}, "Nenašli jste pomoc?"), el("span", { class: "muted" }, `Sociální odbor, ORP ${orp.nazev}`)), link);
}

function violenceCard(model, found) {
  const services = model.services.filter((service) => found.some((one) => one.druh === service.druh));
  return el(
    "section",
    { class: "card help" },
    el("h3", {}, "Pomoc při násilí"),
    el("p", {}, "Adresu neukazujeme. Pomůžou vám po telefonu."),
    services.length
      ? el("ul", { class: "rows" }, services.map((service) => el("li", {}, el("div", {}, service.provider.nazev), contactLink(contactOf(service)))))
      : el("p", { class: "muted" }, "Kontakt v datech nemáme."),
    exitButton(),
    el("p", {}, el("strong", {}, "V ohrožení života volejte 112.")),
  );
}

// Leaves for a harmless page; "back" does not lead here again.
function exitButton() {
  return el("button", { type: "button", class: "button danger", onclick: leave }, icon("exit"), "Rychle odejít");
}

function leave() {
  document.title = "Předpověď počasí";
  history.replaceState(null, "", "#");
  location.replace("https://www.chmi.cz/");
}

// Places with minutes and the number of kinds, for the map of the obec view.
function badgesOf(model, obec) {
  const places = new Map();
  for (const druh of model.druhy) {
    if (druh.placeless) continue;
    const { key, layer } = druhAtObec(model, druh, obec.index);
    if (key !== "drive") continue;
    const service = model.services[layer.nearest[obec.index]];
    const at = service.sites.length ? model.sites[service.sites[0]] : null;
    if (!at?.at || at.obec === null || at.obec === obec.index) continue;
    const name = model.obce[at.obec].nazev;
    const place = places.get(name) ?? { title: name, at: model.obce[at.obec].at, minutes: [], kinds: 0 };
    place.minutes.push(layer.minutes[obec.index]);
    place.kinds += 1;
    places.set(name, place);
  }
  const own = model.services.filter((service) => service.sites.some((site) => model.sites[site].obec === obec.index)).length;
  const badge = { title: obec.nazev, at: obec.at, own: true, text: own ? `${counted(own, "služba", "služby", "služeb")} v${NBSP}obci` : "vaše obec" };
  const others = [...places.values()].sort((a, b) => b.kinds - a.kinds).map((place) => {
    const [least, most] = [Math.min(...place.minutes), Math.max(...place.minutes)];
    const span = least === most ? minutesText(least) : `${least}–${minutesText(most)}`;
    return { title: place.title, at: place.at, text: `${span} · ${counted(place.kinds, "druh", "druhy", "druhů")}` };
  });
  return [badge, ...others];
}
