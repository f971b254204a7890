// The office: a board of the month, what waits, a customer's month, plans, the people.

import { useEffect, useMemo } from "preact/hooks";
import { route } from "../route";
import { readsOnly, toaster, useArrival } from "../ui";
import { desk as device, notices as told } from "../ui/device";
import type { Desk, Notices } from "../ui/desk";
import { Frame } from "./Frame";
import { useForgetting } from "./known";
import { standingAt } from "./places";
import "./office.css";
import "./board.css";
import "./month.css";
import "./plan/plan.css";
import "./papers/papers.css";
import "./send/send.css";
import "./out/out.css";

/** The office at a path (places.tsx), within its frame. */
export function Office({ desk, notices, path, search }: { desk: Desk; notices: Notices; path: string; search: string }) {
  const toasts = useMemo(toaster, []);
  useForgetting(desk);
  const { menu, title, page, is } = standingAt({ desk, notices, toaster: toasts, path, query: new URLSearchParams(search) });
  useArrival(is === undefined ? path + search : path + is, title);
  return <Frame desk={desk} place={menu} toaster={toasts}>{page}</Frame>;
}

/** The room, standing on this app's device. */
export default function Room() {
  const { path, query } = route.value;
  const roles = device.who.value?.roles ?? [];
  const reads = roles.includes("auditor") && !roles.includes("coordinator");
  useEffect(() => {
    readsOnly.value = reads;
    return () => void (readsOnly.value = false);
  }, [reads]);
  return <Office desk={device} notices={told} path={path} search={query} />;
}
