#!/usr/bin/env bash
# undici 6.29.1 on Node.js: an Agent takes `localAddress` beside `connect`, and ignores the one inside `connect`, where the options of
# net.connect stand. The requests leave from the default address, without an error or a warning.
#
# Expected: both forms bind, since `connect` is documented to be passed on to net.connect, which knows localAddress.
# Seen: "beside: 127.0.0.5" and "inside: 127.0.0.1".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund undici@6.29.1 >/dev/null

cat >program.cjs <<'JS'
const http = require('node:http');
const { Agent, request } = require('undici');

const server = http.createServer((incoming, answer) => answer.end(incoming.socket.remoteAddress));
server.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}/`;
  for (const [name, dispatcher] of [
    ['beside', new Agent({ localAddress: '127.0.0.5' })],
    ['inside', new Agent({ connect: { localAddress: '127.0.0.5' } })],
  ]) {
    const { body } = await request(url, { dispatcher });
    console.log(`${name}: ${await body.text()}`);
    await dispatcher.close();
  }
  server.close();
});
JS

seen=$(node program.cjs)
echo "$seen"
[[ $seen == $'beside: 127.0.0.5\ninside: 127.0.0.1' ]] || { echo "The behavior has changed."; exit 1; }
