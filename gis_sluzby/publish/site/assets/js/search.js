// Search over obce, ORP, kinds, providers and services; a combobox that needs no diacritics.

const SHOWN = 8;
const KINDS = { obec: "pin", orp: "map", situation: "info", druh: "list", provider: "people", service: "home" };
const KIND_WORDS = { obec: "obec", orp: "ORP", situation: "životní situace", druh: "druh", provider: "poskytovatel", service: "služba" };

function searchEntries(model) {
  const entry = (kind, text, second, item) => ({ kind, text, second, item, key: folded(text), more: folded(second) });
  const offered = new Map(model.providers.map((provider) => [provider, 0]));
  for (const { provider } of model.services) offered.set(provider, offered.get(provider) + 1);
  return [
    ...model.obce.map((obec) => entry("obec", obec.nazev, [`ORP ${model.orp[obec.orp].nazev}`, obec.people !== null && counted(obec.people, "obyvatel", "obyvatelé", "obyvatel")].filter(Boolean).join(" · "), obec)),
    ...model.orp.map((orp) => entry("orp", orp.nazev, "správní obvod obce s rozšířenou působností", orp)),
    ...model.situations.map((one) => entry("situation", one.name, one.druhy.slice(0, 3).map((druh) => druh.name).join(", "), one)),
    ...model.druhy.map((druh) => entry("druh", capital(druh.name), druh.paragraph, druh)),
    ...model.providers.map((provider) => entry("provider", provider.nazev, counted(offered.get(provider), "služba", "služby", "služeb"), provider)),
    ...model.services.map((service) => entry("service", capital(service.own.nazev || service.druh.name), service.provider.nazev, service)),
  ];
}

// Words may stand anywhere; a name that begins with the text comes first.
function found(entries, text) {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const order = Object.keys(KINDS);
  const rank = (entry) => (entry.key.startsWith(words[0]) ? 0 : ` ${entry.key}`.includes(` ${words[0]}`) ? 1 : words.every((word) => entry.key.includes(word)) ? 2 : 3);
  return entries
    .filter((entry) => words.every((word) => entry.key.includes(word) || (entry.kind === "service" && entry.more.includes(word))))
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank || order.indexOf(a.entry.kind) - order.indexOf(b.entry.kind) || collator.compare(a.entry.text, b.entry.text))
    .map(({ entry }) => entry);
}

// The text with its matching part in bold; folding must not move letters, else nothing is bold.
function marked(text, words) {
  const plain = folded(text);
  const at = plain.indexOf(words);
  if (at < 0 || plain.length !== text.length) return [text];
  return [text.slice(0, at), el("b", {}, text.slice(at, at + words.length)), text.slice(at + words.length)];
}

function startSearch(model, choose) {
  const input = byId("hledat");
  const list = byId("nalezeno");
  const popup = byId("nalezeno-okno");
  const hint = byId("hledat-stav");
  let entries = null; // made when somebody searches
  let shown = [];
  let active = -1;

  function close() {
    shown = [];
    active = -1;
    popup.hidden = true;
    replace(list);
    hint.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", `nalezeno-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function take(entry) {
    close();
    input.value = "";
    choose(entry);
  }

  function show() {
    const text = input.value.trim();
    close();
    if (!text) return;
    entries ??= searchEntries(model);
    const all = found(entries, text);
    shown = all.slice(0, SHOWN);
    replace(list, shown.map((entry, i) => option(entry, i, text, take)));
    popup.hidden = false;
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    hint.classList.toggle("wrong", !shown.length);
    const some = all.length > SHOWN ? `, ukazujeme prvních ${SHOWN}` : "";
    hint.textContent = shown.length
      ? `${counted(all.length, "výsledek", "výsledky", "výsledků")}${some} · ↑ ↓ vybrat, Enter otevřít, Esc zavřít`
      : `„${text}“ tu neznáme. Zkuste začátek názvu.`;
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (!popup.hidden || input.value)) {
      event.stopPropagation();
      if (popup.hidden) input.value = "";
      close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (shown.length) take(shown[Math.max(active, 0)]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!shown.length) show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = active < 0 && step < 0 ? 0 : active;
      if (shown.length) activate((from + step + shown.length) % shown.length);
    }
  });
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
}

function option(entry, index, text, take) {
  const words = folded(text);
  const node = el(
    "li",
    { role: "option", id: `nalezeno-${index}`, "aria-selected": "false" },
    icon(KINDS[entry.kind]),
    el("span", { class: "what" }, el("span", {}, ...marked(entry.text, words)), entry.second ? el("span", { class: "muted" }, ...marked(entry.second, words)) : null),
    el("span", { class: "kind" }, KIND_WORDS[entry.kind]),
  );
  node.addEventListener("mousedown", (event) => event.preventDefault());
  node.addEventListener("click", () => take(entry));
  return node;
}
