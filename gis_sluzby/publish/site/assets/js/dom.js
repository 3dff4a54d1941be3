// Elements made by hand: text only ever arrives through textContent.

const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);

function setAll(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "onclick") node.addEventListener("click", value);
    else node.setAttribute(name, value === true ? "" : value);
  }
}

// el("p", {class: "note"}, "text", child, …); null children are left out. Text gets its hard spaces.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  setAll(node, attributes);
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(nonbreaking(String(child))));
  }
  return node;
}

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  setAll(node, attributes);
  node.append(...children);
  return node;
}

function icon(name) {
  return svg("svg", { class: "icon", "aria-hidden": "true" }, svg("use", { href: `#i-${name}` }));
}

const replace = (node, ...children) => node.replaceChildren(...children.flat().filter(Boolean));

// A telephone, else an e-mail, else the web, else the words that there is nothing.
function contactLink(contact) {
  if (contact.phone) {
    const number = contact.phone.split(/[,;/]/)[0];
    const dialled = number.replace(/[^\d+]/g, "");
    if (dialled.length >= 3) {
      return el("a", { class: "button quick", href: `tel:${dialled}` }, icon("phone"), phoneText(number.trim()));
    }
  }
  if (isEmail(contact.email)) {
    return el("a", { class: "button quick", href: `mailto:${contact.email}` }, icon("mail"), "Napsat");
  }
  if (isWeb(contact.web)) {
    return el("a", { class: "button quick", href: webHref(contact.web), rel: "noreferrer" }, icon("globe"), "Web");
  }
  return el("span", { class: "muted" }, "Kontakt nemáme");
}

const isEmail = (text) => Boolean(text) && /^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+$/.test(text);
const isWeb = (text) => Boolean(text) && /^(https?:\/\/)?[\p{L}\d-]+(\.[\p{L}\d-]+)+([/?#]\S*)?$/iu.test(text);
const webHref = (text) => (/^https?:\/\//i.test(text) ? text : `https://${text}`);
