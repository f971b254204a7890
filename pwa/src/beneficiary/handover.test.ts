import { expect, test } from "vitest";
import { leave } from "./handover";

test("where our server has handed it over, the browser only goes on", () => {
  const went: string[] = [];
  const document = { location: { assign: (to: string) => went.push(to) } } as unknown as Document;
  leave(document, { action: "https://erak.example/granska/1", method: "get", fields: [] });
  expect(went).toEqual(["https://erak.example/granska/1"]);
});
