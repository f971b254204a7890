// The links to a paper: as a PDF to print, and as a web page to read. Both need the access token, so they are fetched, and
// then given to the browser; nothing of them is kept.

import { useEffect, useState } from "preact/hooks";
import { core } from "../core";
import { Button, Notice, sentence } from "../ui";
import { p, type Key } from "./words";

/** Where a paper is on the server (without /pdf and /page), the name of its file, and what its print is called. */
export interface Paper {
  readonly path: string;
  readonly file: string;
  readonly print: Key;
}

type Got = { readonly saved: true } | { readonly page: string } | { readonly failed: unknown };

/** Both ways to a paper. */
export function Papers({ path, file, print }: Paper) {
  const [got, tell] = useState<Got | undefined>(undefined);
  const [busy, work] = useState<"pdf" | "page" | undefined>(undefined);
  const page = got && "page" in got ? got.page : undefined;
  useEffect(() => () => {
    if (page !== undefined) URL.revokeObjectURL(page);
  }, [page]);
  const get = async (as: "pdf" | "page"): Promise<void> => {
    if (busy) return;
    work(as);
    tell(undefined);
    try {
      const url = URL.createObjectURL((await core.request("GET", `${path}/${as}`, undefined, { file: true })) as Blob);
      if (as === "pdf") {
        save(url, `${file}.pdf`);
        tell({ saved: true });
      } else {
        open(url, "_blank");
        tell({ page: url });
      }
    } catch (failed) {
      tell({ failed });
    }
    work(undefined);
  };
  return (
    <div class="stack stack--s">
      <Button kind="line" wide icon="download" busy={busy === "pdf"} onClick={() => void get("pdf")}>{p(print)}</Button>
      <Button kind="line" wide icon="paper" busy={busy === "page"} onClick={() => void get("page")}>{p("print.page")}</Button>
      {got && "saved" in got && <Notice icon="info" live>{p("print.saved")}</Notice>}
      {page !== undefined && <Notice icon="info" live>{p("print.ready")} <a href={page} target="_blank">{p("print.open")}</a></Notice>}
      {got && "failed" in got && <Notice tone="alarm" icon="alarm">{p("print.failed")} {sentence(got.failed)}</Notice>}
    </div>
  );
}

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
