// Signs in to examples/server with GramJS as it is.
//
//	go build -o stepin-server ./examples/server
//	./stepin-server -account 'phone=+9996620002,code=22222,password=secret' > server.json
//
// and, while it runs:
//
//	node examples/interop/with_gramjs.mjs server.json abridged +9996620002 22222 11111 secret guess
//
// The arguments are the server's line, a transport, a phone number with its
// code and a wrong one, and for an account with a password that and a wrong
// one. What happened is one line of JSON; whatever should not have ends it with
// a sentence.

import { createPublicKey } from 'node:crypto'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import bigInt from 'big-integer'
import { Api, TelegramClient } from 'telegram'
import { computeCheck } from 'telegram/Password.js'
import { _serverKeys } from 'telegram/crypto/RSA.js'
import { Logger, LogLevel } from 'telegram/extensions/Logger.js'
import { ConnectionTCPAbridged, ConnectionTCPFull, ConnectionTCPObfuscated } from 'telegram/network/connection/index.js'
import { StringSession } from 'telegram/sessions/index.js'
import { LAYER } from 'telegram/tl/AllTLObjects.js'

const transports = {
  'full': ConnectionTCPFull,
  'abridged': ConnectionTCPAbridged,
  'obfuscated abridged': ConnectionTCPObfuscated,
  'mtproxy abridged': ConnectionTCPFull, // GramJS puts its own in the place of it
}
const credentials = { apiId: 1, apiHash: 'any' }

function newClient(server, transport) {
  const connection = transports[transport]
  if (!connection) throw new Error(`there is no transport ${transport}`)
  let proxy
  if (transport.startsWith('mtproxy')) {
    if (!server.proxy) throw new Error('start the server with -proxy-secret')
    // tg://proxy?server=...&port=...&secret=...
    const query = new URL(server.proxy).searchParams
    proxy = { MTProxy: true, ip: query.get('server'), port: Number(query.get('port')), secret: query.get('secret') }
  }
  const baseLogger = new Logger(LogLevel.NONE) // the usual one writes to stdout
  // begin point
  const { n, e } = createPublicKey(server.public_key).export({ format: 'jwk' })
  const integer = base64url => bigInt(Buffer.from(base64url, 'base64url').toString('hex'), 16)
  const fingerprint = BigInt.asIntN(64, BigInt('0x' + server.fingerprint))
  _serverKeys.set(fingerprint.toString(), { n: integer(n), e: Number(integer(e)) })

  const [ip, port] = server.addr.split(':')
  const session = new StringSession('')
  // GramJS dials port 80, whatever the session says, and saves none above 32767.
  session.setDC(server.dc, ip, 80)
  class ToThatPort extends connection {
    constructor(options) {
      super({ ...options, port: Number(port) })
    }
  }
  const client = new TelegramClient(session, credentials.apiId, credentials.apiHash, {
    connection: ToThatPort, proxy, baseLogger,
  })
  // end point
  return client
}

async function refused(attempt, name, what) {
  try {
    await attempt
  } catch (err) {
    if (err.errorMessage === name) return name
    throw err
  }
  throw new Error(`the ${what} was accepted`)
}

// signIn returns what happened, or throws what should not have.
async function signIn(client, phoneNumber, code, wrongCode, password, wrongPassword) {
  const happened = {}
  await client.connect()
  const { phoneCodeHash } = await client.sendCode(credentials, phoneNumber)
  const signInWith = phoneCode => client.invoke(new Api.auth.SignIn({ phoneNumber, phoneCodeHash, phoneCode }))
  const checkPassword = async password => {
    const challenge = await client.invoke(new Api.account.GetPassword())
    return client.invoke(new Api.auth.CheckPassword({ password: await computeCheck(challenge, password) }))
  }

  happened.wrong_code = await refused(signInWith(wrongCode), 'PHONE_CODE_INVALID', 'wrong code')
  if (password === undefined) {
    await signInWith(code)
    happened.code = 'accepted'
  } else {
    happened.code = await refused(signInWith(code), 'SESSION_PASSWORD_NEEDED', 'code without a password')
    happened.wrong_password = await refused(checkPassword(wrongPassword), 'PASSWORD_HASH_INVALID', 'wrong password')
    await checkPassword(password)
    happened.password = 'accepted'
  }

  happened.user = (await client.getMe()).id.toJSNumber()
  return happened
}

const [path, transport, ...whatAPersonTypes] = process.argv.slice(2)
try {
  if (![3, 5].includes(whatAPersonTypes.length)) {
    throw new Error('wants SERVER.JSON TRANSPORT PHONE CODE WRONG_CODE [PASSWORD WRONG_PASSWORD]')
  }
  const { version } = createRequire(import.meta.url)('telegram/package.json')
  const client = newClient(JSON.parse(readFileSync(path)), transport)
  const happened = await signIn(client, ...whatAPersonTypes)
  console.log(JSON.stringify({ client: 'GramJS', version, layer: LAYER, transport, ...happened }))
  await client.destroy()
  process.exit() // its update loop would go on for a while
} catch (err) {
  console.error(`${err}`)
  process.exit(1)
}
