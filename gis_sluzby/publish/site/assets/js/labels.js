// Names on the map: seats of ORP first, then obce by people; what would collide is left out.

function drawLabels(context, shapes, paths, view, scene, style, taken) {
  const seats = [];
  const others = [];
  const least = style.people ?? Infinity;
  for (const obec of model.obce) {
    const [x, y] = onScreen(view, obec.at);
    if (x < 0 || y < 0 || x > view.width || y > view.height || style.named.has(obec.nazev)) continue;
    if (obec.seat) seats.push({ obec, x, y });
    else if (obec.military || (obec.people ?? 0) >= least || obec.index === scene.selected) others.push({ obec, x, y });
  }
  for (const list of [seats, others]) list.sort((a, b) => (b.obec.people ?? 0) - (a.obec.people ?? 0));
  const { lines, ui } = scene.palette;
  const halo = scene.neutral ? lines.neutral : lines.halo;
  const { inner } = view;
  for (const { obec, x, y } of seats) {
    label(context, obec.nazev, x, y, { font: `${style.weight} ${style.seat}px ${scene.font}`, ink: ui.ink, halo, inner, size: style.seat }, taken);
  }
  neighbourNames(context, shapes, paths, view, scene, taken);
  abroadNames(context, view, scene, taken);
  const size = style.people === 0 ? 13 : 12;
  context.lineJoin = "round";
  for (const { obec, x, y } of others) {
    const look = { font: `${size}px ${scene.font}`, ink: obec.military ? ui["ink-2"] : ui.ink, halo, inner, size };
    if (obec.military) inTwoLines(context, ["vojenský újezd", obec.nazev], x, y, look, taken);
    else label(context, obec.nazev, x, y, look, taken);
  }
}

function label(context, text, x, y, look, taken) {
  context.font = look.font;
  const half = context.measureText(text).width / 2 + 2;
  const tall = look.size / 2 + 1;
  const gap = look.size / 2 + 9;
  const offered = [[0, gap], [0, gap + 9], [0, -gap], [half + 8, 0], [-half - 8, 0], [half, gap], [-half, gap], [half, -gap], [-half, -gap]].map(([dx, dy]) => [x + dx, y + dy]);
  const boxAt = ([cx, cy]) => [cx - half, cy - tall, cx + half, cy + tall];
  const free = offered.find((place) => within(boxAt(place), look.inner) && !taken.some((other) => meet(boxAt(place), other)));
  if (!free) return;
  const [cx, cy] = free;
  taken.push(boxAt([cx, cy]));
  haloed(context, text, cx, cy, look);
}

function inTwoLines(context, words, x, y, look, taken) {
  context.font = look.font;
  const half = Math.max(...words.map((word) => context.measureText(word).width)) / 2 + 2;
  const box = [x - half, y - look.size - 2, x + half, y + look.size + 2];
  if (!within(box, look.inner) || taken.some((other) => meet(box, other))) return;
  taken.push(box);
  words.forEach((word, i) => haloed(context, word, x, y + (i - 0.5) * (look.size + 3), look));
}

function haloed(context, text, x, y, look) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 3.5;
  context.strokeStyle = look.halo;
  context.strokeText(text, x, y);
  context.fillStyle = look.ink;
  context.fillText(text, x, y);
}

// Names of the countries beyond the border, each where it was found to lie clear of it.
function abroadNames(context, view, scene, taken) {
  const { lines, ui } = scene.palette;
  context.font = `11.5px ${scene.font}`;
  context.letterSpacing = "1.4px";
  for (const [name, lon, lat] of model.data.abroad ?? []) {
    const text = name.toLocaleUpperCase("cs");
    const [x, y] = onScreen(view, [mercatorX(lon), mercatorY(lat)]);
    const half = context.measureText(text).width / 2 + 6;
    const box = [x - half, y - 10, x + half, y + 10];
    if (!within(box, view.inner) || taken.some((other) => meet(box, other))) continue;
    taken.push(box);
    haloed(context, text, x, y, { ink: ui["ink-2"], halo: lines.abroad });
  }
  context.letterSpacing = "0px";
}

// A neighbour's name goes where it fits whole between its borders, as near to the middle as can be.
function neighbourNames(context, shapes, paths, view, scene, taken) {
  const { lines, ui } = scene.palette;
  const look = { font: `11.5px ${scene.font}`, ink: ui["ink-2"], halo: lines.neighbour };
  context.font = look.font;
  context.letterSpacing = "1.4px";
  shapes.neighbours.names.forEach((name, i) => {
    const text = name.toLocaleUpperCase("cs");
    const half = context.measureText(text).width / 2 + 10;
    const offered = (paths.names[i] ??= placesWithin(view, shapes.neighbours.boxes[i], half));
    const best = offered.find((place) =>
      !taken.some((other) => meet(place.box, other)) && (place.within ??= liesIn(context, paths.neighbours[i], place.box, view.dpr)));
    if (!best) return;
    taken.push(best.box);
    haloed(context, text, best.x, best.y, look);
  });
  context.letterSpacing = "0px";
}

// Places for a name of that half width within a box of Web Mercator, the nearest to the middle
// first. Kept with the paths of the view: whether a name fits there is asked once.
function placesWithin(view, [west, north, east, south], half) {
  const [left, top, right, bottom] = view.inner;
  const [fromX, fromY] = onScreen(view, [west, north]);
  const [toX, toY] = onScreen(view, [east, south]);
  const places = [];
  for (let x = left + half; x <= right - half; x += 48) {
    for (let y = top + 12; y <= bottom - 12; y += 32) {
      if (x - half < fromX || x + half > toX || y - 16 < fromY || y + 16 > toY) continue;
      places.push({ x, y, box: [x - half, y - 16, x + half, y + 16], away: Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2) });
    }
  }
  return places.sort((a, b) => a.away - b.away);
}

function liesIn(context, path, [left, top, right, bottom], dpr) {
  const inside = (x, y) => context.isPointInPath(path, x * dpr, y * dpr);
  // most places fail at a corner
  if (![left, right].every((x) => inside(x, top) && inside(x, bottom))) return false;
  for (let x = left; x <= right; x += (right - left) / 12) {
    if (![top, (top + bottom) / 2, bottom].every((y) => inside(x, y))) return false;
  }
  return true;
}
