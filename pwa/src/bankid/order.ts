// An order of BankID's as the server has it: nothing of it is kept in the page, so that a page which was lost finds it again.

import { useEffect, useState } from "preact/hooks";
import { api, type Problem } from "../core";
import { missed } from "./missed";

/** What came of a signature. */
export type Outcome = "signed" | "approved" | "fallen" | "refused";

/** An order, as its JSON comes. */
export interface Order {
  readonly order: string;
  readonly purpose: "sign" | "sign_in";
  readonly status: "pending" | "complete" | "failed";
  readonly hint: string;
  readonly sv: string;
  readonly en: string;
  /** An SVG of this second's code; empty once an app has the order, as the link is. */
  readonly qr: string;
  readonly link: string;
  readonly about: { readonly role: "assistant" | "provider"; readonly assistant: string; readonly beneficiary: string; readonly month: string; readonly version: number } | null;
  readonly result: { readonly state: Outcome; readonly code?: string; readonly sv: string; readonly en: string } | null;
}

/** Whether an order has come to its end: a signature has when the book has heard of it. */
export const over = (o: Order): boolean => o.status === "failed" || (o.status === "complete" && (o.purpose === "sign_in" || o.result !== null));

/** The caller's newest order that goes on or was never seen to end; undefined where there is none, or BankID is not connected. */
export async function running(open = false): Promise<Order | undefined> {
  const get = (path: string): Promise<unknown> => (open ? api.open("GET", path) : api.get(path));
  try {
    const { order } = (await get("/api/v1/orders")) as { order: string };
    return order === "" ? undefined : ((await get(`/api/v1/orders/${order}`)) as Order);
  } catch {
    return undefined; // without network nothing is known, and nothing claimed
  }
}

interface State {
  readonly order: Order | undefined;
  readonly lost: boolean;
  readonly gone: boolean;
  /** Why the server does not tell how it stands. */
  readonly kept: Problem | undefined;
}

/** How an order stands, asked each second and whenever the page is seen again. open: without a session, by the browser's cookie. */
export function useOrder(id: string, open: boolean): State {
  const [state, set] = useState<State & { id: string }>({ id, order: undefined, lost: false, gone: false, kept: undefined });
  useEffect(() => {
    let here = true;
    let busy = false;
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      if (busy || ended) return;
      busy = true;
      clearTimeout(timer);
      let pace = 1000;
      try {
        const order = (await (open ? api.open("GET", `/api/v1/orders/${id}`) : api.get(`/api/v1/orders/${id}`))) as Order;
        ended = over(order);
        if (here) set({ id, order, lost: false, gone: false, kept: undefined });
      } catch (error) {
        const how = missed(error);
        ended = how === "gone";
        if (how === "kept") pace = 10_000;
        if (here) set((before) => ({ id, order: before.id === id ? before.order : undefined, lost: how === "lost", gone: ended, kept: how === "kept" ? (error as Problem) : undefined }));
      }
      busy = false;
      if (here && !ended) timer = setTimeout(() => void look(), pace);
    };
    const seen = (): void => {
      if (document.visibilityState === "visible") void look();
    };
    document.addEventListener("visibilitychange", seen);
    void look();
    return () => {
      here = false;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [id, open]);
  return state.id === id ? state : { order: undefined, lost: state.lost, gone: false, kept: undefined };
}
