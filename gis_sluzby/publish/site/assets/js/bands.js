// Isochrone bands of a service or of a druh: read when they are to be seen.

// Which of four colours of the ramp stand for one to four bands, near to far.
const BAND_RAMP = [[], [2], [0, 2], [0, 1, 3], [0, 1, 2, 3]];
let bands = null; // {key, title, parts: [{label, minutes, ramp, rings}]}

// What bands the state asks for: of the open service, else of the druh where they are turned on.
function bandsWanted() {
  const { layer } = current;
  if (state.view !== "mapa" || layer.druh.placeless || state.obec !== null) return null;
  if (state.service !== null) {
    const service = model.services[state.service];
    return service.secret || service.druh.placeless ? null : { druh: service.druh, part: String(service.index) };
  }
  return detail === null && shown.bands ? { druh: layer.druh, part: "all" } : null;
}

function showBands() {
  const wanted = bandsWanted();
  const key = wanted && `${wanted.druh.code} ${wanted.part}`;
  if (bands?.key === key) return;
  bands = null;
  drawBandLegend();
  if (!wanted) return;
  later(`pasma-${wanted.druh.code}`).then((druh) => {
    const packed = druh?.[wanted.part];
    const now = bandsWanted();
    if (!packed || !now || key !== `${now.druh.code} ${now.part}`) return;
    bands = { key, ...unpackBands(packed) };
    bands.title = wanted.part === "all" ? "Pásma kolem nejbližší služby" : "Pásma kolem této služby";
    drawBandLegend();
    surface.repaint();
  });
}

function unpackBands({ minutes, labels, outlines }) {
  const ramp = BAND_RAMP[Math.min(minutes.length, 4)];
  return {
    parts: minutes.map((edge, i) => ({ minutes: edge, label: labels[i], ramp: ramp[Math.min(i, 3)], rings: unpackLines(outlines[i], model.data.grid) })),
  };
}

function drawBandLegend() {
  const area = state.service !== null && state.view === "mapa" ? model.services[state.service].area : null;
  const mine = state.view === "mapa" && state.obec !== null;
  const box = byId("pasma");
  box.hidden = bands === null && !area && !mine;
  replace(
    box,
    bands ? [
      el("strong", {}, `${bands.title}, minuty ${model.words.mode}`),
      el("ul", {}, bands.parts.map((part) => el("li", {}, swatch({ ramp: part.ramp }), part.label))),
    ] : [],
    mine ? el("ul", {}, mark("full", "místo služby"), el("li", {}, el("span", { class: "area own" }), "vaše obec"), el("li", { class: "muted" }, `minuty ${model.words.mode} od vás`)) : null,
    area ? el("p", { class: "areas" }, el("span", { class: "area" }), "kam služba podle svých údajů jezdí") : null,
  );
}

// Where a service says that it works: a tint, and a line around it.
function drawArea(context, shapes, paths, view, scene) {
  if (!scene.area) return;
  const { ui } = scene.palette;
  context.fillStyle = ui["accent-soft"];
  for (const obec of scene.area) context.fill(paths.obce[obec]);
  const edge = new Path2D();
  shapes.arcs.forEach((arc, i) => {
    const inside = shapes.owners[i].filter((obec) => scene.area.has(obec)).length;
    if (inside === 1) addLine(edge, arc, view, view.zoom <= COARSE_TO_ZOOM ? arc.coarse : null);
  });
  context.setLineDash([6, 3]);
  line(context, edge, 2, ui.accent);
  context.setLineDash([]);
}

// Bands lie on the neutral map; the edge of each is drawn, so colour alone says nothing. A band is
// what lies within its edge and not within the one before it.
function drawBands(context, view, scene) {
  if (!scene.bands) return;
  const outlines = scene.bands.parts.map((part) => outlinePath(part.rings, view));
  context.globalAlpha = 0.85;
  outlines.forEach((outline, i) => {
    const band = new Path2D(outline);
    if (i > 0) band.addPath(outlines[i - 1]);
    context.fillStyle = scene.palette.ramp[scene.bands.parts[i].ramp];
    context.fill(band, "evenodd");
  });
  context.globalAlpha = 1;
  outlines.forEach((outline, i) => line(context, outline, i < outlines.length - 1 ? 1 : 2, scene.palette.ramp[scene.dark ? 0 : 3]));
}

// The minutes of each band on its edge, to the left of the service and a little below.
function drawMinutes(context, view, scene, taken) {
  if (!scene.bands || !scene.place) return;
  const { accent, "on-accent": ink } = scene.palette.ui;
  const [middleX, middleY] = onScreen(view, scene.place.at);
  for (const { minutes, rings } of scene.bands.parts) {
    let best = null;
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i += 2) {
        const [x, y] = onScreen(view, [ring[i], ring[i + 1]]);
        const turn = Math.abs(Math.atan2(y - middleY, x - middleX) - 2.6);
        if (best && turn >= best.turn) continue;
        const box = [x - 30, y - 12, x + 30, y + 12];
        if (within(box, view.inner) && !taken.some((other) => meet(box, other))) best = { x, y, box, turn };
      }
    }
    if (!best) continue;
    taken.push(best.box);
    const pill = new Path2D();
    pill.moveTo(best.x - 16, best.y);
    pill.lineTo(best.x + 16, best.y);
    context.lineCap = "round";
    line(context, pill, 22, accent);
    context.lineCap = "butt";
    context.fillStyle = ink;
    context.font = `600 12px ${scene.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(minutesText(minutes), best.x, best.y + 0.5);
  }
}

function outlinePath(rings, view) {
  const path = new Path2D();
  for (const ring of rings) {
    addLine(path, ring, view);
    path.closePath();
  }
  return path;
}
