import { expect, test } from "vitest";
import { size } from "./condition";

test.each([[0, "0 B"], [999, "999 B"], [1000, "1,0 kB"], [9_940, "9,9 kB"], [9_950, "10 kB"], [999_499, "999 kB"], [999_500, "1,0 MB"], [42_000_000, "42 MB"], [4_200_000_000, "4,2 GB"], [3_000_000_000_000_000, "3000 TB"]])("%d bytes", (bytes, text) => {
  expect(size(bytes, ",")).toBe(text);
});
