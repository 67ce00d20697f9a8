# A passkey must be tried anew, and what it is to sign must be waited for.

only machine

> RequestPasskey
    Connect: Connected
    InitPasskey: PasskeyOptions
= WaitPasskey
> Passkey +9996620001
    FinishPasskey: Refused 500 AUTH_RESTART
    InitPasskey: Refused 420 FLOOD_WAIT_30
= WaitPasskey refused=FLOOD_WAIT retry=30s
