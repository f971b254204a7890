import { useEffect, useState } from "preact/hooks";
import { go } from "../route";
import { App, Bar, Button, Notice } from "../ui";
import { running, type Order } from "./order";
import { Signing } from "./Signing";
import { w } from "./words";

/** The page that BankID's app comes back to, in whichever browser that is: what was begun is found again, and goes on. */
export function Return() {
  const [found, find] = useState<Order | undefined>(undefined);
  useEffect(() => void running().then(find), []);
  const at = found?.about;
  const home = at ? (at.role === "assistant" ? `/month/${at.month}` : `/office/${at.beneficiary}/${at.month}`) : "/";
  useEffect(() => {
    document.title = `${w("backTitle")} – Passbok`;
  }, []);
  return (
    <App bar={<Bar />}>
      {found ? <Signing order={found.order} level={1} onEnd={() => undefined} again={() => go(home, true)} close={() => go(home, true)} />
        : <><h1>{w("backTitle")}</h1><Notice icon="info">{w("back")}</Notice></>}
      <Button kind="line" wide href={home}>{w("home")}</Button>
    </App>
  );
}
