/** Fills an array with random bytes of cryptographic strength. */
export type Random = (bytes: Uint8Array) => Uint8Array;

/** A UUIDv7 in lower case: the milliseconds first, then randomness, so that ids sort by when they were made. */
export function uuidv7(now: number, random: Random): string {
  const bytes = random(new Uint8Array(16));
  let ms = Math.floor(now);
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
