// Places of services on the map: services of the chosen layer, those at one point together.

function placesOf(model, chosen) {
  const at = new Map();
  for (const service of model.services) {
    if (!chosen(service)) continue;
    for (const index of service.sites) {
      const site = model.sites[index];
      if (!site.at) continue;
      const key = site.at.join(" ");
      if (!at.has(key)) at.set(key, { key, at: site.at, site, services: [] });
      if (!at.get(key).services.includes(service)) at.get(key).services.push(service);
    }
  }
  return [...at.values()];
}

const offers = (layer) => (service) =>
  service.druh === layer.druh && (layer.forma === "any" || service.forms.includes(layer.forma));

const capital = (text) => text.charAt(0).toLocaleUpperCase("cs") + text.slice(1);

function contactList(contact) {
  const rows = [];
  if (contact.phone) rows.push(["Telefon", contactLink({ phone: contact.phone })]);
  if (isEmail(contact.email)) rows.push(["E-mail", el("a", { href: `mailto:${contact.email}` }, contact.email)]);
  if (isWeb(contact.web)) rows.push(["Web", el("a", { href: webHref(contact.web), rel: "noreferrer" }, contact.web.replace(/^https?:\/\//i, "").replace(/\/$/, ""))]);
  return rows;
}

// Details of the services at one place, or of one provider.
function placeDetail(model, place) {
  const where = place.site.address;
  const services = [...place.services].sort((a, b) => a.druh.code.localeCompare(b.druh.code));
  const others = place.site.services.filter((service) => !services.includes(service));
  return [
    el("h2", { tabindex: "-1" }, place.site.obec === null ? "Místo služby" : model.obce[place.site.obec].nazev),
    where ? el("p", { class: "muted" }, where) : null,
    services.map((service) => serviceCard(model, service)),
    others.length ? el("h3", {}, "Na stejné adrese") : null,
    others.length ? el("ul", { class: "rows" }, others.map((service) => serviceRow(model, service))) : null,
  ];
}

function serviceCard(model, service) {
  const rows = contactList(contactOf(service));
  const forms = service.forms.map((forma) => model.words.forms[forma]).join(", ");
  const tag = [service.druh.name, service.druh.paragraph].filter(Boolean).join(", ");
  return el(
    "article",
    { class: "card" },
    el("p", { class: "tag" }, nonbreaking(`${tag} · ${forms}`)),
    el("h3", {}, service.own.nazev || service.provider.nazev),
    service.own.nazev ? el("p", { class: "muted" }, service.provider.nazev) : null,
    rows.length
      ? el("dl", {}, rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]))
      : el("p", { class: "muted" }, "Kontakt nemáme."),
    el("p", { class: "muted" }, "Volná místa neznáme, zavolejte."),
  );
}

function serviceRow(model, service) {
  return el(
    "li",
    {},
    el(
      "div",
      {},
      el("a", { href: hashOf(model, { ...state, druh: service.druh.code, forma: "any", obec: null, view: "mapa" }) }, capital(service.druh.name)),
      el("p", { class: "muted" }, service.provider.nazev),
    ),
    contactLink(contactOf(service)),
  );
}

function providerDetail(model, provider) {
  const services = model.services.filter((service) => service.provider === provider);
  const rows = contactList(provider);
  return [
    el("h2", { tabindex: "-1" }, provider.nazev),
    el("p", { class: "muted" }, counted(services.length, "služba", "služby", "služeb")),
    rows.length ? el("dl", {}, rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])) : null,
    el("ul", { class: "rows" }, services.map((service) => serviceRow(model, service))),
  ];
}
