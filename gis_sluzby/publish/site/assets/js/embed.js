// The page inside another page (?embed=1): without a head, with a way to the whole page; and the
// code with which it is put there.

const embedded = new URLSearchParams(location.search).get("embed") === "1";

const ownAddress = () => location.href.replace(/[?#].*$/, "");

function startEmbed() {
  document.body.classList.toggle("embedded", embedded);
  byId("cela-mapa").hidden = !embedded;
  byId("vlozit").addEventListener("focus", (event) => event.target.select());
  byId("kopirovat-kod").addEventListener("click", () => copy(byId("vlozit"), byId("vlozit").value));
  byId("odkaz").addEventListener("click", () => copy(byId("odkaz"), location.href));
}

function showEmbed() {
  const hash = hashOf(model, { ...state, view: "mapa", english: state.english });
  if (embedded) byId("cela-mapa").href = `${ownAddress()}${hash}`;
  byId("vlozit").value = `<iframe src="${ownAddress()}?embed=1${hash}" title="${title.replace(/[&"<>]/g, " ")}" width="100%" height="640" style="border:0" loading="lazy"></iframe>`;
}

// Copies where the browser lets it; elsewhere the text is selected, ready to be copied by hand.
function copy(origin, text) {
  const byHand = () => {
    if (state.view !== "metodika") change({ view: "metodika" });
    byId("vlozit").value = text;
    byId("vlozit").focus();
    say("Text je označený, zkopírujte jej.");
  };
  const done = () => say(origin.id === "odkaz" ? "Odkaz na tento pohled je zkopírovaný." : "Kód je zkopírovaný.");
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
  else byHand();
}
