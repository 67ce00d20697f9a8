// Signs in to examples/server with TDLib, through the server's MTProxy: TDLib has
// no option for another address.
//
//	node with_tdlib.mjs server.json copy.so +9996620002 22222 11111 secret guess
//
// The arguments are the server's line, TDLib with the server's key, a phone number
// with its code and a wrong one, and for an account with a password that and a
// wrong one. What happened is one line of JSON; whatever should not have ends it
// with a sentence.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as tdl from 'tdl'

const [path, library, phone, code, wrongCode, password, wrongPassword] = process.argv.slice(2)
const server = JSON.parse(readFileSync(path))
const directory = mkdtempSync(join(tmpdir(), 'tdlib-'))

tdl.configure({ tdjson: resolve(library), verbosityLevel: 1 })
const client = tdl.createBareClient()

// until waits for an authorization state.
const states = []
let changed = () => {}
client.on('update', update => {
  if (update._ !== 'updateAuthorizationState') return
  states.push(update.authorization_state._)
  changed()
})
async function until(wanted) {
  while (!states.includes(wanted)) await new Promise(resolve => { changed = resolve })
  states.length = 0
}

// connect tells TDLib of the proxy before anything else, so that it never tries
// an address of its own.
async function connect() {
  await until('authorizationStateWaitTdlibParameters')
  // begin point
  const link = new URL(server.proxy).searchParams
  const proxied = client.invoke({
    _: 'addProxy',
    enable: true,
    proxy: {
      _: 'proxy',
      server: link.get('server'),
      port: Number(link.get('port')),
      type: { _: 'proxyTypeMtproto', secret: link.get('secret') },
    },
  })
  // end point
  await client.invoke({
    _: 'setTdlibParameters',
    database_directory: directory,
    files_directory: directory,
    api_id: 1,
    api_hash: 'any',
    system_language_code: 'en',
    device_model: 'test',
    application_version: '1',
  })
  await proxied
}

async function refused(request, reason) {
  try {
    await client.invoke(request)
  } catch (err) {
    if (err.message === reason) return reason
    throw err
  }
  throw new Error(`${request._} was accepted`)
}

// signIn returns what happened, or throws what should not have.
async function signIn() {
  const happened = {}
  await until('authorizationStateWaitPhoneNumber')
  await client.invoke({ _: 'setAuthenticationPhoneNumber', phone_number: phone })
  await until('authorizationStateWaitCode')

  happened.wrong_code = await refused({ _: 'checkAuthenticationCode', code: wrongCode }, 'PHONE_CODE_INVALID')
  await client.invoke({ _: 'checkAuthenticationCode', code })
  happened.code = 'accepted'
  if (password !== undefined) {
    await until('authorizationStateWaitPassword')
    happened.wrong_password =
      await refused({ _: 'checkAuthenticationPassword', password: wrongPassword }, 'PASSWORD_HASH_INVALID')
    await client.invoke({ _: 'checkAuthenticationPassword', password })
    happened.password = 'accepted'
  }

  await until('authorizationStateReady')
  happened.user = (await client.invoke({ _: 'getMe' })).id
  return happened
}

try {
  await connect()
  const happened = await signIn()
  console.log(JSON.stringify({ client: 'TDLib', version: client.getVersion(), ...happened }))
  await client.close()
} catch (err) {
  console.error(`${err}`)
  process.exitCode = 1
  await client.close()
} finally {
  rmSync(directory, { recursive: true })
}
