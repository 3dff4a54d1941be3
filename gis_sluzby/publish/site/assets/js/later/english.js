// The frame in English: texts of the page itself are replaced by the words of a dictionary, names
// and sentences that come from data stay Czech and are said to be so.

const plain = new Map(Object.entries(WORDS));
const patterns = PATTERNS.map(([from, to]) => [new RegExp(`^${from}$`), to]);
const NAMES = ["aria-label", "placeholder", "title", "label", "data-title", "aria-roledescription"];
const originals = new Map(); // node -> what it said in Czech; an attribute by node and name
let watcher = null;

function said(text) {
  const key = text.replace(/\u00a0/g, " ").trim();
  if (plain.has(key)) return plain.get(key);
  for (const [from, to] of patterns) {
    if (from.test(key)) return key.replace(from, to);
  }
  return null;
}

const spaced = (text, words) => text.replace(/^(\s*)[^]*?(\s*)$/, (_, before, after) => before + words + after);
const isOurs = (node) => Boolean(node.parentElement) && !node.parentElement.closest("script, style, [translate=no], #papir");

function turnText(node) {
  if (!isOurs(node) || originals.has(node)) return;
  const text = node.nodeValue;
  if (!/\p{L}/u.test(text)) return;
  const words = said(text);
  if (words === null) {
    if (!node.parentElement.lang) node.parentElement.lang = "cs";
    return;
  }
  originals.set(node, text);
  node.nodeValue = spaced(text, words);
  if (node.parentElement.lang === "cs") node.parentElement.removeAttribute("lang");
}

function turnNames(element) {
  for (const name of NAMES) {
    const text = element.getAttribute(name);
    const words = text && !originals.get(element)?.[name] ? said(text) : null;
    if (words === null) continue;
    originals.set(element, { ...originals.get(element), [name]: text });
    element.setAttribute(name, words);
  }
}

function turnAll(root) {
  if (root.nodeType === Node.TEXT_NODE) return turnText(root);
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest("#papir")) return null;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) turnText(node);
    else turnNames(node);
  }
  return null;
}

function back() {
  watcher.disconnect();
  watcher = null;
  for (const [node, text] of originals) {
    if (node.nodeType === Node.TEXT_NODE) node.nodeValue = text;
    else for (const [name, value] of Object.entries(text)) node.setAttribute(name, value);
  }
  originals.clear();
  for (const node of document.body.querySelectorAll("[lang=cs]")) node.removeAttribute("lang");
}

function turn(english) {
  if (english === (watcher !== null)) return;
  document.documentElement.lang = english ? "en" : "cs";
  page.byId("jazyk").textContent = english ? "Česky" : "English";
  page.byId("jazyk").lang = english ? "cs" : "en";
  if (!english) {
    back();
    return;
  }
  watcher = new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) turnAll(node);
  });
  watcher.observe(document.body, { childList: true, subtree: true });
  turnAll(document.body);
}

return { turn };
