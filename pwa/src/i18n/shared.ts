import { sv } from "./sv";
import { words } from "./words";

/** The lookup of the shared dictionary. */
export const t = words("shared", sv, async () => (await import("./en")).en);
