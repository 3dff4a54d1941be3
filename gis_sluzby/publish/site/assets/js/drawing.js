// The map on a canvas, in the order of the look book: ground, neighbours, halo of the kraj, obce,
// water, roads, ORP, kraj, selection, points, labels. Knows nothing of Leaflet, so print uses it too.

const LINES = [
  { zoom: 9.5, obec: 0.5, orp: 0.9, kraj: 1.6, roads: 0, seat: 12, weight: 700 },
  { zoom: 10.5, obec: 0.8, orp: 1.2, kraj: 2, roads: 1, seat: 13.5, weight: 600 },
  { zoom: 11.5, obec: 1, orp: 1.5, kraj: 2.4, roads: 2, seat: 13.5, weight: 600, people: 2500 },
  { zoom: Infinity, obec: 1.2, orp: 1.8, kraj: 2.8, roads: 3, seat: 14, weight: 600, people: 0 },
];
const linesAt = (zoom) => LINES.find((one) => zoom < one.zoom);
const ROAD_WIDTHS = [1.6, 1.1, 0.8];

// view: {width, height, scale, x, y, zoom, dpr}; scene: what is chosen, see sceneOf().
function draw(context, shapes, paths, view, scene) {
  const { palette } = scene;
  const { lines } = palette;
  const style = linesAt(view.zoom);
  context.setTransform(view.dpr, 0, 0, view.dpr, 0, 0);
  context.lineJoin = "round";
  // With tiles underneath only the obce are filled, and one sees through them.
  if (scene.tiles) context.clearRect(0, 0, view.width, view.height);
  else {
    context.fillStyle = lines.abroad;
    context.fillRect(0, 0, view.width, view.height);
    context.fillStyle = lines.neighbour;
    for (const path of paths.neighbours) context.fill(path);
  }
  context.setLineDash([7, 3, 1.5, 3]);
  line(context, paths.borders, 1.2, lines["neighbour-line"]);
  context.setLineDash([]);
  drawWays(context, paths, style, scene, lines["neighbour-line"]);
  context.strokeStyle = inked(palette, 0.1);
  context.lineWidth = 9;
  context.stroke(paths.lines.kraj);
  fillObce(context, paths, view, scene);
  drawArea(context, shapes, paths, view, scene);
  drawBands(context, view, scene);
  context.strokeStyle = scene.neutral ? lines["neutral-line"] : scene.byOrp ? inked(palette, 0.12) : lines.obec;
  context.lineWidth = scene.byOrp ? 0.5 : style.obec;
  context.stroke(paths.lines.obec);
  drawWays(context, paths, style, scene, inked(palette, scene.dark ? 0.26 : 0.38), paths.whole.path);
  if (scene.shown.orp) {
    line(context, paths.lines.orp, style.orp + 1.8, lines["orp-casing"]);
    line(context, paths.lines.orp, style.orp, lines.orp);
  }
  line(context, paths.lines.kraj, style.kraj, lines.kraj);
  if (scene.selected !== null) {
    line(context, paths.obce[scene.selected], 6, lines["selection-casing"]);
    line(context, paths.obce[scene.selected], 3, palette.ui.ink);
  }
  const taken = [...view.covered];
  const badges = badgesThatFit(context, view, scene);
  if (scene.shown.points) drawPoints(context, view, scene, taken);
  taken.push(...badges.map((badge) => badge.box));
  drawMinutes(context, view, scene, taken);
  const named = new Set(badges.map((badge) => badge.title));
  if (scene.shown.labels) drawLabels(context, shapes, paths, view, scene, { ...style, named }, taken);
  drawBadges(context, scene, badges);
}

function line(context, path, width, colour) {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke(path);
}

const inked = (palette, share) => palette.ui.ink + Math.round(share * 255).toString(16).padStart(2, "0");

// Obce of one row are filled at once, so no seam shows between them.
function fillObce(context, paths, view, scene) {
  const groups = new Map();
  context.globalAlpha = scene.tiles ? 0.55 : 1;
  scene.rowOf.forEach((row, obec) => {
    const key = scene.neutral && row.key !== "not_applicable" ? "neutral" : row.key;
    if (!groups.has(key)) groups.set(key, { row, path: new Path2D() });
    groups.get(key).path.addPath(paths.obce[obec]);
  });
  for (const [key, { row, path }] of groups) {
    const fill = key === "neutral" ? { solid: scene.palette.lines.neutral } : fillOf(row, scene.palette, scene.dark);
    context.fillStyle = fill.pattern
      ? canvasPattern(context, model.data.patterns[fill.pattern], fill, view.dpr, [-view.x * view.scale, -view.y * view.scale])
      : fill.solid;
    context.fill(path);
  }
  context.globalAlpha = 1;
  if (scene.neutral && scene.selected !== null) {
    context.fillStyle = scene.palette.ui["accent-soft"];
    context.fill(paths.obce[scene.selected]);
  }
}

// Water and roads; rivers are lines, lakes (rank 1) areas.
function drawWays(context, paths, style, { shown, palette }, colour, within) {
  context.save();
  if (within) context.clip(within);
  context.strokeStyle = context.fillStyle = palette.lines.water;
  context.lineWidth = 1;
  if (shown.water) for (const { rank, path } of paths.water) rank ? context.fill(path, "evenodd") : context.stroke(path);
  context.strokeStyle = colour;
  for (const way of paths.roads) {
    if (!shown.roads || way.rank > style.roads) continue;
    context.lineWidth = ROAD_WIDTHS[way.rank] * (style.obec < 0.8 ? 0.75 : 1);
    context.stroke(way.path);
  }
  context.restore();
}

const onScreen = (view, [x, y]) => [(x - view.x) * view.scale, (y - view.y) * view.scale];

function drawPoints(context, view, scene, taken) {
  const { point, "point-ring": ring } = scene.palette.lines;
  const small = scene.plain ? 3 : view.zoom < 10 ? 4.5 : 6;
  for (const place of scene.places) {
    const [x, y] = onScreen(view, place.at);
    const many = !scene.plain && place.services.length > 1 && view.zoom >= 10.5;
    const radius = many ? 9.5 : small;
    context.beginPath();
    context.arc(x, y, radius + 2, 0, 2 * Math.PI);
    context.fillStyle = ring;
    context.fill();
    context.beginPath();
    context.arc(x, y, scene.hollow ? radius - 1 : radius, 0, 2 * Math.PI);
    if (scene.hollow) {
      line(context, circle(x, y, radius - 1), 2, point);
    } else {
      context.fillStyle = point;
      context.fill();
    }
    if (place.key === scene.place?.key) {
      line(context, circle(x, y, radius + 5), 3, ring);
      line(context, circle(x, y, radius + 6), 2.5, point);
    }
    if (many) {
      context.fillStyle = scene.hollow ? point : ring;
      context.font = `700 11px ${scene.font}`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(String(place.services.length), x, y + 0.5);
    }
    taken.push([x - radius, y - radius, x + radius, y + radius]);
  }
}

function circle(x, y, radius) {
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}

// Places in the obec view: a box with the name and what is reached there. The chosen obec comes
// first; others stay out where they would cover one another or reach beyond the map.
function badgesThatFit(context, view, scene) {
  const fitting = [];
  for (const badge of scene.badges) {
    const [x, y] = onScreen(view, badge.at);
    context.font = `600 14px ${scene.font}`;
    const title = context.measureText(badge.title).width;
    context.font = `13px ${scene.font}`;
    const width = Math.max(title, context.measureText(badge.text).width) + 22;
    const box = [x - width / 2, y - 60, x + width / 2, y - 8];
    const free = within(box, view.inner) && ![...fitting.map((other) => other.box), ...view.covered].some((other) => meet(box, other));
    if (badge.own || free) fitting.push({ ...badge, x, y, box });
  }
  return fitting;
}

function drawBadges(context, scene, badges) {
  const { ui } = scene.palette;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  for (const { own, title, text, x, y, box } of [...badges].reverse()) {
    const shape = balloon(box[0], box[1], box[2] - box[0], 44, 7);
    context.fillStyle = own ? ui.ink : ui.surface;
    context.fill(shape);
    if (!own) line(context, shape, 1, ui["line-strong"]);
    context.fillStyle = own ? ui.surface : ui.ink;
    context.font = `600 14px ${scene.font}`;
    context.fillText(title, x, y - 42);
    if (!own) context.fillStyle = ui["ink-2"];
    context.font = `13px ${scene.font}`;
    context.fillText(text, x, y - 24);
  }
}

// A rounded box with a tip that points down from its middle.
function balloon(x, y, width, height, radius) {
  const path = new Path2D();
  const [right, bottom, middle] = [x + width, y + height, x + width / 2];
  path.moveTo(x + radius, y);
  path.arcTo(right, y, right, bottom, radius);
  path.arcTo(right, bottom, x, bottom, radius);
  path.lineTo(middle + 8, bottom);
  path.lineTo(middle, bottom + 8);
  path.lineTo(middle - 8, bottom);
  path.arcTo(x, bottom, x, y, radius);
  path.arcTo(x, y, right, y, radius);
  path.closePath();
  return path;
}

const within = (box, [left, top, right, bottom]) => box[0] >= left && box[1] >= top && box[2] <= right && box[3] <= bottom;
const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
