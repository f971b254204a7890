import { Steps } from "../ui";
import { steps, type Standing } from "./steps";
import { a } from "./words";

/** The line that fills as a month gets on, and what happens next in words. */
export function MonthSteps({ of: { at, waits } }: { of: Standing }) {
  const now = steps.indexOf(at);
  return (
    <>
      <Steps
        label={a("step.title")}
        steps={steps.map((step, i) => ({
          label: i === now && waits.for === "fix" ? a("step.fix", { n: waits.n }) : a(`step.${step}`),
          done: i < now, now: i === now, said: a(i < now ? "step.isDone" : i === now ? "step.isNow" : "step.isLater"),
        }))}
      />
      <p class="soft s">{a(`step.for.${waits.for}`, waits.n === undefined ? {} : { n: waits.n })}</p>
    </>
  );
}
