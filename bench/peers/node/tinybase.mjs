// TinyBase's WebSocket server, each path in a file of its own. node tinybase.mjs PORT FOLDER
// The file is written as TinyBase's own persister writes it, but not watched: that one reads its own file back while the next
// changes arrive, and loses some of them for good.
import {readFile, writeFile} from 'node:fs/promises';
import {createMergeableStore} from 'tinybase';
import {createCustomPersister, Persists} from 'tinybase/persisters';
import {createWsServer} from 'tinybase/synchronizers/synchronizer-ws-server';
import {WebSocketServer} from 'ws';
const [port, dir] = process.argv.slice(2);

function persister(path) {
  const file = `${dir}/${path}.json`;
  const read = async () => JSON.parse(await readFile(file, 'utf8'));
  const write = async (content) => writeFile(file, JSON.stringify(content()));
  return createCustomPersister(createMergeableStore(), read, write, () => 0, () => {}, undefined, Persists.MergeableStoreOnly);
}

createWsServer(new WebSocketServer({port: Number(port), host: '127.0.0.1'}), persister, (error) => console.error(error.message));
