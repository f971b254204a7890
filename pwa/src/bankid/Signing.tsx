import { useEffect, useRef } from "preact/hooks";
import { api } from "../core";
import { said } from "../i18n";
import { Button, Notice, sentence } from "../ui";
import { over, useOrder, type Order } from "./order";
import { w, type Key } from "./words";

/** What a screen is told when an order has ended. */
export type End = "signed" | "approved" | "fallen" | "refused" | "failed" | "signed_in";

/** A signature, or a sign-in, as it goes on. */
export interface SigningProps {
  readonly order: string;
  /** Without a session: the order is the browser's. */
  readonly open?: boolean;
  /** What its way out is called, where it is not the end of what the person does. */
  readonly stop?: string | undefined;
  readonly level?: 1 | 2 | 3;
  readonly onEnd: (end: End) => void;
  /** Begins anew after one that failed. */
  readonly again: () => void;
  /** The person leaves it: it is cancelled where it had not ended. */
  readonly close: () => void;
}

/** The code, the link, where it stands in words, and the ways out. */
export function Signing({ order: id, open = false, stop: out = w("stop"), level = 2, onEnd, again, close }: SigningProps) {
  const { order, lost, gone, kept } = useOrder(id, open);
  const title = useRef<HTMLHeadingElement>(null);
  const told = useRef("");
  const end = gone ? "failed" : order && over(order) ? (order.result?.state ?? (order.status === "failed" ? "failed" : "signed_in")) : undefined;
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
    title.current?.scrollIntoView({ block: "start" }); // so that the code is seen whole
  }, []);
  useEffect(() => {
    if (end === undefined || told.current === id) return;
    told.current = id;
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true }); // the button that had it is gone
    onEnd(end);
  }, [end, id]);
  const stop = (): void => {
    const path = `/api/v1/orders/${id}`;
    void (open ? api.open("DELETE", path) : api.delete(path)).catch(() => undefined); // what is not cancelled runs out by itself
    close();
  };
  const Heading = (["h1", "h2", "h3"] as const)[level - 1] ?? "h2";
  const failed = end === "failed" || end === "refused";
  return (
    <section class="stack stack--s" aria-label={w(open ? "signIn" : "sign")}>
      <Heading ref={title} tabIndex={-1}>{w(open ? "signIn" : "sign")}</Heading>
      <Notice tone={end === undefined ? "info" : failed || end === "fallen" ? "you" : "done"} icon={end === undefined ? "info" : failed || end === "fallen" ? "you" : "check"} live>{sayOf(order, end, gone, open)}</Notice>
      {kept && <Notice tone="you" icon="you" live>{sentence(kept)} {kept.status === 401 && w("counts")}</Notice>}
      {lost && <Notice icon="nonet" live>{w("net")}</Notice>}
      {end === undefined && !kept && order?.link && (
        <>
          <Button kind="primary" wide href={order.link}>{w("open")}</Button>
          <Code svg={order.qr} />
        </>
      )}
      {end === undefined ? <Button kind="line" wide onClick={stop}>{out}</Button> : (
        <>
          {failed && <Button kind="primary" wide onClick={again}>{w("again")}</Button>}
          {end !== "signed_in" && <Button kind="line" wide onClick={close}>{w("close")}</Button>}
        </>
      )}
    </section>
  );
}

function sayOf(order: Order | undefined, end: End | undefined, gone: boolean, open: boolean): string {
  if (gone) return w(open ? "overIn" : "over");
  if (!order) return w("begin");
  if (end === "refused") return said(order.result ?? undefined) || w("refused");
  if (end === undefined && order.status === "complete") return w("check");
  if (end === "signed_in") return w("enter");
  return end === undefined || end === "failed" ? said(order) : w(end satisfies Key);
}

/** The code is drawn from the server's, part by part: a page takes no markup from anywhere. */
function Code({ svg }: { svg: string }) {
  const box = /viewBox="([\d ]+)"/.exec(svg)?.[1];
  const dark = /fill="#000" d="([^"]+)"/.exec(svg)?.[1];
  if (box === undefined || dark === undefined) return null;
  return <svg class="eid__qr" viewBox={box} role="img" aria-label={w("qr")} shape-rendering="crispEdges"><path d={dark} /></svg>;
}
