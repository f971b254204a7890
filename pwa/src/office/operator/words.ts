import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of how the server is. */
export const h = words("operator", sv, async () => (await import("./en")).en);
