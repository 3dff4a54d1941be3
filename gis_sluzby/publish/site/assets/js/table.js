// Tables beside the map: obce, ORP, services; sortable in the Czech order.

const plainText = (value) => ({ sort: value || null, shown: value || NO_VALUE });
const figure = (value, shown) => ({ sort: value, shown: value === null ? NO_VALUE : shown ?? number(value), figure: true, raw: value });

// {caption, note, columns: [{title, figure}], rows: [{cells, obec}]} of the chosen table.
function tableOf(model, state, layer, classes) {
  if (state.table === "orp") return orpTable(model, layer, classes);
  if (state.table === "sluzby") return serviceTable(model, layer);
  return obceTable(model, layer, classes);
}

const hasMinutes = (layer) => !layer.druh.placeless && ["time", "none", "mixed"].includes(layer.measure);

function obceTable(model, layer, classes) {
  const timed = hasMinutes(layer);
  const columns = ["Obec", "ORP", "Obyvatel", ...(timed ? ["Nejbližší služba", "Min"] : []), ...(layer.measure === "declared" ? ["Poskytovatelů"] : []), "Dosah"];
  const rows = model.obce.map((obec) => {
    const row = classes.rowOf[obec.index];
    const nearest = timed ? layer.nearest[obec.index] : null;
    const service = nearest === null ? null : model.services[nearest];
    const place = service ? placeText(model, service) : "";
    const status = model.words.statuses[layer.state[obec.index][0]];
    const unsure = layer.state[obec.index][2] === "lowered";
    const reach = row.pattern === "uncovered" ? row.label : status;
    return {
      obec,
      cells: [
        { ...plainText(obec.nazev), obec },
        plainText(model.orp[obec.orp].nazev),
        figure(obec.people),
        ...(timed ? [plainText(service ? [service.provider.nazev, place].filter(Boolean).join(", ") : ""), figure(layer.minutes[obec.index])] : []),
        ...(layer.measure === "declared" ? [figure(layer.state[obec.index][0] === "no_data" ? null : layer.count[obec.index])] : []),
        { sort: status, shown: reach, row, unsure, given: unsure ? `${reach}, s výhradou` : reach },
      ],
    };
  });
  return { columns, rows, note: counted(rows.length, "obec", "obce", "obcí") };
}

function orpTable(model, layer, classes) {
  const columns = ["ORP", "V dosahu", "Mimo dosah", "Bez dat", "Lidé v dosahu", ...(hasMinutes(layer) ? ["Nejvíc min"] : [])];
  const rows = model.orp.map((orp) => {
    const own = model.obce.filter((obec) => obec.orp === orp.index);
    const count = (...statuses) => own.filter((obec) => statuses.includes(layer.state[obec.index][0])).length;
    const lived = own.filter((obec) => obec.people !== 0);
    const minutes = lived.map((obec) => layer.minutes[obec.index]).filter((one) => one !== null);
    const share = layer.orp ? layer.orp[orp.index].share : null;
    return {
      cells: [
        plainText(orp.nazev),
        figure(count("covered", "partial")),
        figure(count("uncovered")),
        figure(count("no_data")),
        { ...figure(share, percent(share)), raw: share === null ? null : share / 10 },
        ...(hasMinutes(layer) ? [figure(minutes.length ? Math.max(...minutes) : null)] : []),
      ],
    };
  });
  return { columns, rows, note: "počty obcí" };
}

function serviceTable(model, layer) {
  const named = model.services.some((service) => offers(layer)(service) && service.own.nazev);
  const rows = model.services.filter(offers(layer)).map((service) => {
    const contact = contactOf(service);
    return {
      service,
      cells: [
        ...(named ? [{ ...plainText(service.own.nazev), service: service.own.nazev ? service : null }] : []),
        { ...plainText(service.provider.nazev), service: named && service.own.nazev ? null : service },
        plainText(service.secret || layer.druh.placeless ? "adresu neukazujeme" : placeText(model, service)),
        plainText(service.forms.map((forma) => model.words.forms[forma]).join(", ")),
        { ...plainText(contact.phone), link: contact },
      ],
    };
  });
  return { columns: [...(named ? ["Služba"] : []), "Poskytovatel", "Kde", "Forma", "Kontakt"], rows, note: counted(rows.length, "služba", "služby", "služeb") };
}

// Rows without a value stay last in both directions.
function sorted(rows, column, descending) {
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  return [...rows].sort((one, other) => {
    const [a, b] = [one.cells[column].sort, other.cells[column].sort];
    if (a === null || b === null) return (a === null) - (b === null);
    return descending ? compare(b, a) : compare(a, b);
  });
}

function showTable(model, table, caption, order, selected, onSort) {
  const head = el("tr", {}, table.columns.map((title, i) => headCell(table, title, i, order, onSort)));
  const body = el("tbody", {}, sorted(table.rows, order.column, order.descending).map((row) => bodyRow(table, row, selected)));
  replace(byId("tabulka-obsah"), el("caption", {}, caption), el("thead", {}, head), body);
}

function headCell(table, title, index, order, onSort) {
  const chosen = index === order.column;
  const numeric = table.rows[0]?.cells[index].figure;
  return el(
    "th",
    { scope: "col", class: numeric ? "figure" : false, "aria-sort": chosen ? (order.descending ? "descending" : "ascending") : "none" },
    el("button", { type: "button", onclick: () => onSort(index) }, title, icon(chosen ? (order.descending ? "down" : "up") : "sort")),
  );
}

function bodyRow(table, row, selected) {
  const chosen = row.obec && row.obec.index === selected;
  return el(
    "tr",
    { class: chosen ? "selected" : false },
    row.cells.map((cell, i) => el(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: cell.figure ? "figure" : false, "data-title": table.columns[i] }, cellContent(cell))),
  );
}

function cellContent(cell) {
  if (cell.obec) return obecLink(cell);
  if (cell.service) return serviceLink(model, cell.service, cell.shown);
  if (cell.row) return el("span", { class: "status" }, swatch(cell.row), cell.shown, cell.unsure ? el("span", { class: "muted" }, " s výhradou") : null);
  if (cell.link) return contactLink(cell.link);
  return cell.shown;
}

// The address may not name the obec, so the link opens it by itself.
function obecLink(cell) {
  const open = (event) => {
    event.preventDefault();
    openObec(cell.obec.index);
  };
  return el("a", { href: hashOf(model, { ...state, obec: cell.obec.index, view: "mapa" }), onclick: open }, cell.shown);
}
