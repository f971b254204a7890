// Draws the app's icons as PNG, from the same shapes as public/icon.svg. `npm run icons` writes them; they are committed.
import { writeFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../public/", import.meta.url));
const samples = 4; // a side, in each pixel

// On a grid of 32: what is inside each shape, from the bottom to the top.
const near = (x, y, cx, cy, r) => (x - cx) ** 2 + (y - cy) ** 2 <= r * r;
const book = (x, y) => {
  if (x < 4.5 || x > 27.5 || y < 2.5 || y > 29.5) return false;
  if (x > 22.5 && y < 7.5) return near(x, y, 22.5, 7.5, 5);
  if (x > 22.5 && y > 24.5) return near(x, y, 22.5, 24.5, 5);
  if (x < 7 && y < 5) return near(x, y, 7, 5, 2.5);
  if (x < 7 && y > 27) return near(x, y, 7, 27, 2.5);
  return true;
};
const spine = (x, y) => book(x, y) && x <= 9.5;
const mark = (x, y) => x >= 17.5 && x <= 23 && y >= 2.5 && y <= 12.4 + 2.4 * (Math.abs(x - 20.25) / 2.75);
const line = (x, y, from, to, at) => near(Math.min(to, Math.max(from, x)), y, x, at, 0.9);
const lines = (x, y) => line(x, y, 13.5, 23, 19.5) || line(x, y, 13.5, 19.5, 24);
const logo = [[book, "0d4453"], [spine, "072b35"], [mark, "ffc93f"], [lines, "ffffff"]];
const all = () => true;

const icons = [
  ["icon-180.png", 180, [[all, "edf2f1"], ...logo], 0.84],
  ["icon-192.png", 192, logo, 1],
  ["icon-512.png", 512, logo, 1],
  ["icon-maskable-512.png", 512, [[all, "dcecee"], ...logo], 0.68],
];

for (const [name, size, shapes, scale] of icons) await writeFile(folder + name, png(size, draw(size, shapes, scale)));

function draw(size, shapes, scale) {
  const pixels = Buffer.alloc(size * size * 4);
  const step = 32 / (size * scale);
  const inset = (32 - 32 / scale) / 2;
  for (let py = 0; py < size; py++) {
    for (let px = 0; px < size; px++) {
      const sum = [0, 0, 0, 0];
      for (let s = 0; s < samples * samples; s++) {
        const x = inset + (px + ((s % samples) + 0.5) / samples) * step;
        const y = inset + (py + (Math.floor(s / samples) + 0.5) / samples) * step;
        const hit = shapes.findLast(([inside]) => inside(x, y));
        if (!hit) continue;
        for (let c = 0; c < 3; c++) sum[c] += parseInt(hit[1].slice(c * 2, c * 2 + 2), 16);
        sum[3]++;
      }
      const at = (py * size + px) * 4;
      for (let c = 0; c < 3; c++) pixels[at + c] = sum[3] ? Math.round(sum[c] / sum[3]) : 0;
      pixels[at + 3] = Math.round((sum[3] * 255) / samples ** 2);
    }
  }
  return pixels;
}

function png(size, pixels) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(kind, body) {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc(named), body.length + 8);
  return out;
}

function crc(bytes) {
  let c = ~0;
  for (const byte of bytes) {
    c ^= byte;
    for (let k = 0; k < 8; k++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0);
  }
  return ~c >>> 0;
}
