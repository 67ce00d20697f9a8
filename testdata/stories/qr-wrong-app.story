# The application is not known: nothing helps.

account phone=+9996620001 first_name=Ada
server app_id=1

> RequestQRCode
    Connect: Connected
    ExportLoginToken: Refused 400 API_ID_INVALID
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash
= Failed refused=API_ID_INVALID
