import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { spoken, t } from "../i18n";
import { Trouble } from "../ui";
import type { RoomView } from "./room";

type Page = ComponentType<{ page: string; room: RoomView }>;

/** One of a person's own pages. Seldom looked at, so they are fetched when one is. */
export function MePage(asked: { page: string; room: RoomView }) {
  const [Me, set] = useState<{ Page: Page } | "failed" | undefined>(undefined);
  useEffect(() => {
    import("./me").then((me) => spoken().then(() => set({ Page: me.default })), () => set("failed"));
  }, []);
  if (Me === undefined) return null;
  if (Me === "failed") return <Trouble icon="nonet" level={1} title={t("trouble.offline")}><p>{t("trouble.offlineDo")}</p></Trouble>;
  return <Me.Page key={asked.page} {...asked} />;
}
