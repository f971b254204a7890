// The locked app: nothing of anybody's is in it. Behind it, unseen, the room stays as it was, and whatever waits goes on being sent.

import { useEffect, useState } from "preact/hooks";
import { confirm } from "./ceremony";
import { t } from "./i18n";
import { lock, unlock } from "./lock";
import { App, Bar, Button, Icon, Notice } from "./ui";

/** Asks the device who holds it; or leads to signing in anew. */
export default function Locked() {
  const [failed, fail] = useState(false);
  const [busy, work] = useState(false);
  useEffect(() => {
    document.title = t("app.name");
    // The room is behind it, and hears no keys.
    const keep = (event: Event): void => event.stopPropagation();
    addEventListener("keydown", keep, true);
    return () => removeEventListener("keydown", keep, true);
  }, []);
  const open = async (): Promise<void> => {
    const credential = lock.peek()?.credential;
    if (busy || credential === undefined) return;
    work(true);
    fail(false);
    try {
      await confirm(credential);
      unlock();
    } catch {
      fail(true);
      work(false);
    }
  };
  return (
    <App bar={<Bar />}>
      <section class="trouble">
        <span class="trouble__art"><Icon name="lock" /></span>
        <h1>{t("lock.closed")}</h1>
        <p>{t("lock.safe")}</p>
        <div class="said" role="status">{failed && <Notice tone="you" icon="lock">{t("lock.not")}</Notice>}</div>
        <Button kind="primary" big wide icon="unlock" busy={busy} autofocus onClick={() => void open()}>{t("lock.open")}</Button>
        <Button kind="quiet" href="/join">{t("lock.anew")}</Button>
      </section>
    </App>
  );
}
