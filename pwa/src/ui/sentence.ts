import { Problem, Unreachable } from "../core/api";
import { said, t } from "../i18n";

/** What went wrong, in a sentence: the server's own where it said one. */
export function sentence(failed: unknown): string {
  if (failed instanceof Problem) return said(failed.sentence) || `${t("trouble.server")}. ${t("trouble.code", { code: failed.code })}`;
  if (failed instanceof Unreachable) return t(`try.${failed.came}`);
  return t("trouble.broken");
}
