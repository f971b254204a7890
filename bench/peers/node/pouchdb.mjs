// express-pouchdb over LevelDB, as its guide says to mount it. node pouchdb.mjs PORT FOLDER
import {createRequire} from 'node:module';
const require = createRequire(import.meta.url);
const [port, dir] = process.argv.slice(2);
const PouchDB = require('pouchdb').defaults({prefix: dir + '/'});
const app = require('express')();
app.use('/', require('express-pouchdb')(PouchDB, {
  configPath: dir + '/config.json', logPath: dir + '/log.txt', mode: 'minimumForPouchDB',
}));
app.listen(Number(port), '127.0.0.1');
