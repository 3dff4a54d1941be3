// The Leaflet layer: a canvas for the map, painted anew after each move, and one over it for what
// the pointer is at.

const Surface = L.Renderer.extend({
  initialize(paint, paintHover) {
    L.Renderer.prototype.initialize.call(this, { padding: 0.1 });
    this._paint = paint;
    this._paintHover = paintHover;
  },
  _initContainer() {
    this._container = el("div", { "aria-hidden": "true" }, el("canvas"), el("canvas"));
  },
  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },
  _updatePaths() {},
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.paint();
  },
  paint() {
    if (!this._map) return;
    const [canvas, over] = this._container.children;
    const view = this._view();
    this._paint(sized(canvas, view), view);
    over.width = 0;
    this.paintHover();
  },
  // The upper canvas has no size until the pointer is at something: an empty one takes time, too.
  paintHover() {
    const over = this._container.lastChild;
    if (over.width) over.getContext("2d").reset();
    this._paintHover(() => (over.width ? scaled(over) : sized(over, this._view())));
  },
  _view() {
    const size = this._bounds.getSize();
    const zoom = this._map.getZoom();
    const scale = 256 * 2 ** zoom;
    const corner = this._map.getPixelOrigin().add(this._bounds.min);
    return {
      width: size.x, height: size.y, dpr: window.devicePixelRatio || 1, zoom, scale,
      x: corner.x / scale, y: corner.y / scale, ...this._shown(size),
    };
  },
  // What of the canvas is seen (it reaches beyond the map on each side), and what lies over it.
  _shown(size) {
    const seen = this._map.getSize();
    const [x, y] = [(size.x - seen.x) / 2, (size.y - seen.y) / 2];
    const frame = this._map.getContainer().getBoundingClientRect();
    const over = document.querySelectorAll(".map .leaflet-control, .map .layers, .map .whole, .map .origin, .map .units, .map .bands, .map .map-name, .map .button");
    const covered = [...over].map((node) => node.getBoundingClientRect()).map((box) => [
      box.left - frame.left + x - 8, box.top - frame.top + y - 8,
      box.right - frame.left + x + 8, box.bottom - frame.top + y + 8,
    ]);
    return { inner: [x, y, x + seen.x, y + seen.y], covered };
  },
});

function sized(canvas, { width, height, dpr }) {
  canvas.width = Math.round(width * dpr);
  canvas.height = Math.round(height * dpr);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return scaled(canvas);
}

function scaled(canvas) {
  const context = canvas.getContext("2d");
  const dpr = window.devicePixelRatio || 1;
  context.setTransform(dpr, 0, 0, dpr, 0, 0);
  return context;
}

// Puts the layer on the map; returns what the rest of the page needs of it.
function surfaceOn(map, shapes, sceneNow) {
  let cached = { key: "" };
  const pathsIn = (view) => {
    const key = [view.zoom, view.x, view.y, view.width, view.height].join(" ");
    if (cached.key !== key) cached = { key, paths: pathsOf(shapes, view) };
    return cached.paths;
  };
  const paint = (context, view) => draw(context, shapes, pathsIn(view), view, sceneNow());
  const paintHover = (contextOf) => {
    const { hover, palette } = sceneNow();
    if (hover === null || !cached.paths) return;
    const context = contextOf();
    context.lineJoin = "round";
    line(context, cached.paths.obce[hover], 2.5, palette.ui.ink);
  };
  const surface = new Surface(paint, paintHover).addTo(map);
  const once = (work) => {
    let asked = false;
    return () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        work();
      });
    };
  };
  const repaint = once(() => surface.paint());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  return {
    repaint,
    repaintHover: once(() => surface.paintHover()),
  };
}

function boundsOf([left, top, right, bottom]) {
  return L.latLngBounds(latLngOf([left, bottom]), latLngOf([right, top]));
}

const latLngOf = ([x, y]) => L.CRS.EPSG3857.pointToLatLng(L.point(x * 256, y * 256), 0);

function mercatorOf(latlng) {
  const point = L.CRS.EPSG3857.latLngToPoint(latlng, 0);
  return [point.x / 256, point.y / 256];
}

// The place under the pointer, null where there is none.
function placeAt(map, latlng, places) {
  const [x, y] = mercatorOf(latlng);
  const scale = 256 * 2 ** map.getZoom();
  let best = null;
  let least = L.Browser.mobile ? 18 : 12;
  for (const place of places) {
    const away = Math.hypot(place.at[0] - x, place.at[1] - y) * scale;
    if (away < least) [best, least] = [place, away];
  }
  return best;
}
