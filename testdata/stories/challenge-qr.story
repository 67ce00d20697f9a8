# A token is shown after a proof, and accepted after another one.

account phone=+9996620001 first_name=Ada

! challenge auth.exportLoginToken RECAPTCHA_CHECK_qr__KEY proof1
> RequestQRCode 1002
    Connect: Connected
    ExportLoginToken: Refused 403 RECAPTCHA_CHECK_qr__KEY
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1002
= WaitPhoneNumber refused=RECAPTCHA_CHECK
> Solved proof1 RequestQRCode 1002
    ExportLoginToken: LoginTokenShown expires=30s
    < dc2 key1 auth.exportLoginToken recaptcha_token=proof1 api_id=17349 api_hash=story-app-hash except_ids=1002
= WaitOtherDevice
! scan +9996620001
> Listen
    heard: LoginTokenAccepted
    ExportLoginToken: Refused 403 RECAPTCHA_CHECK_qr__KEY
    < dc2 key1 help.getNearestDc
    < dc2 key1 auth.exportLoginToken api_id=17349 api_hash=story-app-hash except_ids=1002
= WaitOtherDevice refused=RECAPTCHA_CHECK
> Solved proof1 Poll
    ExportLoginToken: Authorized id=1001 first_name=Ada
    < dc2 key1 auth.exportLoginToken recaptcha_token=proof1 api_id=17349 api_hash=story-app-hash except_ids=1002
= Ready
