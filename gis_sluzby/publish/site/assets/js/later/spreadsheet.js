// A table as a workbook: one sheet in a zip without compression, text always as text, so that no
// name is ever a formula.

const { el } = page;

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

function checksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const number16 = (value) => [value & 255, (value >> 8) & 255];
const number32 = (value) => [...number16(value & 65535), ...number16(value >>> 16)];

// Files stored as they are; the date is the earliest one a zip can hold.
function zipped(files) {
  const encoder = new TextEncoder();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const title = encoder.encode(name);
    const bytes = encoder.encode(text);
    const about = [...number16(20), ...number16(2048), ...number16(0), ...number16(0), ...number16(33), ...number32(checksum(bytes)), ...number32(bytes.length), ...number32(bytes.length), ...number16(title.length), ...number16(0)];
    parts.push(Uint8Array.from([...number32(0x04034b50), ...about]), title, bytes);
    directory.push(Uint8Array.from([...number32(0x02014b50), ...number16(20), ...about, ...number16(0), ...number16(0), ...number16(0), ...number32(0), ...number32(offset)]), title);
    offset += 30 + title.length + bytes.length;
  }
  const count = Object.keys(files).length;
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = [...number32(0x06054b50), ...number16(0), ...number16(0), ...number16(count), ...number16(count), ...number32(size), ...number32(offset), ...number16(0)];
  return new Blob([...parts, ...directory, Uint8Array.from(end)]);
}

// XML knows no control characters and no halves of pairs.
const sound = (text) =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
const marked = (text) => sound(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

const LONGEST = 32767; // characters of a cell

function cellXml(cell) {
  if (cell.figure) return cell.raw === null || cell.raw === undefined ? "<c/>" : `<c><v>${cell.raw}</v></c>`;
  const text = cell.shown === page.NO_VALUE ? "" : String(cell.given ?? cell.shown);
  return `<c t="inlineStr"><is><t xml:space="preserve">${marked(text.slice(0, LONGEST))}</t></is></c>`;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

function workbook(table, title) {
  const titles = table.columns.map((text) => `<c s="1" t="inlineStr"><is><t>${marked(text)}</t></is></c>`);
  const rows = [titles, ...table.rows.map((row) => row.cells.map(cellXml))].map((cells) => `<row>${cells.join("")}</row>`);
  const widths = table.columns.map((text, i) => `<col min="${i + 1}" max="${i + 1}" width="${table.rows[0]?.cells[i].figure ? 14 : 30}" customWidth="1"/>`);
  const name = title.replace(/[[\]:*?/\\]/g, " ").slice(0, 31);
  return zipped({
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="${marked(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `${HEAD}<styleSheet xmlns="${SPREADSHEET}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    "xl/worksheets/sheet1.xml": `${HEAD}<worksheet xmlns="${SPREADSHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>${rows.join("")}</sheetData></worksheet>`,
  });
}
