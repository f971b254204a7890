import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of unsocial hours. */
export const n = words("unsocial", sv, async () => (await import("./en")).en);
