// Borders of obce as arcs: which belong to an ORP, which to the kraj; paths at a scale; hits.

const COARSE_TO_ZOOM = 10;

function shapesOf(model) {
  const { shapes, neighbours, roads, water, grid } = model.data;
  // Small ways are unpacked when the map is near enough to show them.
  const ranked = (packed = {}) => Object.entries(packed).map(([rank, text]) => remembering({ rank: Number(rank), get lines() { return unpackLines(text, grid); } }));
  const arcs = unpackLines(shapes.arcs, grid);
  const rings = unpackRings(shapes.rings);
  markCoarse(arcs, unpackBits(shapes.coarse));
  const owners = arcs.map(() => []);
  rings.forEach((polygon, obec) => {
    for (const arc of polygon.flat()) owners[arc < 0 ? ~arc : arc].push(obec);
  });
  const kindOf = (obce) => {
    if (obce.length < 2) return "kraj";
    return model.obce[obce[0]].orp === model.obce[obce[1]].orp ? "obec" : "orp";
  };
  const aroundRings = neighbours.rings ? unpackRings(neighbours.rings) : [];
  const around = neighbours.arcs ? unpackLines(neighbours.arcs, grid) : [];
  const boxes = rings.map((polygon) => boxOfRings(arcs, polygon));
  return {
    arcs,
    rings,
    boxes,
    owners,
    kinds: owners.map(kindOf),
    neighbours: {
      arcs: around,
      rings: aroundRings,
      boxes: aroundRings.map((rings) => boxOfRings(around, rings)),
      shared: sharedOf(around, aroundRings),
      names: neighbours.names,
    },
    roads: ranked(roads),
    water: ranked(water),
    box: joined(boxes),
  };
}

// Each arc remembers its points that the coarser level keeps; ends always stay.
function markCoarse(arcs, flags) {
  let next = 0;
  for (const arc of arcs) {
    const points = arc.length / 2;
    const kept = [0];
    for (let p = 1; p < points - 1; p += 1) {
      if (flags[next]) kept.push(p);
      next += 1;
    }
    if (points > 1) kept.push(points - 1);
    arc.coarse = kept;
  }
}

function boxOf(lines) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (let i = 0; i < line.length; i += 2) {
      box[0] = Math.min(box[0], line[i]);
      box[1] = Math.min(box[1], line[i + 1]);
      box[2] = Math.max(box[2], line[i]);
      box[3] = Math.max(box[3], line[i + 1]);
    }
  }
  return box;
}

const boxOfRings = (arcs, rings) => boxOf(rings.flat().map((arc) => arcs[arc < 0 ? ~arc : arc]));
const joined = (boxes) => boxOf(boxes);

// Arcs that lie between two polygons.
function sharedOf(arcs, polygons) {
  const owners = arcs.map(() => 0);
  for (const rings of polygons) {
    for (const arc of new Set(rings.flat().map((one) => (one < 0 ? ~one : one)))) owners[arc] += 1;
  }
  return arcs.filter((_, i) => owners[i] > 1);
}

// Walks a ring: visit(x, y) for each point, in Web Mercator.
function walk(arcs, ring, coarse, visit) {
  for (const reference of ring) {
    const arc = arcs[reference < 0 ? ~reference : reference];
    const kept = coarse ? arc.coarse : null;
    const points = kept ? kept.length : arc.length / 2;
    // The last point is the first one of the next arc.
    for (let step = 0; step < points - 1; step += 1) {
      const at = reference < 0 ? points - 1 - step : step;
      const p = kept ? kept[at] : at;
      visit(arc[2 * p], arc[2 * p + 1]);
    }
  }
}

function addRings(path, arcs, rings, view, coarse) {
  for (const ring of rings) {
    let first = true;
    walk(arcs, ring, coarse, (x, y) => {
      if (first) path.moveTo((x - view.x) * view.scale, (y - view.y) * view.scale);
      else path.lineTo((x - view.x) * view.scale, (y - view.y) * view.scale);
      first = false;
    });
    path.closePath();
  }
  return path;
}

function addLine(path, line, view, kept) {
  const points = kept ? kept.length : line.length / 2;
  for (let at = 0; at < points; at += 1) {
    const p = kept ? kept[at] : at;
    const x = (line[2 * p] - view.x) * view.scale;
    const y = (line[2 * p + 1] - view.y) * view.scale;
    if (at === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
}

// Paths of everything that does not depend on the layer, for one view.
function pathsOf(shapes, view) {
  const coarse = view.zoom <= COARSE_TO_ZOOM;
  const lines = { obec: new Path2D(), orp: new Path2D(), kraj: new Path2D() };
  shapes.arcs.forEach((arc, i) => addLine(lines[shapes.kinds[i]], arc, view, coarse ? arc.coarse : null));
  const { neighbours } = shapes;
  const borders = new Path2D();
  const drawn = (way) => remembering({
    rank: way.rank,
    get path() {
      const path = new Path2D();
      for (const line of way.lines) addLine(path, line, view);
      return path;
    },
  });
  for (const arc of neighbours.shared) addLine(borders, arc, view);
  const obce = shapes.rings.map((rings) => addRings(new Path2D(), shapes.arcs, rings, view, coarse));
  return {
    obce,
    whole: remembering({
      get path() {
        const path = new Path2D();
        for (const obec of obce) path.addPath(obec);
        return path;
      },
    }),
    lines,
    borders,
    neighbours: neighbours.rings.map((rings) => addRings(new Path2D(), neighbours.arcs, rings, view, false)),
    names: neighbours.rings.map(() => null),
    roads: shapes.roads.map(drawn),
    water: shapes.water.map(drawn),
  };
}

// The obec at a point in Web Mercator, null outside.
function obecAt(shapes, x, y) {
  for (let obec = 0; obec < shapes.rings.length; obec += 1) {
    const [left, top, right, bottom] = shapes.boxes[obec];
    if (x >= left && x <= right && y >= top && y <= bottom && inside(shapes, obec, x, y)) return obec;
  }
  return null;
}

function inside(shapes, obec, x, y) {
  let odd = false;
  for (const ring of shapes.rings[obec]) {
    const points = [];
    walk(shapes.arcs, ring, false, (px, py) => points.push([px, py]));
    points.forEach(([ax, ay], i) => {
      const [bx, by] = points[(i + 1) % points.length];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
    });
  }
  return odd;
}
