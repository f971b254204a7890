import { useState } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "./Button";
import { State } from "./ledger";
import { sentence } from "./Failed";
import { Notice } from "./notices";
import type { Notices } from "./desk";

/** Notices on this device: what they say, whether they come, and the way to change it. */
export function NoticesCard({ notices, title }: { notices: Notices; title?: string }) {
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  const state = notices.state.value;
  const change = async (to: () => Promise<void>): Promise<void> => {
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      await to();
    } catch (error) {
      fail(error);
    } finally {
      work(false);
    }
  };
  return (
    <section class="leaf" aria-labelledby="notices">
      <h2 id="notices">{title ?? t("push.title")}</h2>
      {state === "on" && <State tone="done" icon="check">{t("push.on")}</State>}
      {state === "denied" && <p>{t("push.denied")}</p>}
      {state === "cannot" && <p>{t("push.cannot")}</p>}
      {(state === "on" || state === "off") && <p class="soft">{t("push.what")}</p>}
      {failed !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failed)}</Notice>}
      {state === "off" && <Button kind="line" icon="bell" busy={busy} onClick={() => void change(() => notices.on())}>{t("push.turnOn")}</Button>}
      {state === "on" && <Button kind="quiet" busy={busy} start onClick={() => void change(() => notices.off())}>{t("push.turnOff")}</Button>}
    </section>
  );
}
