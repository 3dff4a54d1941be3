// The page's data as objects: obce, layers of coverage, services and places.

function modelOf(data) {
  const { grid } = data;
  const columns = data.columns.map(() => null);
  // Columns are unpacked when a layer first needs them.
  const column = (index) =>
    index === undefined ? null : (columns[index] ??= unpackColumn(data.columns[index]));
  const statuses = Object.keys(data.words.statuses);

  const orpAt = unpack(data.obce.orp);
  const people = unpackOptional(data.obce.people);
  const military = unpack(data.obce.military);
  const labelAt = unpackPoints(data.obce.at, grid);
  const obce = data.obce.kod.map((kod, i) => ({
    index: i,
    kod,
    nazev: data.obce.nazev[i],
    orp: orpAt[i],
    people: people[i],
    military: military[i] === 1,
    at: labelAt[i],
    seat: data.orp[orpAt[i]][1] === data.obce.nazev[i],
  }));
  const orp = data.orp.map(([kod, nazev], index) => ({ index, kod, nazev, department: data.departments[index] }));

  // A layer may be written by what it differs in from one before it.
  const entries = [];
  for (const { a: like, ...own } of data.layers) entries.push({ ...entries[like], ...own });
  const layers = entries.map((entry) => ({
    druh: data.druhy[entry.d],
    forma: entry.f,
    cs: entry.z ?? "any",
    measure: entry.m,
    level: entry.l,
    limit: entry.L ?? null,
    people: entry.g,
    result: { figure: data.results[entry.r][0], text: data.results[entry.r][1], note: data.results[entry.r][2] },
    get state() { return column(entry.s).map((n) => data.states[n]); },
    legend: data.legends[entry.k],
    shares: entry.q,
    get rows() { return column(entry.w); },
    get count() { return column(entry.c); },
    get minutes() { return column(entry.v) ?? obce.map(() => null); },
    get nearest() {
      const named = column(entry.n);
      return named ? named.map((n) => (n === null ? null : entry.N[n])) : obce.map(() => null);
    },
    partial: entry.p ?? {},
    get orp() {
      if (!entry.o) return null;
      const status = column(entry.o[0]);
      const share = column(entry.o[1]);
      const row = column(entry.o[2]);
      return orp.map((_, i) => ({ status: statuses[status[i]], share: share[i], row: row[i] }));
    },
  })).map(remembering);

  const texts = data.services.texts;
  const contacts = ([nazev = "", phone = "", email = "", web = ""]) => ({ nazev, phone, email, web });
  const providers = data.providers.map((row, index) => ({ index, ...contacts(row) }));
  const providerAt = unpack(data.services.provider);
  const druhAt = unpack(data.services.druh);
  const formBits = unpack(data.services.forms);
  const secret = unpack(data.services.secret);
  const placed = unpackLists(data.services.sites);
  const setOf = unpackOptional(data.declared.of);
  const sets = data.declared.sets.map(() => null);
  const areaAt = (index) =>
    (sets[index] ??= new Set(unpackColumn(data.declared.sets[index]).flatMap((flag, obec) => (flag ? [obec] : []))));
  const forms = Object.keys(data.words.forms).filter((forma) => forma !== "any");
  const services = providerAt.map((at, index) => ({
    index,
    druh: data.druhy[druhAt[index]],
    provider: providers[at],
    forms: forms.filter((_, bit) => (formBits[index] >> bit) & 1),
    secret: secret[index] === 1,
    sites: placed[index],
    id: data.services.ids[index],
    // Obce where it declares that it works, null where it declares nothing.
    get area() { return setOf[index] === null ? null : areaAt(setOf[index]); },
    own: contacts(texts[index]),
  }));
  const siteObec = unpackOptional(data.sites.obec);
  const sites = unpackPoints(data.sites.at, grid).map((at, index) => ({
    index,
    at,
    obec: siteObec[index],
    address: data.sites.address[index],
    services: [],
  }));
  for (const service of services) {
    for (const site of service.sites) sites[site].services.push(service);
  }
  const situations = (data.situations ?? []).map((one) => ({ ...one, druhy: one.druhy.map((at) => data.druhy[at]) }));
  return { data, obce, orp, layers, providers, services, sites, situations, druhy: data.druhy, words: data.words };
}

// Getters that keep what they gave the first time.
function remembering(object) {
  const memory = new Map();
  return new Proxy(object, {
    get(target, name) {
      if (!memory.has(name)) memory.set(name, target[name]);
      return memory.get(name);
    },
  });
}

// One service of the kind, for a sentence.
const oneOf = (druh) => druh.singular ?? druh.name;

const contactOf = (service) => ({
  phone: service.own.phone || service.provider.phone,
  email: service.own.email || service.provider.email,
  web: service.own.web || service.provider.web,
});

// Place of a service's nearest site in words: the obec, else the address.
function placeText(model, service) {
  const site = service.sites.length ? model.sites[service.sites[0]] : null;
  if (!site) return "";
  return site.obec === null ? site.address || "" : model.obce[site.obec].nazev;
}

function reasonText(model, layer, obec) {
  const [, code] = layer.state[obec];
  const [plain, detailed] = model.words.reasons[code] ?? ["", null];
  const minutes = layer.minutes[obec];
  const count = layer.count[obec];
  const figures = {
    minutes: minutes === null ? null : minutesText(minutes),
    limit: layer.limit === null ? null : minutesText(layer.limit),
    providers: count ? counted(count, "poskytovatel", "poskytovatelé", "poskytovatelů") : null,
    level: model.words.levels[layer.level] ?? null,
  };
  const named = detailed ? [...detailed.matchAll(/\{(\w+)\}/g)].map((match) => match[1]) : [];
  if (!detailed || named.some((name) => !figures[name])) return plain;
  return detailed.replace(/\{(\w+)\}/g, (_, name) => figures[name]);
}
