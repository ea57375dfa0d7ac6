#!/usr/bin/env bash
# mysql2 3.24.6 on Node.js: createConnection accepts `localAddress`. It is in the list of the options that the package knows, so it brings no
# warning, as an unknown option does; but no code reads it, and the connection leaves from the default address.
#
# Expected: as with mysqljs/mysql, whose option it is: the socket is bound to the address.
# Seen: a warning for the unknown option, none for localAddress, and the server sees 127.0.0.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mysql2@3.24.6 >/dev/null

cat >program.cjs <<'JS'
const net = require('node:net');
const mysql = require('mysql2');

const server = net.createServer(socket => {
  console.log(`the server sees ${socket.remoteAddress}`);
  socket.destroy();
  server.close();
});
server.listen(0, '127.0.0.1', () => {
  const warnings = [];
  console.error = text => warnings.push(String(text));
  const connection = mysql.createConnection({
    host: '127.0.0.1', port: server.address().port, user: 'user',
    localAddress: '127.0.0.5', noSuchOption: true,
  });
  for (const option of ['noSuchOption', 'localAddress'])
    console.log(`${option}: ${warnings.some(text => text.includes(option)) ? 'a warning' : 'no warning'}`);
  connection.on('error', () => { });
});
JS

seen=$(node program.cjs)
echo "$seen"
[[ $seen == $'noSuchOption: a warning\nlocalAddress: no warning\nthe server sees 127.0.0.1' ]] || { echo "The behavior has changed."; exit 1; }
