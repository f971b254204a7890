import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { newer } from "../update";
import { written } from "../written";
import { Button } from "./Button";
import { Notice } from "./notices";

/** A newer version stands ready: offered, never taken in the middle of something. */
export function Newer() {
  const [writes, look] = useState(written);
  useEffect(() => {
    const timer = setInterval(() => look(written()), 500);
    return () => clearInterval(timer);
  }, []);
  if (!newer.value || writes) return null;
  return <Notice tone="info" icon="download" live>{t("newer.title")} {t("newer.what")} <Button kind="line" onClick={() => location.reload()}>{t("app.load")}</Button></Notice>;
}
