import { t } from "../i18n";
import { newer } from "../update";
import { Button } from "./Button";
import { Notice } from "./notices";

/** A newer version stands ready: offered, never taken in the middle of something. */
export function Newer() {
  if (!newer.value) return null;
  return <Notice tone="info" icon="download" live>{t("newer.title")} {t("newer.what")} <Button kind="line" onClick={() => location.reload()}>{t("app.load")}</Button></Notice>;
}
