import { words } from "../../i18n";
import { sv } from "./sv";

/** The lookup of the words of signing and sending. */
export const w = words("send", sv, async () => (await import("./en")).en);
