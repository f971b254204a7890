import { useState } from "preact/hooks";
import { Button, Notice, Writes, type Toaster } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { sentence } from "../../ui/sentence";
import { Fetched } from "../../ui/Fetched";
import type { Board } from "../types";
import { w } from "./words";

/** The way to a month's papers in print packs, over all customers: whose they are, and who has none, is said first. */
export function PrintAll({ desk, month, toaster }: { desk: Desk; month: string; toaster: Toaster }) {
  const [printing, print] = useState(false);
  return (
    <Writes>
      <Button kind="line" icon="paper" onClick={() => print(true)}>{w("all.print")}</Button>
      {printing && <Papers desk={desk} month={month} toaster={toaster} onClose={() => print(false)} />}
    </Writes>
  );
}

function Papers({ desk, month, toaster, onClose }: { desk: Desk; month: string; toaster: Toaster; onClose: () => void }) {
  const asked = useAsked<Board>(desk, `/api/v1/board?month=${month}`, 60_000);
  const customers = asked.value?.customers;
  if (customers === undefined) return asked.failed === undefined ? null : <Notice tone="alarm" icon="alarm" live>{sentence(asked.failed)}</Notice>;
  return <Fetched from={many} show={({ Many }) => <Many deed="print" desk={desk} month={month} customers={customers} toaster={toaster} again={() => undefined} onClose={onClose} />} />;
}

const many = () => import("../many/pages");
