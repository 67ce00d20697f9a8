// Copies TDLib with the public key of a test server in the place of Telegram's:
// TDLib has no option for another key.
//
//	node with_own_key.mjs server.json libtdjson.so copy.so

import { readFileSync, writeFileSync } from 'node:fs'

const [path, from, to] = process.argv.slice(2)
const key = Buffer.from(JSON.parse(readFileSync(path)).public_key.trim())
const library = readFileSync(from)

// The text of a key of 2048 bits always has the same length. Two of Telegram's
// have it, for its test servers and for the others.
let replaced = 0
for (let at = 0; (at = library.indexOf('-----BEGIN RSA PUBLIC KEY-----', at)) >= 0; at++) {
  if (library.indexOf('-----END RSA PUBLIC KEY-----', at) === at + key.indexOf('-----END')) {
    key.copy(library, at)
    replaced++
  }
}
if (replaced !== 2) throw new Error(`${replaced} keys were replaced, not two`)
writeFileSync(to, library)
