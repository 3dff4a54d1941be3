// The tip at the pointer: what the obec or the place under it is.

function hideTip() {
  hover = null;
  byId("tip").hidden = true;
  surface.repaintHover();
}

function showTip(event) {
  if (event.originalEvent.target.closest(".leaflet-control")) {
    hideTip();
    return;
  }
  const [x, y] = mercatorOf(event.latlng);
  const obec = obecAt(shapes, x, y);
  const place = placeAt(map, event.latlng, sceneNow().places);
  map.getContainer().style.cursor = obec === null && !place ? "" : "pointer";
  if (obec !== hover) {
    hover = obec;
    surface.repaintHover();
  }
  const tip = byId("tip");
  tip.hidden = obec === null && !place;
  if (tip.hidden) return;
  replace(tip, ...(place ? placeTip(place) : obecTip(obec)));
  const size = map.getSize();
  const at = event.containerPoint;
  tip.style.left = `${Math.min(Math.max(at.x - tip.offsetWidth / 2, 8), size.x - tip.offsetWidth - 8)}px`;
  tip.style.top = `${at.y > tip.offsetHeight + 24 ? at.y - tip.offsetHeight - 16 : at.y + 20}px`;
}

function placeTip(place) {
  const [first, ...rest] = place.services;
  return [el("strong", {}, first.own.nazev || first.provider.nazev), rest.length ? el("p", { class: "muted" }, `a další, celkem ${counted(place.services.length, "služba", "služby", "služeb")}`) : null];
}

function obecTip(index) {
  const { layer, classes } = current;
  const obec = model.obce[index];
  if (classes.byOrp) {
    const row = classes.rowOf[index];
    const { share } = layer.orp[obec.orp];
    return [
      el("strong", {}, `ORP ${model.orp[obec.orp].nazev}`),
      share === null ? null : el("p", {}, el("strong", {}, percent(share)), ` ${layer.people} v\u00a0dosahu`),
      el("p", { class: `chip ${row.key}` }, row.pattern ? swatch(row) : null, row.label),
    ];
  }
  const minutes = hasMinutes(layer) ? layer.minutes[index] : null;
  const nearest = minutes === null ? null : layer.nearest[index];
  const row = classes.rowOf[index];
  const label = row.special || row.pattern ? row.label : layer.measure === "none" ? "bez meze" : model.words.statuses.covered;
  const count = layer.measure === "declared" && layer.count[index] ? counted(layer.count[index], "poskytovatel", "poskytovatelé", "poskytovatelů") : null;
  return [
    el("strong", {}, obec.nazev),
    minutes === null ? null : el("p", {}, el("strong", {}, `${minutesText(minutes)} ${model.words.mode}`), nearest === null ? null : ` · ${placeText(model, model.services[nearest])}`),
    count ? el("p", {}, el("strong", {}, count)) : null,
    el("p", { class: `chip ${row.key}` }, row.pattern ? swatch(row) : null, label),
  ];
}
