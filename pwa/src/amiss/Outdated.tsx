import { useState } from "preact/hooks";
import { t } from "../i18n";
import { Button, Trouble, type Desk } from "../ui";
import { n } from "./words";

/** This app is too old to write anything new: what is safe, and how to update it. */
export function Outdated({ desk }: { desk: Desk }) {
  const [busy, work] = useState(false);
  const renew = async (): Promise<void> => {
    work(true);
    await newest();
    location.reload();
  };
  return (
    <Trouble icon="download" title={t("outdated.title")}>
      <p>{n("outdated.safe")} {desk.waiting.value > 0 && n("outdated.waiting", { n: desk.waiting.value })}</p>
      <Button kind="primary" wide busy={busy} onClick={() => void renew()}>{t("app.load")}</Button>
      <p class="s">{n("outdated.else")}</p>
    </Trouble>
  );
}

// Has the browser look for a newer app, and waits until that is in its place.
async function newest(): Promise<void> {
  try {
    const worker = await navigator.serviceWorker.getRegistration();
    await worker?.update();
    const next = worker?.installing;
    if (!next) return;
    await new Promise<void>((done) => {
      next.onstatechange = () => next.state === "activated" || next.state === "redundant" ? done() : undefined;
    });
  } catch {
    // No network, or no worker: loading anew is all that can be done.
  }
}
