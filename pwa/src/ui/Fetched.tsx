import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { spoken, t } from "../i18n";
import { Trouble } from "./notices";

/** What is seldom looked at, and so fetched when it is. quiet: where that fails nothing is said. */
export function Fetched<Part>({ from, show, quiet }: { from: () => Promise<Part>; show: (part: Part) => ComponentChildren; quiet?: boolean | undefined }) {
  const [part, set] = useState<{ is?: Part } | undefined>(undefined);
  useEffect(() => {
    from().then((is) => spoken().then(() => set({ is })), () => set({}));
  }, [from]);
  if (part?.is) return <>{show(part.is)}</>;
  return part && !quiet ? <Trouble icon="nonet" level={1} title={t("trouble.offline")}><p>{t("trouble.offlineDo")}</p></Trouble> : null;
}
