import type { Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Fetched } from "../../ui/Fetched";

/** The pages of people and papers, fetched when one of them is opened. */
export function Papers(asked: { desk: Desk; toasts: Toaster; which: string; query: URLSearchParams }) {
  return <Fetched from={pages} show={({ default: Pages }) => <Pages {...asked} />} />;
}

const pages = () => import("./index");
