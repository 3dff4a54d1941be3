// The special states' patterns: on the map by CanvasPattern, in legends as small drawings.

// Marks of one repeating cell as [x0, y0, x1, y1] lines or [x, y] dots, in pixels.
function marksOf(pattern) {
  const [width, height] = pattern.cell;
  const { step } = pattern;
  switch (pattern.kind) {
    case "hatch":
      return { lines: [[-width, height, width, -height], [0, height, width, 0], [0, 2 * height, 2 * width, 0]] };
    case "backhatch":
      return { lines: [[-width, -height, width, height], [0, 0, width, height], [0, -height, 2 * width, height]] };
    case "stripes":
      return { lines: [[width / 2, -1, width / 2, height + 1]] };
    case "dots":
      return { dots: [[step / 2, step / 2], [1.5 * step, step / 2], [step / 2, 1.5 * step], [1.5 * step, 1.5 * step]] };
    default: // dashes, every other one half a cell further
      return { lines: [[4, 4.5, 4 + pattern.size, 4.5], [4 + width / 2, 4.5 + height / 2, 4 + width / 2 + pattern.size, 4.5 + height / 2]] };
  }
}

const strokeOf = (pattern) => (pattern.kind === "dashes" ? 1.25 : pattern.size);

// A tile is drawn in whole pixels of the device, so that it repeats without a seam.
function canvasPattern(context, pattern, fill, scale, shift) {
  const [width, height] = pattern.cell;
  const tile = document.createElement("canvas");
  tile.width = Math.max(1, Math.round(width * scale));
  tile.height = Math.max(1, Math.round(height * scale));
  const inner = tile.getContext("2d");
  inner.scale(tile.width / width, tile.height / height);
  inner.fillStyle = fill.ground;
  inner.fillRect(0, 0, width, height);
  inner.strokeStyle = fill.mark;
  inner.fillStyle = fill.mark;
  inner.lineWidth = strokeOf(pattern);
  const { lines = [], dots = [] } = marksOf(pattern);
  for (const [x0, y0, x1, y1] of lines) {
    inner.beginPath();
    inner.moveTo(x0, y0);
    inner.lineTo(x1, y1);
    inner.stroke();
  }
  for (const [x, y] of dots) {
    inner.beginPath();
    inner.arc(x, y, pattern.size, 0, 2 * Math.PI);
    inner.fill();
  }
  const repeated = context.createPattern(tile, "repeat");
  // One origin for all: the pattern lies still on the ground and runs on across borders.
  repeated.setTransform(new DOMMatrix([width / tile.width, 0, 0, height / tile.height, shift[0] % width, shift[1] % height]));
  return repeated;
}

let swatches = 0;

// A small box filled as the map is; colours come from the style sheet, so it follows the theme.
function swatch(row) {
  const [width, height] = [30, 18];
  const box = { x: 0.75, y: 0.75, width: width - 1.5, height: height - 1.5, rx: 3 };
  const drawing = svg("svg", { class: "swatch", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const style = rowClass(row);
  drawing.append(svg("rect", { ...box, class: `ground ${style}` }));
  if (row.pattern) {
    const pattern = model.data.patterns[row.pattern];
    swatches += 1;
    const clip = `vyrez-${swatches}`;
    drawing.append(svg("clipPath", { id: clip }, svg("rect", box)));
    const group = svg("g", { "clip-path": `url(#${clip})`, class: `mark ${style}`, "stroke-width": strokeOf(pattern) });
    // Dashes lie far apart on the map; a small box needs them nearer.
    const cell = pattern.kind === "dashes" ? [16, 14] : pattern.cell;
    const [cellWidth, cellHeight] = cell;
    const { lines = [], dots = [] } = marksOf({ ...pattern, cell });
    for (let x = 0; x < width; x += cellWidth) {
      for (let y = 0; y < height; y += cellHeight) {
        for (const [x0, y0, x1, y1] of lines) group.append(svg("path", { d: `M${x + x0} ${y + y0}L${x + x1} ${y + y1}` }));
        for (const [cx, cy] of dots) group.append(svg("circle", { cx: x + cx, cy: y + cy, r: pattern.size }));
      }
    }
    drawing.append(group);
  }
  drawing.append(svg("rect", { ...box, class: "frame" }));
  return drawing;
}

function rowClass(row) {
  if (row.pattern) return `p-${row.pattern}`;
  if (row.degree !== undefined) return `s-${row.degree}`;
  if (row.unlimited !== undefined) return `u-${row.unlimited}`;
  return row.many === undefined ? `r-${row.ramp}` : `n-${row.many}`;
}
