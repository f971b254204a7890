import { Fragment } from "preact";
import { useRef, useState } from "preact/hooks";
import { said, type Said } from "../../i18n";
import { Button, Chips, Field, Notice, Writes } from "../../ui";
import { sentence } from "../../ui/sentence";
import type { Desk } from "../../ui/desk";
import { p, word } from "./words";

/** What the server says of a file. Lines count from 1, the header's. */
interface Report {
  done: boolean;
  new: number;
  there: number;
  lines: readonly { line: number; name: string; role: string; state: "new" | "more" | "there" }[];
  problems: readonly { line: number; column: string; problem: Said; action: Said }[];
}

const header = "roll;förnamn;efternamn;personnummer;telefon;från;kund;arbetstid;anmäld;mottagen;e-post;sms;språk;företräder som;omfattning;beviljade timmar;per;beslutat av;beslut från;beslut till";

const planHeader = "kund;assistent;dag;börjar;slutar;sort av tid";

/** People, or plans, from a file: examined first, then read in. */
export function ImportPage({ desk }: { desk: Desk }) {
  const [of, choose] = useState<"people" | "plans">("people");
  const [file, setFile] = useState<File | undefined>(undefined);
  const [pasted, paste] = useState("");
  const [report, setReport] = useState<Report | undefined>(undefined);
  const [failed, fail] = useState<string | undefined>(undefined);
  const [busy, work] = useState(false);
  const told = useRef<HTMLDivElement>(null);
  const id = useRef(""); // the same while the same file is tried again: a lost answer must not do it twice

  const ask = async (dry: boolean): Promise<void> => {
    if (busy) return;
    if (!file && pasted.trim() === "") return fail(p("import.nothing"));
    work(true);
    fail(undefined);
    try {
      if (id.current === "") id.current = desk.newId();
      const body = new Blob([file ?? pasted], { type: "text/csv" });
      setReport((await desk.post(`/api/v1/${of}/import?id=${id.current}${dry ? "&dry=1" : ""}`, body)) as Report);
      requestAnimationFrame(() => told.current?.focus());
    } catch (error) {
      fail(sentence(error));
    } finally {
      work(false);
    }
  };
  const other = (): void => {
    id.current = "";
    setReport(undefined);
    fail(undefined);
  };
  return (
    <>
      <header class="head">
        <div>
          <Button kind="quiet" icon="prev" start href="/office/people">{p("list.back")}</Button>
          <h1>{p("title.import")}</h1>
          <p class="soft">{p(of === "people" ? "import.what" : "import.plansWhat")}</p>
        </div>
      </header>
      <div class="leaf stack">
        <Chips<"people" | "plans"> legend={p("import.of")} name="of" value={of} onChange={(next) => { choose(next); other(); }} options={[{ value: "people", label: p("import.ofPeople") }, { value: "plans", label: p("import.ofPlans") }]} />
        <div><p>{p("import.columns")}</p><p><code>{(of === "people" ? header : planHeader).split(";").map((name, i) => <Fragment key={name}>{i > 0 && <>;<wbr /></>}{name}</Fragment>)}</code></p></div>
        <Field label={p("import.file")} help={p("import.fileHelp")}>
          {({ id: at, describedby }) => (
            <input class="input" type="file" id={at} accept=".csv,.txt,text/csv,text/plain" aria-describedby={describedby} onChange={(e) => {
              setFile(e.currentTarget.files?.[0]);
              other();
            }} />
          )}
        </Field>
        {!file && (
          <Field label={p("import.paste")}>
            {({ id: at }) => (
              <textarea class="input csv" id={at} value={pasted} spellcheck={false} onInput={(e) => {
                paste(e.currentTarget.value);
                other();
              }} />
            )}
          </Field>
        )}
        {failed !== undefined && <Notice tone="alarm" icon="alarm">{failed}</Notice>}
        {!report && <Button kind="primary" wide busy={busy} onClick={() => void ask(true)}>{p("import.check")}</Button>}
      </div>
      {report && (
        <div class="leaf stack" ref={told} tabIndex={-1}>
          <Told report={report} of={of} />
          {report.done && <div><Button kind="primary" href={of === "people" ? "/office/people" : "/office/plan"}>{p(of === "people" ? "import.toPeople" : "import.toPlans")}</Button></div>}
          {!report.done && report.problems.length === 0 && report.new > 0 && <Writes><Button kind="primary" wide busy={busy} onClick={() => void ask(false)}>{p(of === "people" ? "import.do" : "import.doPlans", { n: report.new })}</Button></Writes>}
        </div>
      )}
    </>
  );
}

function Told({ report, of }: { report: Report; of: "people" | "plans" }) {
  if (report.problems.length > 0) {
    const lines = new Set(report.problems.map((one) => one.line)).size;
    return (
      <>
        <Notice tone="alarm" icon="alarm">{p("import.bad", { n: lines })}</Notice>
        <table class="checked">
          <caption class="vh">{p("import.table")}</caption>
          <thead><tr><th scope="col">{p("import.line")}</th><th scope="col">{p("import.column")}</th><th scope="col">{p("import.problem")}</th><th scope="col">{p("import.todo")}</th></tr></thead>
          <tbody>{report.problems.map((one, i) => <tr key={i}><th scope="row">{p("import.line")} {one.line}</th><td>{one.column}</td><td>{said(one.problem)}</td><td>{said(one.action)}</td></tr>)}</tbody>
        </table>
      </>
    );
  }
  if (of === "plans") return <Notice tone="done" icon="check" live>{report.done ? p("import.donePlans", { n: report.new }) : p("import.finePlans", { n: report.new, m: report.there })}</Notice>;
  const how = { new: "import.new", more: "import.more", there: "import.there" } as const;
  return (
    <>
      <Notice tone="done" icon="check" live>{report.done ? p("import.done", { n: report.new }) : p("import.fine", { n: report.new, m: report.there })}</Notice>
      <table class="checked">
        <caption class="vh">{p("import.table")}</caption>
        <thead><tr><th scope="col">{p("import.line")}</th><th scope="col">{p("import.name")}</th><th scope="col">{p("import.role")}</th><th scope="col">{p("import.how")}</th></tr></thead>
        <tbody>{report.lines.map((one) => <tr key={one.line}><th scope="row">{p("import.line")} {one.line}</th><td>{one.name}</td><td>{word(`v.role.${one.role}`)}</td><td>{p(how[one.state])}</td></tr>)}</tbody>
      </table>
    </>
  );
}
