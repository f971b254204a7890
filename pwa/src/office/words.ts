import { words } from "../i18n";
import { sv } from "./sv";

/** The lookup of the office's dictionary. */
export const o = words("office", sv, async () => (await import("./en")).en);
