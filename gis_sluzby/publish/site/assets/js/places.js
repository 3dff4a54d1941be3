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

// Details of one service. What it says of itself beside contacts is read when it is opened.
function serviceDetail(model, service) {
  const contact = contactOf(service);
  const place = placeOf(model, service);
  const forms = service.forms.map((forma) => model.words.forms[forma]).join(", ");
  const tag = [oneOf(service.druh), service.druh.paragraph].filter(Boolean).join(", ");
  const told = service.druh.placeless || service.secret ? "Adresu neukazujeme." : null;
  const others = place ? place.site.services.filter((other) => other !== service) : [];
  const facts = [
    ["Kde", told ?? addressOf(model, place)],
    ...["Pro koho", "Otevřeno", "Kapacita"].map((name) => [name, el("span", { "data-fact": name })]),
    ...contactList(contact).slice(contact.phone ? 1 : 0),
  ];
  later("podrobnosti").then((all) => fillFacts(service, all?.[service.index]));
  return [
    el("p", { class: "tag" }, `${tag} · ${forms}`),
    el("h2", { tabindex: "-1" }, service.own.nazev || service.provider.nazev),
    service.own.nazev ? el("p", { class: "muted" }, service.provider.nazev) : null,
    el("p", { class: "calls" }, contactLink(contact)),
    el("dl", {}, facts.filter(([, value]) => value).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    areaBox(model, service),
    el("p", { class: "muted" }, contact.phone ? "Volná místa neznáme, zavolejte." : "Volná místa neznáme."),
    others.length ? el("h3", {}, "Na stejné adrese") : null,
    others.length ? el("ul", { class: "rows" }, others.map((other) => serviceRow(model, other))) : null,
    mistakeLink(`${service.druh.name}, ${service.provider.nazev}`),
  ];
}

// The address, with the obec where it does not name it.
function addressOf(model, place) {
  if (!place) return "";
  const { address, obec } = place.site;
  const name = obec === null ? "" : model.obce[obec].nazev;
  return address.includes(name) ? address : [address, name].filter(Boolean).join(", ");
}

// Facts that are not known leave no empty line.
function fillFacts(service, texts) {
  document.querySelectorAll("#podrobnosti-obsah [data-fact]").forEach((node, i) => {
    const known = texts?.[i] ?? [];
    if (known.length) replace(node, el("ul", {}, known.map((text) => el("li", {}, text))));
    const row = node.parentElement;
    row.hidden = row.previousElementSibling.hidden = known.length === 0;
  });
}

// How many obce it says that it works in, and how many people live there.
function areaBox(model, service) {
  if (!service.area) return null;
  const obce = [...service.area].map((index) => model.obce[index]);
  const people = obce.reduce((sum, obec) => sum + (obec.people ?? 0), 0);
  const whole = obce.length === model.obce.length;
  return el(
    "div",
    { class: "result" },
    el("strong", { class: "figure" }, whole ? "Celý kraj" : counted(obce.length, "obec", "obce", "obcí")),
    ` ${whole ? "je území" : "je v území"}, kde služba podle svých údajů působí. Žije tam ${counted(people, "člověk", "lidé", "lidí")}.`,
  );
}

// The first of a service's places that may be shown.
function placeOf(model, service) {
  const site = service.sites.map((index) => model.sites[index]).find((one) => one.at);
  return site ? { site, at: site.at, key: site.at.join(" ") } : null;
}

// Where to tell of a mistake: the publisher's e-mail or page.
function mistakeLink(about) {
  const contact = byId("chyba")?.getAttribute("href");
  if (!contact) return null;
  const subject = encodeURIComponent(`Chyba v mapě: ${about}`);
  const href = contact.startsWith("mailto:") ? `${contact.split("?")[0]}?subject=${subject}` : contact;
  return el("p", { class: "muted" }, el("a", { href, rel: "noreferrer" }, "Nahlásit chybu"));
}

// Services at one point, where there are more of them.
function placeDetail(model, place) {
  const services = [...place.site.services].sort((a, b) => collator.compare(a.druh.name, b.druh.name));
  return [
    el("h2", { tabindex: "-1" }, place.site.obec === null ? "Místo služby" : model.obce[place.site.obec].nazev),
    place.site.address ? el("p", { class: "muted" }, place.site.address) : null,
    el("h3", { class: "lead" }, `${counted(services.length, "služba", "služby", "služeb")} na jedné adrese`),
    el("ul", { class: "rows" }, services.map((service) => serviceRow(model, service))),
  ];
}

function serviceRow(model, service) {
  return el(
    "li",
    {},
    el("div", {}, serviceLink(model, service, service.own.nazev || capital(service.druh.name)), el("p", { class: "muted" }, service.provider.nazev)),
    contactLink(contactOf(service)),
  );
}

// The address may not name the service, so the link opens it by itself.
function serviceLink(model, service, text) {
  const target = { ...state, druh: service.druh.code, forma: "any", cs: "any", obec: null, service: service.index, view: "mapa" };
  const open = (event) => {
    event.preventDefault();
    openService(service);
  };
  return el("a", { href: hashOf(model, target), onclick: open }, text);
}

function providerDetail(model, provider) {
  const services = model.services.filter((service) => service.provider === provider);
  const rows = contactList(provider);
  return [
    el("h2", { tabindex: "-1" }, provider.nazev),
    el("p", { class: "muted" }, counted(services.length, "služba", "služby", "služeb")),
    rows.length ? el("dl", {}, rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])) : null,
    el("ul", { class: "rows" }, services.map((service) => serviceRow(model, service))),
    mistakeLink(provider.nazev),
  ];
}
