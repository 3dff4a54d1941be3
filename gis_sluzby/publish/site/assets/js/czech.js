// Czech numbers, plurals, order, and text made comparable. Mirrors gis_sluzby.cartography.

const NBSP = "\u00a0";
const NO_VALUE = "–";
// The browser's Czech order takes a while to come; nothing is ordered before somebody asks.
const collator = {
  compare(a, b) {
    const { compare } = new Intl.Collator("cs", { numeric: true });
    collator.compare = compare;
    return compare(a, b);
  },
};

const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, NBSP);

// A share given in tenths of a percent; 1000 only when nobody is left out.
function percent(permille) {
  if (permille === null) return NO_VALUE;
  if (permille === 0 || permille === 1000) return `${permille / 10}${NBSP}%`;
  return `${number(Math.floor(permille / 10))},${permille % 10}${NBSP}%`;
}

const plural = (count, one, few, many) =>
  count === 1 ? one : count >= 2 && count <= 4 ? few : many;
const counted = (count, one, few, many) =>
  `${number(count)}${NBSP}${plural(count, one, few, many)}`;
const minutesText = (minutes) => `${number(minutes)}${NBSP}min`;

// One-letter words and parts of abbreviations (o. p. s.) hold to the word that follows.
const nonbreaking = (text) =>
  text.replace(/(^|[\s(„])((?:[KkSsVvZzOoUuAaIi§]|[aoprsz]\.) )+(?=\S)/g, (found) => found[0] + found.slice(1).replace(/ /g, NBSP));

// Without case, diacritics and invisible marks.
const folded = (text) =>
  text
    .normalize("NFD")
    .replace(/[\p{Mn}\p{Cf}]/gu, "")
    .toLowerCase();

// A telephone number in groups of three, or as it was given.
function phoneText(text) {
  const digits = text.replace(/[\s\u00a0-]/g, "");
  const match = /^(\+420)?(\d{3})(\d{3})(\d{3})$/.exec(digits);
  return match ? match.slice(1).filter(Boolean).join(NBSP) : text;
}
