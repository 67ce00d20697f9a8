"""Signs in to examples/server with Telethon as it is.

    go build -o stepin-server ./examples/server
    ./stepin-server -account 'phone=+9996620002,code=22222,password=secret' > server.json

and, while it runs:

    /usr/bin/python3 examples/interop/with_telethon.py server.json abridged +9996620002 22222 11111 secret guess

The arguments are the server's line, a transport, a phone number with its code
and a wrong one, and for an account with a password that and a wrong one. What
happened is one line of JSON; whatever should not have ends it with a sentence.
"""

import asyncio
import json
import sys
import urllib.parse

import telethon
from telethon import TelegramClient, connection, errors
from telethon.crypto import rsa
from telethon.sessions import MemorySession
from telethon.tl.alltlobjects import LAYER

TRANSPORTS = {
    "full": connection.ConnectionTcpFull,
    "abridged": connection.ConnectionTcpAbridged,
    "intermediate": connection.ConnectionTcpIntermediate,
    "obfuscated abridged": connection.ConnectionTcpObfuscated,
    "mtproxy abridged": connection.ConnectionTcpMTProxyAbridged,
    "mtproxy intermediate": connection.ConnectionTcpMTProxyIntermediate,
    "mtproxy padded": connection.ConnectionTcpMTProxyRandomizedIntermediate,
}


def new_client(server, transport):
    if transport not in TRANSPORTS:
        sys.exit(f"there is no transport {transport}")
    proxy = None
    if transport.startswith("mtproxy"):
        if "proxy" not in server:
            sys.exit("start the server with -proxy-secret")
        # tg://proxy?server=...&port=...&secret=...
        link = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(server["proxy"]).query))
        proxy = link["server"], int(link["port"]), link["secret"]
    # begin point
    host, port = server["addr"].split(":")
    session = MemorySession()
    session.set_dc(server["dc"], host, int(port))
    rsa.add_key(server["public_key"], old=False)
    client = TelegramClient(
        session, api_id=1, api_hash="any", connection=TRANSPORTS[transport], proxy=proxy,
    )
    # end point
    return client


async def refused(attempt, error, what):
    try:
        await attempt
    except error:
        return
    sys.exit(f"the {what} was accepted")


async def sign_in(client, phone, code, wrong_code, password=None, wrong_password=None):
    """Returns what happened, or raises what should not have."""
    happened = {}
    await client.connect()
    await client.send_code_request(phone)

    await refused(client.sign_in(phone, wrong_code), errors.PhoneCodeInvalidError, "wrong code")
    happened["wrong_code"] = "PHONE_CODE_INVALID"

    if password is None:
        await client.sign_in(phone, code)
        happened["code"] = "accepted"
    else:
        await refused(client.sign_in(phone, code), errors.SessionPasswordNeededError, "code without a password")
        happened["code"] = "SESSION_PASSWORD_NEEDED"
        await refused(client.sign_in(password=wrong_password), errors.PasswordHashInvalidError, "wrong password")
        happened["wrong_password"] = "PASSWORD_HASH_INVALID"
        await client.sign_in(password=password)
        happened["password"] = "accepted"

    happened["user"] = (await client.get_me()).id
    return happened


async def main():
    if len(sys.argv) - 1 not in (5, 7):
        sys.exit("wants SERVER.JSON TRANSPORT PHONE CODE WRONG_CODE [PASSWORD WRONG_PASSWORD]")
    path, transport, *what_a_person_types = sys.argv[1:]
    with open(path) as file:
        server = json.load(file)
    client = new_client(server, transport)
    try:
        happened = await sign_in(client, *what_a_person_types)
    finally:
        await client.disconnect()
    print(json.dumps({
        "client": "Telethon", "version": telethon.__version__, "layer": LAYER, "transport": transport, **happened,
    }))


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except Exception as err:
        sys.exit(f"{type(err).__name__}: {err}")
