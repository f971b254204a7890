// The way in, and what can go wrong there.
import { offline } from "./stage.mjs";

/** @param {import("./stage.mjs").Stage} stage */
export async function join({ demo, url, w, look, open }) {
  const { context, page } = await open(`${url}/join`);
  await page.getByRole("heading", { name: w.welcome }).waitFor();
  await look(page, "join");
  await page.goto(`${url}/tillganglighet`);
  await page.getByText(w.contact).waitFor();
  await look(page, "join-accessibility");
  await page.goto(`${url}/join`);

  await page.getByLabel(w.code).fill("AAAA-BBBB-CCCC");
  await page.getByRole("button", { name: w.signIn, exact: true }).click();
  await page.getByRole("heading", { name: w.notIn }).waitFor();
  await look(page, "join-unknown-code");

  await offline(context, async () => {
    await page.getByLabel(w.code).fill(demo.person("assistant", "Nina").invitation);
    await page.getByRole("button", { name: w.signIn, exact: true }).click();
    await page.getByRole("heading", { name: w.firstTime }).waitFor();
    await look(page, "join-offline");
  });
  await page.getByRole("button", { name: w.signIn, exact: true }).click();
  await page.getByRole("button", { name: w.start }).waitFor();
  await context.close();

  const again = await open(demo.person("assistant", "Nina").signin);
  await again.page.getByRole("heading", { name: w.notIn }).waitFor();
  await look(again.page, "join-used-link");
  await again.context.close();
}
