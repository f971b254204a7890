// The device that screens stand on: the app's core, seen through what screens need of it.

import { computed } from "@preact/signals";
import { api, core } from "../core";
import { setLock } from "../lock";
import { push } from "../push";
import { go } from "../route";
import type { Desk, Notices } from "./desk";

/** This app's device. */
export const desk: Desk = {
  who: core.who,
  docs: core.rows,
  changed: core.rounds,
  online: computed(() => core.link.value !== "offline"),
  signedOut: computed(() => core.session.value === "out"),
  waiting: core.unsent,
  unsaved: core.unsaved,
  saveAgain: () => core.saveAgain(),
  differing: core.differing,
  outdated: core.outdated,
  file: () => core.export(),
  async act(ref, base, set, extra) {
    await core.act({ ref, base, set, why: extra?.why, resolves: extra?.resolves });
  },
  async actAll(acts) {
    await core.actAll(acts);
  },
  read: (op) => core.dismiss(op),
  opened: core.opened,
  open: (feed) => void core.open(feed),
  get: (path, said) => api.get(path, { said }),
  post: (path, body) => api.post(path, body),
  put: (path, body) => api.put(path, body),
  newId: () => core.newId(),
  now: () => new Date(core.time()),
  wrong: () => core.wrong(),
  async leave() {
    await core.signOut(true);
    if (core.who.peek()) return go("/"); // at another provider
    setLock(undefined);
    go("/join", true);
  },
};

/** Notices on this device. */
export const notices: Notices = push;
