import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { spoken, t } from "../i18n";
import { Trouble } from "../ui";

/** The guide to the home screen. Seldom looked at, so its pictures are fetched when it is. */
export function InstallPage() {
  const [guide, set] = useState<{ Guide: ComponentType } | "failed" | undefined>(undefined);
  useEffect(() => {
    import("./install/Guide").then((guide) => spoken().then(() => set(guide)), () => set("failed"));
  }, []);
  if (guide === undefined) return null;
  if (guide === "failed") return <Trouble icon="nonet" level={1} title={t("trouble.offline")}><p>{t("trouble.offlineDo")}</p></Trouble>;
  return <guide.Guide />;
}
