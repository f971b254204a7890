// People and papers, and what a provider says of itself: the pages.

import type { Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { ImportPage } from "./ImportPage";
import { NewPage } from "./NewPage";
import { PersonPage } from "./PersonPage";
import { ProviderPage } from "./ProviderPage";

/** One of the pages. which: a person's id, or one of the others. */
export function Papers({ desk, toasts, which, query }: { desk: Desk; toasts: Toaster; which: string; query: URLSearchParams }) {
  if (which === "provider") return <ProviderPage desk={desk} toasts={toasts} />;
  if (which === "new") return <NewPage desk={desk} toasts={toasts} asked={query.get("role") ?? undefined} />;
  if (which === "import") return <ImportPage desk={desk} />;
  return <PersonPage key={which} desk={desk} toasts={toasts} id={which} inviting={query.has("invite")} />;
}
