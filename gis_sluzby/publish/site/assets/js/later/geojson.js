// A table as GeoJSON (RFC 7946, WGS 84): obce as they are drawn, that is simplified; services as
// points, without geometry where the place is not shown.

const lonLat = (x, y) => {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return [Number(((x - 0.5) * 360).toFixed(5)), Number(lat.toFixed(5))];
};

function ringOf(ring) {
  const points = [];
  page.walk(page.shapes.arcs, ring, false, (x, y) => points.push(lonLat(x, y)));
  return [...points, points[0]];
}

// Twice the area, above zero where the ring runs counter-clockwise.
const turned = (ring) => ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0);

const within = ([x, y], ring) =>
  ring.slice(1).reduce((odd, [bx, by], i) => {
    const [ax, ay] = ring[i];
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !odd : odd;
  }, false);

// Rings that lie in another one are its holes.
function polygonOf(rings) {
  const sorted = rings.map(ringOf).sort((a, b) => Math.abs(turned(b)) - Math.abs(turned(a)));
  const polygons = [];
  for (const ring of sorted) {
    const outer = polygons.find(([shell]) => within(ring[0], shell));
    const wanted = outer ? -1 : 1;
    const right = Math.sign(turned(ring)) === wanted ? ring : [...ring].reverse();
    if (outer) outer.push(right);
    else polygons.push([right]);
  }
  return polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0] } : { type: "MultiPolygon", coordinates: polygons };
}

function pointOf(service) {
  const site = service.sites.map((index) => page.model.sites[index]).find((one) => one.at);
  return site ? { type: "Point", coordinates: lonLat(...site.at) } : null;
}

const valueOf = (cell) => (cell.figure ? cell.raw ?? null : cell.shown === page.NO_VALUE ? null : cell.given ?? cell.shown);

function features(table) {
  const list = table.rows.map((row) => ({
    type: "Feature",
    geometry: row.obec ? polygonOf(page.shapes.rings[row.obec.index]) : pointOf(row.service),
    properties: {
      ...(row.obec ? { kod_obec: row.obec.kod } : { id: row.service.id }),
      ...Object.fromEntries(table.columns.map((name, i) => [name, valueOf(row.cells[i])])),
    },
  }));
  return JSON.stringify({ type: "FeatureCollection", features: list });
}

return { workbook, features };
