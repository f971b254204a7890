import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { core } from "../core";
import { spoken, t } from "../i18n";
import { Button } from "./Button";
import { Trouble } from "./notices";

/** What is seldom looked at, and so fetched when it is; where that fails, again after each exchange. quiet: then nothing is said. */
export function Fetched<Part>({ from, show, quiet }: { from: () => Promise<Part>; show: (part: Part) => ComponentChildren; quiet?: boolean | undefined }) {
  const [last, set] = useState<{ from?: unknown; is?: Part }>({});
  const part = last.from === from ? last : undefined;
  const rounds = core.rounds.value;
  useEffect(() => {
    if (!part?.is) from().then((is) => spoken().then(() => set({ from, is })), () => set({ from }));
  }, [from, rounds]);
  if (part?.is) return <>{show(part.is)}</>;
  return part && !quiet ? <Trouble icon="nonet" level={1} title={t("trouble.offline")}><p>{t("trouble.offlineDo")}</p><Button kind="line" onClick={() => location.reload()}>{t("app.load")}</Button></Trouble> : null;
}
