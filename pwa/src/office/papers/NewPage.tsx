import { useState } from "preact/hooks";
import { format, t } from "../../i18n";
import { go } from "../../route";
import { Button, Choices, Notice, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Fields } from "./Fields";
import { valuesOf, type Value, type Values } from "./form";
import { make, newRoles, parts, partsOf, type Made, type NewRole, type Part } from "./newcomer";
import { chooser, useFirstWrong } from "./PaperSheet";
import { asking, givesSigning, offered } from "./rights";
import { p, word } from "./words";

const headed: Partial<Record<Part, "new.work" | "section.employment" | "section.registration" | "section.represents">> = {
  work: "new.work", employment: "section.employment", registration: "section.registration", task: "section.represents",
};

/** Somebody new, in one form; then the invitation. */
export function NewPage({ desk, toasts, asked }: { desk: Desk; toasts: Toaster; asked: string | undefined }) {
  const today = format.today(desk.now());
  const people = chooser(desk, today);
  const customers = people("beneficiary", "");
  const [role, choose] = useState<NewRole>(newRoles.find((r) => r === asked) ?? (customers.length === 0 ? "beneficiary" : "assistant"));
  const rights = asking(desk.docs.value.values(), desk.who.value?.person ?? "", today);
  const [values, setValues] = useState<Readonly<Record<Part, Values>>>(() => begin(today, customers.length === 1 ? (customers[0]?.id ?? "") : "", givesSigning(rights)));
  const [wrong, setWrong] = useState<Extract<Made, { wrong: unknown }>["wrong"]>({});
  const { body, toFirst } = useFirstWrong();
  const stuck = role === "assistant" && customers.length === 0;
  const count = Object.values(wrong).reduce((n, part) => n + Object.keys(part).length, 0);

  const save = async (): Promise<void> => {
    const made = make(role, values, () => desk.newId(), today);
    if ("wrong" in made) {
      setWrong(made.wrong);
      toFirst();
      return;
    }
    try {
      await desk.actAll(made.acts);
    } catch {
      return toasts.say(t("edit.notSaved"));
    }
    toasts.say(p("said.saved"));
    go(`/office/people/${made.person}?invite`, true);
  };
  const set = (part: Part) => (name: string, value: Value): void => {
    setValues((now) => ({ ...now, [part]: { ...now[part], [name]: value } }));
    setWrong(({ [part]: those = {}, ...others }) => {
      const { [name]: _, ...left } = those;
      return Object.keys(left).length > 0 ? { ...others, [part]: left } : others;
    });
  };
  return (
    <>
      <header class="head">
        <div>
          <Button kind="quiet" icon="prev" start href="/office/people">{p("list.back")}</Button>
          <h1>{p("title.new")}</h1>
        </div>
      </header>
      <div class="one-form leaf stack" ref={body}>
        <Choices<NewRole> legend={p("new.what")} name="role" value={role} onChange={choose} options={newRoles.map((value) => ({ value, label: word(`v.role.${value}`) }))} />
        {stuck ? <Notice icon="info">{p("new.noCustomer")}</Notice> : partsOf[role].map((part) => (
          <div class="stack" key={part} role={headed[part] ? "group" : undefined} aria-labelledby={headed[part] ? `new-${part}` : undefined}>
            {headed[part] && <h2 id={`new-${part}`}>{p(headed[part])}</h2>}
            {part === "work" && <p class="soft s">{p("new.workWhat")}</p>}
            <Fields paper={part === "rights" ? offered(parts[part], rights, undefined) : parts[part]} values={values[part]} wrong={wrong[part] ?? {}} today={today} people={people} onChange={set(part)} />
          </div>
        ))}
        {role === "beneficiary" && <p class="soft s">{p("new.decision")}</p>}
        {count > 0 && <Notice tone="alarm" icon="alarm">{p("new.wrong", { n: count })}</Notice>}
        {!stuck && <Writes><Button kind="primary" wide onClick={() => void save()}>{p("do.saveInvite")}</Button></Writes>}
      </div>
    </>
  );
}

// Who may give the right to sign gives it to a colleague, unless they say otherwise.
function begin(today: string, customer: string, mayGive: boolean): Record<Part, Values> {
  const all = Object.fromEntries(Object.entries(parts).map(([part, paper]) => [part, valuesOf(paper, undefined)])) as Record<Part, Values>;
  return { ...all, from: { from: today }, rights: { signs: mayGive ? "yes" : "no" }, work: { beneficiary: customer }, task: { ...all.task, beneficiary: customer } };
}
