// TinyBase's WebSocket server, each path in a file of its own, as its guide says to. node tinybase.mjs PORT FOLDER
import {createMergeableStore} from 'tinybase';
import {createFilePersister} from 'tinybase/persisters/persister-file';
import {createWsServer} from 'tinybase/synchronizers/synchronizer-ws-server';
import {WebSocketServer} from 'ws';
const [port, dir] = process.argv.slice(2);
createWsServer(
  new WebSocketServer({port: Number(port), host: '127.0.0.1'}),
  (path) => createFilePersister(createMergeableStore(), `${dir}/${path}.json`),
  (error) => console.error(error),
);
