// The devices of TinyBase's: bench speaks to them in lines of JSON, they speak to the server as TinyBase's guide says to.
// node devices.mjs ADDRESS
import {createInterface} from 'node:readline';
import {createMergeableStore} from 'tinybase';
import {createWsSynchronizer} from 'tinybase/synchronizers/synchronizer-ws-client';
import {WebSocket} from 'ws';

const address = process.argv[2];
const patience = 60; // seconds
const phones = new Map();

class Store {
  constructor(path) {
    this.path = path;
    this.store = createMergeableStore();
    this.bytes = 0;
  }
  async connect() {
    this.off = false;
    this.socket = new WebSocket(`ws://${address}/${this.path}`);
    this.synchronizer = await createWsSynchronizer(this.store, this.socket, patience);
    await this.synchronizer.startSync();
    await this.said();
  }
  // Nothing is acknowledged by itself; but messages are in order, so what the server answers after it has taken a
  // change acknowledges that.
  async said() {
    do await new Promise(setImmediate);
    while (this.synchronizer.getStatus() != 0);
    await this.synchronizer.load();
  }
  // What was changed reaches the server, unless the device is told to be offline.
  async send() {
    if (this.off) return;
    if (this.synchronizer) return this.said();
    await this.connect();
  }
  async again() {
    if (this.synchronizer) return this.said();
    await this.connect();
    await this.disconnect();
  }
  async disconnect() {
    if (!this.synchronizer) return;
    this.bytes = this.traffic();
    await this.synchronizer.destroy();
    this.synchronizer = this.socket = undefined;
  }
  traffic() {
    const wire = this.socket?._socket;
    return this.bytes + (wire ? wire.bytesRead + wire.bytesWritten : 0);
  }
}

const every = (phone, what) => Promise.all([...phones.get(phone).values()].map(what));
const count = (phone) =>
  [...phones.get(phone).values()].reduce((sum, s) => sum + s.store.getRowCount('shifts'), 0);

const commands = {
  open({phone, paths}) {
    phones.set(phone, new Map(paths.map((path) => [path, new Store(path)])));
  },
  async add({phone, path, rows}) {
    const s = phones.get(phone).get(path);
    s.store.transaction(() => Object.entries(rows).forEach(([id, row]) => s.store.setRow('shifts', id, row)));
    await s.send();
  },
  async edit({phone, path, id, set}) {
    const s = phones.get(phone).get(path);
    // What one pulls may come in parts.
    for (let tries = 0; !s.store.hasRow('shifts', id) && tries < 10; tries++) await s.again();
    if (!s.store.hasRow('shifts', id)) throw new Error(`the device does not have row ${id}`);
    s.store.setPartialRow('shifts', id, set);
    await s.send();
  },
  async pull({phone, stays}) {
    const before = count(phone);
    await every(phone, async (s) => {
      if (s.synchronizer) return s.said();
      await s.connect();
      if (!stays) await s.disconnect();
    });
    return count(phone) - before;
  },
  async idle({phone, times}) {
    for (let i = 0; i < times; i++) await every(phone, (s) => s.synchronizer.load());
  },
  offline: ({phone}) => every(phone, (s) => {
    s.off = true;
    return s.disconnect();
  }),
  shown: ({phone, path, id}) => phones.get(phone).get(path).store.getRow('shifts', id),
  traffic: ({phone}) => [...phones.get(phone).values()].reduce((sum, s) => sum + s.traffic(), 0),
  async close({phone}) {
    await every(phone, (s) => s.disconnect());
    phones.delete(phone);
  },
  rate,
};

// rate has devices change something over and over, each waiting for the answer. Their messages are made before the clock
// runs, so that it is the server that is measured.
async function rate({paths, row, size, ms}) {
  const most = Math.ceil((ms * 15) / paths.length / size) + 50;
  const lines = await Promise.all(paths.map((path) => ready(path, row, size, most)));
  // Devices that stay would hear all of it, in the process that makes the load. Their next pull brings them back.
  for (const stores of phones.values())
    for (const path of paths) await stores.get(path)?.disconnect();
  // The server takes a second to have a path ready that nobody was on.
  await Promise.all(lines.map((line) => line.ask(line.messages[0])));
  let done = 0, running = true, counting = 0;
  const work = lines.map(async (line) => {
    for (let i = 1; running; i++) {
      await line.ask(line.messages[i % line.messages.length]);
      done++;
    }
  });
  await new Promise((go) => setTimeout(go, ms / 5));
  const [from, begun] = [done, performance.now()];
  await new Promise((go) => setTimeout(go, ms));
  counting = (done - from) / ((performance.now() - begun) / 1000);
  running = false;
  await Promise.all(work);
  lines.forEach((line) => line.socket.close());
  return counting * size;
}

// ready is a connection with its messages: rows of which each is new in its turn.
async function ready(path, row, size, most) {
  const scratch = createMergeableStore();
  const messages = [];
  scratch.addDidFinishTransactionListener(() =>
    messages.push(JSON.stringify([`m${messages.length}`, 3, scratch.getTransactionMergeableChanges()])));
  const begun = Date.now().toString(36);
  for (let i = 0; i < most; i++)
    scratch.transaction(() => {
      for (let j = 0; j < size; j++) scratch.setRow('shifts', `${begun}-${i}-${j}`, row);
    });
  const socket = new WebSocket(`ws://${address}/${path}`);
  await new Promise((open, failed) => socket.on('open', open).on('error', failed));
  const waiting = new Map();
  socket.on('message', (data) => {
    const text = data.toString();
    const found = /^[^\n]*\n\["(q\d+)"/.exec(text);
    if (!found) return;
    waiting.get(found[1])?.();
    waiting.delete(found[1]);
  });
  let asked = 0;
  return {messages, socket, ask: (message) => new Promise((answered) => {
    const id = `q${asked++}`;
    waiting.set(id, answered);
    socket.send('\n' + message);
    socket.send('\n' + JSON.stringify([id, 1, '']));
  })};
}

for await (const line of createInterface({input: process.stdin})) {
  const {turn, does, ...rest} = JSON.parse(line);
  Promise.resolve()
    .then(() => commands[does](rest))
    .then((answer) => ({turn, answer: answer ?? null}), (error) => ({turn, error: String(error.stack ?? error)}))
    .then((said) => process.stdout.write(JSON.stringify(said) + '\n'));
}
process.exit(0);
