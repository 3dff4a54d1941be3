// What is given out: the table as CSV at once; XLSX and GeoJSON by a part that is read later.

// CSV for people: UTF-8 with a mark, semicolons, decimal comma, as Czech Excel reads it. Text that a
// spreadsheet would take for a formula gets an apostrophe.
function csvOf(table) {
  const cellText = (cell) => {
    if (cell.figure) return cell.raw === null || cell.raw === undefined ? "" : String(cell.raw).replace(".", ",");
    const value = cell.shown === NO_VALUE ? "" : cell.given ?? cell.shown;
    return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  };
  const quoted = (value) => (/[";\n\r]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value);
  const lines = [table.columns, ...table.rows.map((row) => row.cells.map(cellText))];
  return `\ufeff${lines.map((cells) => cells.map(quoted).join(";")).join("\r\n")}\r\n`;
}

// Obce may share their name: files say the code too.
function withCodes(table) {
  if (!table.rows[0]?.obec) return table;
  const rows = table.rows.map((row) => ({ ...row, cells: [plainText(row.obec.kod), ...row.cells] }));
  return { ...table, columns: ["Kód obce", ...table.columns], rows };
}

function offerFiles(table, { name, title: caption }) {
  const give = (kind, type, content) => download(`${name}.${kind}`, type, content);
  byId("csv").onclick = () => give("csv", "text/csv;charset=utf-8", csvOf(withCodes(table)));
  byId("xlsx").onclick = () => later("soubory").then((part) => part &&
    give("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", part.workbook(withCodes(table), caption)));
  byId("geojson").hidden = state.table === "orp";
  byId("geojson").onclick = () => later("soubory").then((part) => part &&
    give("geojson", "application/geo+json", part.features(table)));
}

function download(name, type, content) {
  const link = el("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
