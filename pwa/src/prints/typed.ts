// What stands on a paper to be checked by, as people type it and as its QR code brings it.

/** A reference without the spaces that somebody typed. */
export const reference = (typed: string): string => typed.replace(/\s/g, "").toLowerCase();

/** A checksum without its groups. */
export const hash = (typed: string): string => typed.replace(/[\s-]/g, "").toLowerCase();

/** Whether it can be a reference: six characters of the book's, a hyphen, the number of the entry. */
export const isReference = (typed: string): boolean => /^[a-z0-9-]{6}-[1-9][0-9]*$/.test(reference(typed));

/** Whether it can be a checksum. */
export const isHash = (typed: string): boolean => /^[0-9a-f]{64}$/.test(hash(typed));

/** What a QR code's address brings in its fragment: #<reference>.<checksum>. */
export function scanned(fragment: string): { reference: string; hash: string } {
  const [one = "", other = ""] = fragment.replace(/^#/, "").split(".");
  return isReference(one) && isHash(other) ? { reference: one, hash: other } : { reference: "", hash: "" };
}
