// Signs in to examples/server with mtcute as it is.
//
//	go build -o stepin-server ./examples/server
//	./stepin-server -account 'phone=+9996620002,code=22222,password=secret' > server.json
//
// and, while it runs:
//
//	node examples/interop/with_mtcute.mjs server.json padded +9996620002 22222 11111 secret guess
//
// The arguments are the server's line, a transport, a phone number with its
// code and a wrong one, and for an account with a password that and a wrong
// one. What happened is one line of JSON; whatever should not have ends it with
// a sentence.

import { readFileSync } from 'node:fs'
import {
  BaseTelegramClient, IntermediatePacketCodec, MemoryStorage, ObfuscatedPacketCodec,
  PaddedIntermediatePacketCodec, TcpTransport, TelegramClient, proxyTransportFromUrl, tl,
} from '@mtcute/node'
import { NodeCryptoProvider, addPublicKey } from '@mtcute/node/utils.js'

const codecs = {
  'intermediate': () => new IntermediatePacketCodec(),
  'padded': () => new PaddedIntermediatePacketCodec(),
  'obfuscated intermediate': () => new ObfuscatedPacketCodec(new IntermediatePacketCodec()),
  'obfuscated padded': () => new ObfuscatedPacketCodec(new PaddedIntermediatePacketCodec()),
}
const throughProxy = ['mtproxy intermediate', 'mtproxy padded'] // the secret says which

async function newClient(server, transport) {
  const usePfs = transport.endsWith(', PFS') // temporary keys
  transport = transport.replace(', PFS', '')
  let connects = new TcpTransport()
  if (transport in codecs) {
    connects.packetCodec = codecs[transport]
  } else if (throughProxy.includes(transport)) {
    if (!server.proxy) throw new Error('start the server with -proxy-secret')
    connects = proxyTransportFromUrl(server.proxy)
  } else {
    throw new Error(`there is no transport ${transport}`)
  }
  // begin point
  const crypto = new NodeCryptoProvider()
  await crypto.initialize()
  addPublicKey(crypto, server.public_key, false)
  const [ipAddress, port] = server.addr.split(':')
  const dc = { id: server.dc, ipAddress, port: Number(port) }
  const client = new BaseTelegramClient({
    apiId: 1, apiHash: 'any', storage: new MemoryStorage(), crypto,
    defaultDcs: { main: dc, media: dc }, transport: connects, network: { usePfs },
  })
  // end point
  return client
}

async function refused(attempt, name, what) {
  try {
    await attempt
  } catch (err) {
    if (tl.RpcError.is(err, name)) return name
    throw err
  }
  throw new Error(`the ${what} was accepted`)
}

// signIn returns what happened, or throws what should not have.
async function signIn(client, phone, code, wrongCode, password, wrongPassword) {
  const happened = {}
  const { phoneCodeHash } = await client.sendCode({ phone })
  const signInWith = phoneCode => client.signIn({ phone, phoneCodeHash, phoneCode })

  happened.wrong_code = await refused(signInWith(wrongCode), 'PHONE_CODE_INVALID', 'wrong code')
  if (password === undefined) {
    await signInWith(code)
    happened.code = 'accepted'
  } else {
    happened.code = await refused(signInWith(code), 'SESSION_PASSWORD_NEEDED', 'code without a password')
    happened.wrong_password = await refused(client.checkPassword(wrongPassword), 'PASSWORD_HASH_INVALID', 'wrong password')
    await client.checkPassword(password)
    happened.password = 'accepted'
  }

  happened.user = (await client.getMe()).id
  return happened
}

const [path, transport, ...whatAPersonTypes] = process.argv.slice(2)
try {
  if (![3, 5].includes(whatAPersonTypes.length)) {
    throw new Error('wants SERVER.JSON TRANSPORT PHONE CODE WRONG_CODE [PASSWORD WRONG_PASSWORD]')
  }
  const { version } = JSON.parse(readFileSync(new URL('node_modules/@mtcute/node/package.json', import.meta.url)))
  const base = await newClient(JSON.parse(readFileSync(path)), transport)
  const client = new TelegramClient({ client: base })
  const happened = await signIn(client, ...whatAPersonTypes)
  console.log(JSON.stringify({ client: 'mtcute', version, layer: base.mt._layer, transport, ...happened }))
  await client.destroy()
} catch (err) {
  console.error(`${err}`)
  process.exit(1)
}
