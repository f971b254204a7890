import { Steps } from "../ui";
import { steps, type Standing } from "./steps";
import { a } from "./words";

/** The line that fills as a month gets on, and what happens next in words. */
export function MonthSteps({ of: { at: now, waits } }: { of: Standing }) {
  return (
    <>
      <Steps
        label={a("step.title")}
        steps={steps.map((step, i) => ({
          label: i === now && waits?.for === "fix" ? a("step.fix", { n: waits.n }) : a(`step.${step}`),
          done: i < now, now: i === now, said: a(i < now ? "step.isDone" : i === now ? "step.isNow" : "step.isLater"),
        }))}
      />
      {waits && <p class="soft s">{a(`step.for.${waits.for}`, waits.n === undefined ? {} : { n: waits.n })}</p>}
    </>
  );
}
