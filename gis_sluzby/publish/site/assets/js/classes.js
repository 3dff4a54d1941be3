// The legend of a layer with its counts, and how its rows are filled. Which row each obec belongs to
// was decided when the page was made; nothing is classified here.

// {title, unit, limit, rows, rowOf}: rows in the order of the legend, rowOf one row an obec.
function classesOf(model, layer) {
  const legend = model.data.legends[layer.legend];
  const rows = legend.rows.map((row, i) => ({ ...row, count: 0, share: layer.shares?.[i] ?? null }));
  for (const row of layer.rows) rows[row].count += 1;
  return {
    ...legend,
    rows: rows.filter((row) => !row.rare || row.count > 0),
    rowOf: layer.rows.map((row) => rows[row]),
  };
}

// {solid} or {ground, mark, pattern} of a row in a palette.
function fillOf(row, palette, dark) {
  if (row.pattern) {
    const [ground, mark] = palette.patterns[row.pattern];
    return { ground, mark, pattern: row.pattern };
  }
  if (row.unlimited !== undefined) return { solid: palette.unlimited[row.unlimited] };
  // More providers stand out more from the ground: dark on light, light on dark.
  if (row.many !== undefined) return { solid: palette.ramp[dark ? row.many : 3 - row.many] };
  return { solid: palette.ramp[row.ramp] };
}
