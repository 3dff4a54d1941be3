// The legend of a layer with its counts, and how its rows are filled. Which row each obec belongs to
// was decided when the page was made; nothing is classified here.

// {title, unit, limit, rows, rowOf}: rows in the order of the legend, rowOf one row an obec.
function classesOf(model, layer) {
  const { legend } = layer;
  const rows = legend.rows.map((at, i) => ({ ...model.data.legendRows[at], count: 0, share: layer.shares?.[i] ?? null }));
  for (const row of layer.rows) rows[row].count += 1;
  return {
    ...legend,
    rows: rows.filter((row) => !row.rare || row.count > 0),
    rowOf: layer.rows.map((row) => rows[row]),
  };
}

// The same by ORP: rows of their own, counted in ORP; rowOf still has one row an obec.
function classesOfOrp(model, layer) {
  const legend = model.data.legends.at(-1);
  const rows = legend.rows.map((at) => ({ ...model.data.legendRows[at], count: 0, share: null }));
  for (const one of layer.orp) rows[one.row].count += 1;
  return {
    ...legend,
    byOrp: true,
    rows: rows.filter((row) => !row.rare || row.count > 0),
    rowOf: model.obce.map((obec) => rows[layer.orp[obec.orp].row]),
  };
}

// {solid} or {ground, mark, pattern} of a row in a palette.
function fillOf(row, palette, dark) {
  if (row.pattern) {
    const [ground, mark] = palette.patterns[row.pattern];
    return { ground, mark, pattern: row.pattern };
  }
  if (row.degree !== undefined) return { solid: model.data.shares[row.degree] };
  if (row.unlimited !== undefined) return { solid: palette.unlimited[row.unlimited] };
  // More providers stand out more from the ground: dark on light, light on dark.
  if (row.many !== undefined) return { solid: palette.ramp[dark ? row.many : 3 - row.many] };
  return { solid: palette.ramp[row.ramp] };
}
