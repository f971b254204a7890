import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of who was not reached. */
export const r = words("unreached", sv, async () => (await import("./en")).en);
