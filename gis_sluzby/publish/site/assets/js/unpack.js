// Whole numbers packed into text by packing.py, and lines packed by geometry.py.

const LETTERS = (() => {
  const value = new Int16Array(128);
  let next = 0;
  for (let code = 0x21; code < 0x7f; code += 1) {
    if (!'"&<>\\'.includes(String.fromCharCode(code))) {
      value[code] = next;
      next += 1;
    }
  }
  return value;
})();
const BASE = 89;
const ONE = 60;

function unpack(text) {
  const numbers = [];
  const at = (place) => LETTERS[text.charCodeAt(place)];
  for (let i = 0; i < text.length; i += 1) {
    const first = at(i);
    if (first < ONE) {
      numbers.push(first);
    } else if (first < BASE - 1) {
      i += 1;
      numbers.push(ONE + (first - ONE) * BASE + at(i));
    } else {
      let number = 0;
      for (let digit = 0; digit < 5; digit += 1) {
        i += 1;
        number = number * BASE + at(i);
      }
      numbers.push(number);
    }
  }
  return numbers;
}

const unpackSigned = (text) => unpack(text).map((n) => (n % 2 ? -(n + 1) / 2 : n / 2));
const unpackOptional = (text) => unpack(text).map((n) => (n === 0 ? null : n - 1));

// A column packed plain, as runs of equal values, or as differences; null where there is nothing.
function unpackColumn(text) {
  const packed = text.slice(1);
  let numbers = [];
  if (text[0] === "p") numbers = unpack(packed);
  else if (text[0] === "r") {
    const pairs = unpack(packed);
    for (let i = 0; i < pairs.length; i += 2) {
      for (let left = pairs[i + 1]; left > 0; left -= 1) numbers.push(pairs[i]);
    }
  } else {
    let sum = 0;
    for (const step of unpackSigned(packed)) {
      sum += step;
      numbers.push(sum);
    }
  }
  return numbers.map((n) => (n === 0 ? null : n - 1));
}

function unpackBits(text) {
  const flags = [];
  for (const number of unpack(text)) {
    for (let bit = 0; bit < 5; bit += 1) flags.push((number >> bit) & 1);
  }
  return flags;
}

// Lists written one after the other, each after its length.
function unpackLists(text) {
  const numbers = unpack(text);
  const lists = [];
  for (let i = 0; i < numbers.length; ) {
    const length = numbers[i];
    lists.push(numbers.slice(i + 1, i + 1 + length));
    i += 1 + length;
  }
  return lists;
}

// Degrees to Web Mercator, the whole world within 0 and 1.
const mercatorX = (lon) => lon / 360 + 0.5;
const mercatorY = (lat) => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

// Lines as arrays x0, y0, x1, y1 … in Web Mercator.
function unpackLines(text, grid) {
  const numbers = unpackSigned(text);
  const lines = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < numbers.length; ) {
    const points = numbers[i];
    const line = new Float64Array(2 * points);
    i += 1;
    for (let p = 0; p < points; p += 1) {
      x += numbers[i];
      y += numbers[i + 1];
      i += 2;
      line[2 * p] = mercatorX(grid.origin[0] + x * grid.step[0]);
      line[2 * p + 1] = mercatorY(grid.origin[1] + y * grid.step[1]);
    }
    lines.push(line);
  }
  return lines;
}

// Rings of each polygon as arcs; ~i is arc i backwards.
function unpackRings(text) {
  const numbers = unpack(text);
  const polygons = [];
  let next = 0;
  for (let i = 0; i < numbers.length; ) {
    const rings = [];
    for (let left = numbers[i++]; left > 0; left -= 1) {
      const ring = [];
      for (let arcs = numbers[i++]; arcs > 0; arcs -= 1) {
        const code = numbers[i++];
        if (code === 0) {
          ring.push(next);
          next += 1;
        } else {
          const index = next - 1 - ((code - 1) >> 1);
          ring.push((code - 1) % 2 ? ~index : index);
        }
      }
      rings.push(ring);
    }
    polygons.push(rings);
  }
  return polygons;
}

// Points as [x, y] in Web Mercator, null where the place is not known.
function unpackPoints(text, grid) {
  const numbers = unpack(text);
  const points = [];
  for (let i = 0; i < numbers.length; i += 2) {
    const known = numbers[i] > 0;
    const lon = grid.origin[0] + (numbers[i] - 1) * grid.point[0];
    const lat = grid.origin[1] + (numbers[i + 1] - 1) * grid.point[1];
    points.push(known ? [mercatorX(lon), mercatorY(lat)] : null);
  }
  return points;
}
