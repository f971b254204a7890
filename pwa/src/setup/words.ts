import { words } from "../i18n";
import { sv } from "./sv";

/** The lookup of the words of a house that begins. */
export const b = words("setup", sv, async () => (await import("./en")).en);
