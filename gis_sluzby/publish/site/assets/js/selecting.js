// Opening and closing details, and moving the map to what was chosen.

function openDetail(patch, item) {
  origin = document.activeElement;
  detail = item;
  change({ view: "mapa", ...patch });
  byId("podrobnosti").scrollTop = 0;
  byId("panel").scrollTop = 0;
  byId("podrobnosti-obsah").querySelector("h2").focus();
}

function closeDetail() {
  detail = null;
  change({ obec: null });
  const back = origin && origin.isConnected && origin !== document.body ? origin : byId("hledat");
  origin = null;
  back.focus();
}

const boundsMargin = () => ({ padding: [40, 40], animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches });
const narrow = () => window.matchMedia("(max-width: 47.99rem)").matches;
let fitted = true;

function fitKraj() {
  surface.fit(shapes.box, { padding: narrow() ? [16, 16] : [40, 40], animate: false });
  fitted = true;
}

function choose(entry) {
  if (entry.kind === "obec") openObec(entry.item.index);
  else if (entry.kind === "orp") {
    detail = null;
    change({ obec: null, view: "mapa" });
    const own = model.obce.filter((obec) => obec.orp === entry.item.index);
    surface.fit(joined(own.map((obec) => shapes.boxes[obec.index])), boundsMargin());
  } else if (entry.kind === "druh") {
    detail = null;
    change({ druh: entry.item.code, forma: "any", obec: null });
  } else if (entry.kind === "provider") openDetail({ obec: null }, { kind: "provider", item: entry.item });
  else openService(entry.item);
}

function openObec(obec) {
  openDetail({ obec }, null);
  lookAt(obec);
}

function lookAt(obec) {
  fitted = false;
  map.invalidateSize({ animate: false });
  map.setView(latLngOf(model.obce[obec].at), Math.max(map.getZoom(), 10.5), boundsMargin());
}

function openService(service) {
  change({ druh: service.druh.code, forma: "any", obec: null });
  const place = current.places.find((one) => one.services.includes(service));
  if (!place) return openDetail({ obec: null }, { kind: "provider", item: service.provider });
  openDetail({ obec: null }, { kind: "place", item: place });
  return map.panTo(latLngOf(place.at), boundsMargin());
}
